//! The letters to come about actions: rows planned with each day by which an action is due, done once.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::Kept;
use crate::domain::remediation::{Step, steps};
use crate::store::schema::remediation_steps;
use crate::store::types::{ReminderText, day_text};
use crate::store::{Db, Instant, StoreError};

/// Waiting for its instant.
const PLANNED: &str = "planned";
/// Done.
const DONE: &str = "done";
/// The action ended, or is due on another day.
const DROPPED: &str = "dropped";

/// Plans the letters about an action as it stands now: none once nothing remains to be done, and none of another day than
/// its own. One that was written for this day before is not written again.
///
/// # Errors
/// The store's own failures.
pub fn schedule(db: &mut Db, kept: &Kept) -> Result<(), StoreError> {
    drop_waiting(db, &kept.id)?;
    if !kept.action.state.is_open() {
        return Ok(());
    }
    let due_on = day_text(kept.action.due_on);
    for (step, at) in steps(kept.action.due_on) {
        plan(db, kept, &due_on, step, at)?;
    }
    Ok(())
}

fn drop_waiting(db: &mut Db, action_id: &str) -> Result<(), StoreError> {
    let waiting = remediation_steps::table
        .filter(remediation_steps::action_id.eq(action_id))
        .filter(remediation_steps::state.eq(PLANNED));
    diesel::update(waiting)
        .set(remediation_steps::state.eq(DROPPED))
        .execute(db)?;
    Ok(())
}

fn plan(db: &mut Db, kept: &Kept, due_on: &str, step: Step, at: DateTime<Utc>) -> Result<(), StoreError> {
    let step = ReminderText(step);
    let row = remediation_steps::table.find((&kept.id, due_on, step));
    let known: Option<String> = row.select(remediation_steps::state).first(db).optional()?;
    if known.is_some() {
        let dropped = remediation_steps::table
            .filter(remediation_steps::action_id.eq(&kept.id))
            .filter(remediation_steps::due_on.eq(due_on))
            .filter(remediation_steps::step.eq(step))
            .filter(remediation_steps::state.eq(DROPPED));
        diesel::update(dropped)
            .set(remediation_steps::state.eq(PLANNED))
            .execute(db)?;
        return Ok(());
    }
    let values = (
        remediation_steps::action_id.eq(&kept.id),
        remediation_steps::due_on.eq(due_on),
        remediation_steps::step.eq(step),
        remediation_steps::incident_id.eq(&kept.incident_id),
        remediation_steps::at.eq(Instant::from(at)),
        remediation_steps::state.eq(PLANNED),
    );
    diesel::insert_into(remediation_steps::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// The dossiers of which one of the `limit` longest due letters is due by `now`, in that order, each once.
///
/// # Errors
/// The store's own failures.
pub fn due_dossiers(db: &mut Db, now: DateTime<Utc>, limit: i64) -> Result<Vec<String>, StoreError> {
    let due: Vec<String> = remediation_steps::table
        .filter(remediation_steps::state.eq(PLANNED))
        .filter(remediation_steps::at.le(Instant::from(now)))
        .order(remediation_steps::at)
        .select(remediation_steps::incident_id)
        .limit(limit)
        .load(db)?;
    let mut seen = BTreeSet::new();
    Ok(due.into_iter().filter(|id| seen.insert(id.clone())).collect())
}

/// A letter that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Identifier of the action.
    pub action_id: String,
    /// Which letter.
    pub step: Step,
}

/// The letters about actions of a dossier that are due by `now`, in time order.
///
/// # Errors
/// The store's own failures.
pub fn due(db: &mut Db, incident_id: &str, now: DateTime<Utc>) -> Result<Vec<Due>, StoreError> {
    let rows: Vec<(String, ReminderText)> = remediation_steps::table
        .filter(remediation_steps::incident_id.eq(incident_id))
        .filter(remediation_steps::state.eq(PLANNED))
        .filter(remediation_steps::at.le(Instant::from(now)))
        .order((remediation_steps::at, remediation_steps::action_id))
        .select((remediation_steps::action_id, remediation_steps::step))
        .load(db)?;
    let due = |(action_id, step): (String, ReminderText)| Due {
        action_id,
        step: step.into(),
    };
    Ok(rows.into_iter().map(due).collect())
}

/// Marks every letter about actions of a dossier that was due by `now` as done.
///
/// # Errors
/// The store's own failures.
pub fn done(db: &mut Db, incident_id: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let due = remediation_steps::table
        .filter(remediation_steps::incident_id.eq(incident_id))
        .filter(remediation_steps::state.eq(PLANNED))
        .filter(remediation_steps::at.le(Instant::from(now)));
    let values = (
        remediation_steps::state.eq(DONE),
        remediation_steps::done_at.eq(Instant::from(now)),
    );
    diesel::update(due).set(values).execute(db)?;
    Ok(())
}
