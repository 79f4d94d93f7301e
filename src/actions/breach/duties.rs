//! What becomes of the duties of a dossier when the facts of its breach change.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::super::new_id;
use super::Case;
use crate::domain::convention::ObligationRule;
use crate::domain::obligations::{
    self, Arising, BreachFacts, Change, Kind, Standing, arising_from_breach, reconcile,
};
use crate::domain::plan;
use crate::store::obligations::{Obligation, Settled, insert, of_incident, settle, shift};
use crate::store::{Db, StoreError, steps};

/// The kinds that arise from the facts of a breach.
pub const OF_A_BREACH: [Kind; 7] = [
    Kind::Breach48h,
    Kind::Cnil72h,
    Kind::PersonsArt34,
    Kind::EscalateToMinistry,
    Kind::Nis2EarlyWarning,
    Kind::Nis2Notification,
    Kind::Nis2FinalReport,
];

/// Brings the duties into agreement with the facts: what has not happened is cancelled, shifted or armed again. `cause`
/// says in French why, for those cancelled. Answers with what changed, for the journal of the act.
pub(in crate::actions) fn refresh(
    db: &mut Db,
    case: &Case<'_>,
    cause: &str,
    waivers_fall: bool,
    now: DateTime<Utc>,
) -> Result<Vec<Value>, StoreError> {
    let mut standing = of_incident(db, &case.incident.id)?;
    standing.retain(|duty| OF_A_BREACH.contains(&duty.kind));
    let called_for = arising_from_breach(&facts(case, &standing));
    let known: Vec<Standing> = standing.iter().map(Standing::from).collect();
    let changes = reconcile(&known, &called_for, waivers_fall, now);
    changes
        .into_iter()
        .map(|change| apply(db, case, &standing, change, cause, now))
        .collect()
}

fn facts<'a>(case: &'a Case<'_>, standing: &[Obligation]) -> BreachFacts<'a> {
    let breach = &case.breach;
    let notified = standing.iter().find(|duty| duty.kind == Kind::Nis2Notification);
    BreachFacts {
        pack: case.pack.as_deref(),
        under_convention: case.incident.decision.convention.is_some(),
        status: breach.status,
        aware: case.aware(),
        controllers: breach.controllers.clone(),
        risk: breach.verdict.as_ref().map(|verdict| (verdict.risk, verdict.at)),
        ministry: breach.ministry,
        nis2_notified_at: notified.and_then(|duty| duty.met_at),
    }
}

impl From<&Obligation> for Standing {
    fn from(duty: &Obligation) -> Self {
        Self {
            id: duty.id.clone(),
            kind: duty.kind,
            debtor: duty.debtor,
            starts_at: duty.starts_at,
            due_at: duty.due_at,
            state: duty.state,
        }
    }
}

fn apply(
    db: &mut Db,
    case: &Case<'_>,
    standing: &[Obligation],
    change: Change,
    cause: &str,
    now: DateTime<Utc>,
) -> Result<Value, StoreError> {
    match change {
        Change::Arise(arising) => arise(db, case, &arising, now),
        Change::Cancel(id) => {
            if let Some(duty) = standing.iter().find(|duty| duty.id == id) {
                settle(db, duty, &Settled::Cancelled(cause), None)?;
            }
            steps::drop_open(db, &id)?;
            Ok(json!({ "cancelled": id }))
        }
        Change::Shift(id, arising) => {
            shift(db, &id, &arising)?;
            let planned = planned(case, &arising);
            steps::shift(db, &case.incident.id, &id, &planned)?;
            Ok(json!({ "shifted": id, "starts_at": arising.starts_at, "due_at": arising.due_at }))
        }
    }
}

fn arise(db: &mut Db, case: &Case<'_>, arising: &Arising, now: DateTime<Utc>) -> Result<Value, StoreError> {
    let id = new_id(now);
    let hash = case.incident.decision.convention_hash.as_deref();
    insert(db, &id, &case.incident.id, arising, hash)?;
    steps::plan(db, &case.incident.id, &id, planned(case, arising))?;
    if case.breach.hold.is_some() {
        steps::hold(db, &id)?;
    }
    Ok(json!({ "arose": id, "kind": arising.kind, "debtor": arising.debtor, "due_at": arising.due_at }))
}

fn planned(case: &Case<'_>, arising: &Arising) -> Vec<plan::Planned> {
    let rule = rule(case, arising.kind);
    rule.map(|rule| plan::steps(rule, arising.starts_at, arising.due_at))
        .unwrap_or_default()
}

fn rule<'a>(case: &'a Case<'_>, kind: obligations::Kind) -> Option<&'a ObligationRule> {
    case.pack.as_deref()?.obligation(kind)
}
