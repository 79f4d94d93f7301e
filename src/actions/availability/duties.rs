//! The service levels of an outage, kept in step with its facts through [`reconcile`]: each outage has its own.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::super::breach::pack_as_decided;
use super::super::{Instance, new_id};
use crate::domain::convention::Pack;
use crate::domain::obligations::{
    Arising, Change, Outage, OutageFacts, Standing, State, arising_from_outage, reconcile,
};
use crate::domain::plan::{self, Planned};
use crate::store::incidents::Incident;
use crate::store::obligations::{self, Obligation, Settled};
use crate::store::outages::{self, Recorded};
use crate::store::{Db, StoreError, steps};

/// Brings the service levels of an outage into agreement with its facts; answers with what changed, for the journal.
pub(super) fn refresh(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    recorded: &Recorded,
    now: DateTime<Utc>,
) -> Result<Vec<Value>, StoreError> {
    let pack = promising_pack(db, instance, incident)?;
    let standing = of_outage(db, recorded)?;
    let called_for = arising_from_outage(OutageFacts {
        pack: pack.as_deref(),
        handler: incident.decision.handler,
        reported_at: incident.reported_at,
        outage: &recorded.outage,
    });
    let known: Vec<Standing> = standing.iter().map(Standing::from).collect();
    let apply = |change| apply(db, incident, recorded, pack.as_deref(), &standing, change, now);
    reconcile(&known, &called_for, false, now)
        .into_iter()
        .map(apply)
        .collect()
}

/// The pack whose promises bind the handler: none outside any convention.
fn promising_pack<'a>(
    db: &mut Db,
    instance: &'a Instance,
    incident: &Incident,
) -> Result<Option<Cow<'a, Pack>>, StoreError> {
    let pack = pack_as_decided(db, instance, &incident.decision)?;
    Ok(pack.filter(|_| incident.decision.convention.is_some()))
}

/// The service levels of an outage, in the order they arose.
pub(super) fn of_outage(db: &mut Db, recorded: &Recorded) -> Result<Vec<Obligation>, StoreError> {
    let links = outages::links(db, &recorded.incident_id)?;
    let mut duties = obligations::of_incident(db, &recorded.incident_id)?;
    duties.retain(|duty| links.get(&duty.id) == Some(&recorded.id));
    Ok(duties)
}

/// Those of them that wait.
pub(super) fn pending(db: &mut Db, recorded: &Recorded) -> Result<Vec<Obligation>, StoreError> {
    let mut duties = of_outage(db, recorded)?;
    duties.retain(|duty| duty.state == State::Pending);
    Ok(duties)
}

/// Settles service levels as kept at `at` (UTC), late ones with their reason.
pub(super) fn meet(
    db: &mut Db,
    duties: &[Obligation],
    at: DateTime<Utc>,
    late_reason: &str,
    by: &str,
) -> Result<Vec<Value>, StoreError> {
    let late_reason = Some(late_reason.trim()).filter(|reason| !reason.is_empty());
    let mut met = Vec::new();
    for duty in duties {
        let state = obligations::settle(db, duty, &Settled::Met { at, late_reason }, Some(by))?;
        steps::drop_open(db, &duty.id)?;
        met.push(
            json!({ "settled": duty.id, "kind": duty.kind, "state": state, "late_reason": late_reason }),
        );
    }
    Ok(met)
}

fn apply(
    db: &mut Db,
    incident: &Incident,
    recorded: &Recorded,
    pack: Option<&Pack>,
    standing: &[Obligation],
    change: Change,
    now: DateTime<Utc>,
) -> Result<Value, StoreError> {
    match change {
        Change::Arise(arising) => arise(db, incident, recorded, pack, &arising, now),
        Change::Cancel(id) => {
            let why = why(&recorded.outage);
            if let Some(duty) = standing.iter().find(|duty| duty.id == id) {
                obligations::settle(db, duty, &Settled::Cancelled(why), None)?;
            }
            steps::drop_open(db, &id)?;
            Ok(json!({ "cancelled": id, "reason": why }))
        }
        Change::Shift(id, arising) => {
            obligations::shift(db, &id, &arising)?;
            steps::shift(db, &incident.id, &id, &planned(pack, &arising))?;
            Ok(json!({ "shifted": id, "starts_at": arising.starts_at, "due_at": arising.due_at }))
        }
    }
}

fn arise(
    db: &mut Db,
    incident: &Incident,
    recorded: &Recorded,
    pack: Option<&Pack>,
    arising: &Arising,
    now: DateTime<Utc>,
) -> Result<Value, StoreError> {
    let id = new_id(now);
    let hash = incident.decision.convention_hash.as_deref();
    obligations::insert(db, &id, &incident.id, arising, hash)?;
    outages::link(db, &recorded.id, &id)?;
    steps::plan(db, &incident.id, &id, planned(pack, arising))?;
    Ok(json!({ "arose": id, "kind": arising.kind, "debtor": arising.debtor, "due_at": arising.due_at }))
}

fn planned(pack: Option<&Pack>, arising: &Arising) -> Vec<Planned> {
    let hours = pack.and_then(|pack| pack.calendar.as_ref());
    let timed = hours.zip(arising.due_at);
    timed
        .map(|(hours, due_at)| plan::steps_of_level(hours, arising.starts_at, due_at))
        .unwrap_or_default()
}

/// Why a service level falls away, in French.
fn why(outage: &Outage) -> &'static str {
    if outage.is_mistaken() {
        return "L’élément était en fait disponible.";
    }
    let no_promise = outage.no_promise();
    no_promise.unwrap_or("L’incident est traité par une autre partie.")
}
