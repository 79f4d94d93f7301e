//! The steps of the enforcement of duties: planned once, done once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::obligation_steps;
use super::{AT_A_TIME, Db, Instant, StoreError};
use crate::domain::plan::{Planned, Step};

/// Waiting for its instant.
const PLANNED: &str = "planned";
/// Kept back by the officer's hold.
const HELD: &str = "held";
/// Done.
const DONE: &str = "done";
/// Its duty ended first.
const DROPPED: &str = "dropped";

/// Plans steps of a duty of a dossier; a step that was planned before stays as it is.
///
/// # Errors
/// The store's own failures.
pub fn plan(
    db: &mut Db,
    incident_id: &str,
    obligation_id: &str,
    steps: impl IntoIterator<Item = Planned>,
) -> Result<(), StoreError> {
    for planned in steps {
        let step = planned.step.to_string();
        let known = obligation_steps::table.find((obligation_id, &step));
        let known: Option<String> = known.select(obligation_steps::state).first(db).optional()?;
        if known.is_some() {
            continue;
        }
        let values = (
            obligation_steps::obligation_id.eq(obligation_id),
            obligation_steps::step.eq(step),
            obligation_steps::incident_id.eq(incident_id),
            obligation_steps::at.eq(Instant::from(planned.at)),
            obligation_steps::state.eq(PLANNED),
        );
        diesel::insert_into(obligation_steps::table)
            .values(values)
            .execute(db)?;
    }
    Ok(())
}

/// The dossiers of which one of the `limit` longest due steps is due by `now`, in that order, each once.
///
/// # Errors
/// The store's own failures.
pub fn due_dossiers(db: &mut Db, now: DateTime<Utc>, limit: i64) -> Result<Vec<String>, StoreError> {
    let due: Vec<String> = obligation_steps::table
        .filter(obligation_steps::state.eq(PLANNED))
        .filter(obligation_steps::at.le(Instant::from(now)))
        .order(obligation_steps::at)
        .select(obligation_steps::incident_id)
        .limit(limit)
        .load(db)?;
    let mut seen = BTreeSet::new();
    Ok(due.into_iter().filter(|id| seen.insert(id.clone())).collect())
}

/// Takes the steps of a dossier that are due by `now`, until the transaction ends; tells whether they are there to be done.
/// On PostgreSQL, a dossier of which another transaction holds a step is left to it whole.
///
/// # Errors
/// The store's own failures.
pub fn take(db: &mut Db, incident_id: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let due = || {
        obligation_steps::table
            .filter(obligation_steps::incident_id.eq(incident_id))
            .filter(obligation_steps::state.eq(PLANNED))
            .filter(obligation_steps::at.le(Instant::from(now)))
            .select(obligation_steps::step)
    };
    let all: Vec<String> = due().load(db)?;
    let free: Vec<String> = match db {
        Db::Sqlite(_) => return Ok(!all.is_empty()),
        Db::Pg(c) => due().for_update().skip_locked().load(c)?,
    };
    Ok(!free.is_empty() && free.len() == all.len())
}

/// How many steps were due before this instant (UTC) and are not done.
///
/// # Errors
/// The store's own failures.
pub fn due_before(db: &mut Db, at: DateTime<Utc>) -> Result<i64, StoreError> {
    let waiting = obligation_steps::table
        .filter(obligation_steps::state.eq(PLANNED))
        .filter(obligation_steps::at.lt(Instant::from(at)));
    Ok(waiting.count().get_result(db)?)
}

/// The steps of a duty that wait for their instant, in time order.
///
/// # Errors
/// The store's own failures.
pub fn open(db: &mut Db, obligation_id: &str) -> Result<Vec<Planned>, StoreError> {
    in_state(db, obligation_id, PLANNED)
}

/// A step and the instant (UTC) at which it was done, if it was.
pub type Kept = (Planned, Option<DateTime<Utc>>);

/// Every step of a duty with the instant (UTC) at which it was done, in time order; those that were dropped left out.
///
/// # Errors
/// The store's own failures.
pub fn all(db: &mut Db, obligation_id: &str) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<(String, Instant, Option<Instant>)> = obligation_steps::table
        .filter(obligation_steps::obligation_id.eq(obligation_id))
        .filter(obligation_steps::state.ne(DROPPED))
        .order((obligation_steps::at, obligation_steps::step))
        .select((
            obligation_steps::step,
            obligation_steps::at,
            obligation_steps::done_at,
        ))
        .load(db)?;
    rows.into_iter()
        .map(|(step, at, done_at)| Ok((planned(&step, at)?, done_at.map(|at| at.0))))
        .collect()
}

fn in_state(db: &mut Db, obligation_id: &str, state: &str) -> Result<Vec<Planned>, StoreError> {
    let rows: Vec<(String, Instant)> = obligation_steps::table
        .filter(obligation_steps::obligation_id.eq(obligation_id))
        .filter(obligation_steps::state.eq(state))
        .order(obligation_steps::at)
        .select((obligation_steps::step, obligation_steps::at))
        .load(db)?;
    rows.into_iter().map(|(step, at)| planned(&step, at)).collect()
}

fn planned(step: &str, at: Instant) -> Result<Planned, StoreError> {
    let step = Step::parse(step).ok_or_else(|| StoreError::Corrupt(format!("step {step}")))?;
    Ok(Planned { at: at.0, step })
}

/// Marks steps of a duty as done at `now`.
///
/// # Errors
/// The store's own failures.
pub fn done<'a>(
    db: &mut Db,
    obligation_id: &str,
    steps: impl IntoIterator<Item = &'a Step>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for step in steps {
        let values = (
            obligation_steps::state.eq(DONE),
            obligation_steps::done_at.eq(Instant::from(now)),
        );
        diesel::update(obligation_steps::table.find((obligation_id, step.to_string())))
            .set(values)
            .execute(db)?;
    }
    Ok(())
}

/// Drops the steps of a duty that ended before they were done.
///
/// # Errors
/// The store's own failures.
pub fn drop_open(db: &mut Db, obligation_id: &str) -> Result<(), StoreError> {
    let open = obligation_steps::table
        .filter(obligation_steps::obligation_id.eq(obligation_id))
        .filter(obligation_steps::state.ne(DONE));
    diesel::update(open)
        .set(obligation_steps::state.eq(DROPPED))
        .execute(db)?;
    Ok(())
}

/// Plans again the steps of a duty that is pending once more, those already done left alone.
///
/// # Errors
/// The store's own failures.
pub fn pick_up(db: &mut Db, obligation_id: &str) -> Result<(), StoreError> {
    let dropped = obligation_steps::table
        .filter(obligation_steps::obligation_id.eq(obligation_id))
        .filter(obligation_steps::state.eq(DROPPED));
    diesel::update(dropped)
        .set(obligation_steps::state.eq(PLANNED))
        .execute(db)?;
    Ok(())
}

/// Moves the steps of a duty that are not done to new instants; a step that no longer has one is dropped.
///
/// # Errors
/// The store's own failures.
pub fn shift(
    db: &mut Db,
    incident_id: &str,
    obligation_id: &str,
    steps: &[Planned],
) -> Result<(), StoreError> {
    let wanted: Vec<String> = steps.iter().map(|planned| planned.step.to_string()).collect();
    let vanished = obligation_steps::table
        .filter(obligation_steps::obligation_id.eq(obligation_id))
        .filter(obligation_steps::state.ne(DONE))
        .filter(obligation_steps::step.ne_all(wanted));
    diesel::update(vanished)
        .set(obligation_steps::state.eq(DROPPED))
        .execute(db)?;
    for planned in steps {
        let undone = obligation_steps::table
            .filter(obligation_steps::obligation_id.eq(obligation_id))
            .filter(obligation_steps::step.eq(planned.step.to_string()))
            .filter(obligation_steps::state.ne(DONE));
        diesel::update(undone)
            .set(obligation_steps::at.eq(Instant::from(planned.at)))
            .execute(db)?;
    }
    plan(db, incident_id, obligation_id, steps.iter().copied())
}

/// Keeps back the automatic sending of a duty.
///
/// # Errors
/// The store's own failures.
pub fn hold(db: &mut Db, obligation_id: &str) -> Result<(), StoreError> {
    failsafe(db, obligation_id, PLANNED, HELD)
}

/// Lets the automatic sending of a duty go again.
///
/// # Errors
/// The store's own failures.
pub fn release(db: &mut Db, obligation_id: &str) -> Result<(), StoreError> {
    failsafe(db, obligation_id, HELD, PLANNED)
}

fn failsafe(db: &mut Db, obligation_id: &str, from: &str, to: &str) -> Result<(), StoreError> {
    let step = obligation_steps::table
        .filter(obligation_steps::obligation_id.eq(obligation_id))
        .filter(obligation_steps::step.eq(Step::Failsafe.to_string()))
        .filter(obligation_steps::state.eq(from));
    diesel::update(step)
        .set(obligation_steps::state.eq(to))
        .execute(db)?;
    Ok(())
}

/// What the automatic sending of a duty waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AutomaticSending {
    /// When it leaves (UTC).
    pub at: DateTime<Utc>,
    /// Whether the officer holds it back.
    pub held: bool,
}

/// The automatic sending that is still to come of each of these duties.
///
/// # Errors
/// The store's own failures.
pub fn automatic_sendings(
    db: &mut Db,
    obligation_ids: &[&str],
) -> Result<BTreeMap<String, AutomaticSending>, StoreError> {
    let mut found = BTreeMap::new();
    for some in obligation_ids.chunks(AT_A_TIME) {
        let rows: Vec<(String, Instant, String)> = obligation_steps::table
            .filter(obligation_steps::obligation_id.eq_any(some))
            .filter(obligation_steps::step.eq(Step::Failsafe.to_string()))
            .filter(obligation_steps::state.eq_any([PLANNED, HELD]))
            .select((
                obligation_steps::obligation_id,
                obligation_steps::at,
                obligation_steps::state,
            ))
            .load(db)?;
        for (duty, at, state) in rows {
            let held = state == HELD;
            found.insert(duty, AutomaticSending { at: at.0, held });
        }
    }
    Ok(found)
}

/// When the next step of any duty is due (UTC).
///
/// # Errors
/// The store's own failures.
pub fn next_due(db: &mut Db) -> Result<Option<DateTime<Utc>>, StoreError> {
    let next: Option<Instant> = obligation_steps::table
        .filter(obligation_steps::state.eq(PLANNED))
        .order(obligation_steps::at)
        .select(obligation_steps::at)
        .first(db)
        .optional()?;
    Ok(next.map(|at| at.0))
}
