//! Counts of dossiers for the committees, grouped by the database: no dossier is loaded.
//!
//! Each question is about the dossiers that a sight covers and that were reported in a period, drills left out. Those
//! that were rejected count as such, and in what became of contested decisions, and nowhere else.

mod delays;
mod schools;

pub use schools::{schools, schools_touched};

use chrono::{DateTime, Utc};
use diesel::dsl::{count_star, exists, not};
use diesel::prelude::*;

use super::incidents::{Condition, visible};
use super::schema::{breaches, handovers, incident_components, incident_parties, incidents, obligations};
use super::types::{
    AnswerText, BreachStatusText, CertaintyText, KindText, PartyText, RiskText, StateText, StatusText,
};
use super::{Db, Instant, StoreError};
use crate::domain::breach::{self, Risk};
use crate::domain::committee::{Breached, Counted, Ending, Group, Outcome, Part, Period};
use crate::domain::convention::Certainty;
use crate::domain::incident::Status;
use crate::domain::life::Answer;
use crate::domain::obligations::State;
use crate::domain::people::Sight;

/// The dossiers that are counted.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// Whose they are.
    pub sight: &'a Sight,
    /// When they were reported.
    pub period: Period,
}

/// What the dossiers of a scope became, as it stands at `now` (UTC).
///
/// # Errors
/// The store's own failures.
pub fn counted(db: &mut Db, scope: Scope<'_>, now: DateTime<Utc>) -> Result<Counted, StoreError> {
    let mut counted = Counted::default();
    dossiers(db, scope, &mut counted)?;
    components(db, scope, &mut counted)?;
    breached(db, scope, &mut counted)?;
    duties(db, scope, now, &mut counted)?;
    delays::all(db, scope, &mut counted)?;
    Ok(counted)
}

/// The condition on rows that a scope stands for; `None` when nothing can be seen.
macro_rules! within {
    ($source:ty, $scope:expr) => {{
        let scope: Scope<'_> = $scope;
        let (from, to) = scope.period.bounds();
        let seen: Option<Condition<$source>> = visible!($source, scope.sight);
        seen.map(|seen| -> Condition<$source> {
            let real = incidents::exercise.eq(false);
            let reported = incidents::reported_at
                .ge(Instant::from(from))
                .and(incidents::reported_at.lt(Instant::from(to)));
            Box::new(reported.and(real).nullable().and(seen))
        })
    }};
}
use within;

fn number(count: i64) -> usize {
    usize::try_from(count).unwrap_or(0)
}

type Row = (
    StatusText,
    PartyText,
    CertaintyText,
    Option<String>,
    Option<i64>,
    i64,
);

/// By status, handler, category and severity, and how contested decisions ended.
fn dossiers(db: &mut Db, scope: Scope<'_>, counted: &mut Counted) -> Result<(), StoreError> {
    let Some(condition) = within!(incidents::table, scope) else {
        return Ok(());
    };
    let by = (
        incidents::status,
        incidents::handler,
        incidents::certainty,
        incidents::category,
        incidents::severity,
    );
    let rows: Vec<Row> = incidents::table
        .filter(condition)
        .group_by(by)
        .select((
            incidents::status,
            incidents::handler,
            incidents::certainty,
            incidents::category,
            incidents::severity,
            count_star(),
        ))
        .load(db)?;
    for (status, handler, certainty, category, severity, count) in rows {
        let count = number(count);
        if certainty.0 == Certainty::Contested {
            counted.add(Part::Contested(ending(status.0, handler)), count);
        }
        if status.0 == Status::Rejected {
            counted.add(Part::Rejected, count);
            continue;
        }
        counted.add(Part::Retained, count);
        counted.add(Part::Handler(handler.0), count);
        counted.add(Part::Category(category), count);
        counted.add(Part::Severity(severity), count);
    }
    moved(db, scope, counted)
}

/// How a contested decision ended, as far as the dossier itself tells.
fn ending(status: Status, handler: PartyText) -> Ending {
    match status {
        Status::Reported => Ending::Waiting,
        Status::Rejected => Ending::Rejected,
        Status::Qualified | Status::InProgress | Status::Resolved | Status::Closed => {
            Ending::Stands(handler.0)
        }
    }
}

/// Contested dossiers that another party took, and those of which one is asked and has not answered.
fn moved(db: &mut Db, scope: Scope<'_>, counted: &mut Counted) -> Result<(), StoreError> {
    let of_dossier = || handovers::table.filter(handovers::incident_id.eq(incidents::id));
    let open = || exists(of_dossier().filter(handovers::answer.is_null()));
    let taken = || exists(of_dossier().filter(handovers::answer.eq(AnswerText(Answer::Accepted))));
    let decided = || {
        incidents::certainty
            .eq(CertaintyText(Certainty::Contested))
            .and(incidents::status.ne_all([StatusText(Status::Reported), StatusText(Status::Rejected)]))
    };
    for asked in [true, false] {
        let Some(condition) = within!(incidents::table, scope) else {
            return Ok(());
        };
        let such: Condition<incidents::table> = if asked {
            Box::new(decided().and(open()).nullable())
        } else {
            Box::new(decided().and(taken()).and(not(open())).nullable())
        };
        let rows: Vec<(PartyText, i64)> = incidents::table
            .filter(condition)
            .filter(such)
            .group_by(incidents::handler)
            .select((incidents::handler, count_star()))
            .load(db)?;
        for (handler, count) in rows {
            let to = if asked {
                Ending::Waiting
            } else {
                Ending::Moved(handler.0)
            };
            counted.turn(
                &Part::Contested(Ending::Stands(handler.0)),
                Part::Contested(to),
                number(count),
            );
        }
    }
    Ok(())
}

type OfComponents = diesel::dsl::InnerJoinQuerySource<incident_components::table, incidents::table>;

/// By main component.
fn components(db: &mut Db, scope: Scope<'_>, counted: &mut Counted) -> Result<(), StoreError> {
    let Some(condition) = within!(OfComponents, scope) else {
        return Ok(());
    };
    let rows: Vec<(String, i64)> = incident_components::table
        .inner_join(incidents::table)
        .filter(condition)
        .filter(incident_components::position.eq(0))
        .filter(incidents::status.ne(StatusText(Status::Rejected)))
        .group_by(incident_components::component)
        .select((incident_components::component, count_star()))
        .load(db)?;
    for (component, count) in rows {
        counted.add(Part::Component(Some(component)), number(count));
    }
    let others = counted
        .whole(Group::Retained)
        .saturating_sub(counted.whole(Group::Components));
    counted.add(Part::Component(None), others);
    Ok(())
}

type OfBreaches = diesel::dsl::InnerJoinQuerySource<breaches::table, incidents::table>;

/// By what became of personal data.
fn breached(db: &mut Db, scope: Scope<'_>, counted: &mut Counted) -> Result<(), StoreError> {
    let Some(condition) = within!(OfBreaches, scope) else {
        return Ok(());
    };
    let rows: Vec<(BreachStatusText, Option<RiskText>, i64)> = breaches::table
        .inner_join(incidents::table)
        .filter(condition)
        .filter(incidents::status.ne(StatusText(Status::Rejected)))
        .group_by((breaches::status, breaches::risk))
        .select((breaches::status, breaches::risk, count_star()))
        .load(db)?;
    for (status, risk, count) in rows {
        let breached = match (status.0, risk.map(|risk| risk.0)) {
            (breach::Status::Suspected, _) => Breached::Suspected,
            (breach::Status::NotABreach, _) => Breached::NotABreach,
            (breach::Status::Confirmed, None) => Breached::Undecided,
            (breach::Status::Confirmed, Some(Risk::Unlikely)) => Breached::Unlikely,
            (breach::Status::Confirmed, Some(Risk::Risk)) => Breached::Risk,
            (breach::Status::Confirmed, Some(Risk::High)) => Breached::High,
        };
        counted.add(Part::Breach(breached), number(count));
    }
    let others = counted
        .whole(Group::Retained)
        .saturating_sub(counted.whole(Group::Breaches));
    counted.add(Part::Breach(Breached::None), others);
    Ok(())
}

type OfDuties = diesel::dsl::InnerJoinQuerySource<obligations::table, incidents::table>;

/// Duties that have a due instant, by how punctual they were; those set aside or without object are left out.
fn duties(
    db: &mut Db,
    scope: Scope<'_>,
    now: DateTime<Utc>,
    counted: &mut Counted,
) -> Result<(), StoreError> {
    for overdue in [true, false] {
        let Some(condition) = within!(OfDuties, scope) else {
            return Ok(());
        };
        let pending = obligations::state.eq(StateText(State::Pending));
        let such: Condition<OfDuties> = if overdue {
            Box::new(pending.nullable().and(obligations::due_at.lt(Instant::from(now))))
        } else {
            let ended = [StateText(State::Met), StateText(State::MetLate)];
            let running = pending.nullable().and(obligations::due_at.ge(Instant::from(now)));
            Box::new(obligations::state.eq_any(ended).nullable().or(running))
        };
        let rows: Vec<(KindText, StateText, i64)> = obligations::table
            .inner_join(incidents::table)
            .filter(condition)
            .filter(such)
            .filter(obligations::due_at.is_not_null())
            .filter(incidents::status.ne(StatusText(Status::Rejected)))
            .group_by((obligations::kind, obligations::state))
            .select((obligations::kind, obligations::state, count_star()))
            .load(db)?;
        for (kind, state, count) in rows {
            let outcome = match state.0 {
                State::Met => Outcome::InTime,
                State::Pending if !overdue => Outcome::Running,
                State::Pending | State::MetLate => Outcome::Late,
                State::Waived | State::Cancelled => continue,
            };
            counted.add(Part::Duty(kind.0, outcome), number(count));
        }
    }
    Ok(())
}
