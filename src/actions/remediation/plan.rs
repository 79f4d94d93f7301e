//! An action enters the plan of a dossier; the letters about it are planned with it.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use super::super::follow::{FollowRefused, dossier};
use super::super::new_id;
use super::super::note::note;
use super::super::once::{earlier, remember};
use super::super::report::Key;
use super::{OwnerGiven, plans};
use crate::domain::instants::paris_day;
use crate::domain::people::Account;
use crate::domain::remediation::{Action, Owner};
use crate::signing::sha256_hex;
use crate::store::incidents::Incident;
use crate::store::remediation::{self, Kept};
use crate::store::{Db, StoreError, search};

/// An action as somebody plans it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planning {
    /// What is to be done.
    pub title: String,
    /// By whom.
    pub owner: OwnerGiven,
    /// By when (Paris).
    pub due_on: NaiveDate,
}

/// An action, and whether an earlier call with the same key had planned it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedOnce {
    /// The action.
    pub kept: Kept,
    /// Whether it was there already.
    pub already: bool,
}

/// Adds an action to the plan of a dossier.
///
/// # Errors
/// Every problem at once; [`FollowRefused::NotYours`] for those who neither handle the dossier nor follow every plan.
pub fn plan(
    db: &mut Db,
    by: &Account,
    reference: &str,
    planning: &Planning,
    key: Option<&Key>,
    now: DateTime<Utc>,
) -> Result<PlannedOnce, FollowRefused> {
    let incident = dossier(db, by, reference)?;
    if !plans(by, &incident) {
        let message =
            "Établir le plan d’actions revient au RSSI de l’académie et à ceux qui traitent l’incident.";
        return Err(FollowRefused::NotYours(message.to_owned()));
    }
    if let Some(number) = earlier(db, by, key)? {
        return again(db, &incident, &number);
    }
    let kept = Kept {
        id: new_id(now),
        incident_id: incident.id.clone(),
        number: remediation::next_number(db, &incident.id)?,
        action: legal(db, by, &incident, planning, now)?,
        planned_by: by.id.clone(),
        planned_at: now,
        version: 1,
    };
    remediation::insert(db, &kept)?;
    search::reindex(db, &incident.id)?;
    remediation::schedule(db, &kept)?;
    record(db, by, &incident, &kept, now)?;
    remember(db, by, key, &kept.number.to_string(), now)?;
    Ok(PlannedOnce { kept, already: false })
}

fn again(db: &mut Db, incident: &Incident, number: &str) -> Result<PlannedOnce, FollowRefused> {
    let number = number.parse().map_err(|_| FollowRefused::KeyReused)?;
    let kept = remediation::find(db, &incident.id, number)?.ok_or(FollowRefused::KeyReused)?;
    Ok(PlannedOnce { kept, already: true })
}

fn legal(
    db: &mut Db,
    by: &Account,
    incident: &Incident,
    planning: &Planning,
    now: DateTime<Utc>,
) -> Result<Action, FollowRefused> {
    let (owner, nobody) = match planning.owner.resolved(db, incident, by)? {
        Ok(owner) => (owner, None),
        // Something legal stands in its place, so that the rest is checked all the same.
        Err(problem) => (Owner::Account(by.id.clone()), Some(problem)),
    };
    let planned = Action::planned(&planning.title, owner, planning.due_on, paris_day(now));
    match (planned, nobody) {
        (Ok(action), None) => Ok(action),
        (planned, nobody) => {
            let mut problems = planned.err().unwrap_or_default();
            problems.extend(nobody);
            Err(FollowRefused::Problems(problems))
        }
    }
}

fn record(
    db: &mut Db,
    by: &Account,
    incident: &Incident,
    kept: &Kept,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let action = &kept.action;
    let (account, party) = match &action.owner {
        Owner::Account(id) => (Some(id), None),
        Owner::Party(party) => (None, Some(party)),
    };
    let body = json!({
        "number": kept.number, "owner_account": account, "owner_party": party, "due_on": action.due_on,
        "title_sha256": sha256_hex(action.title.as_bytes()),
    });
    note(db, &by.id, incident, ("action_planned", body), now)
}
