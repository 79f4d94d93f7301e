//! What waits to be done, what falls due first on top: what is owed without delay is due now.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Nullable;

use super::{Obligation, OfDossiers, Row};
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Party, Sight};
use crate::store::incidents::{Condition, visible};
use crate::store::schema::{breaches, incident_parties, incidents, obligations};
use crate::store::types::{KindText, PartyText, StateText, UtcInstant};
use crate::store::{AT_A_TIME, Db, Instant, StoreError};

#[diesel::declare_sql_function]
extern "SQL" {
    /// The due instant, or this one where there is none.
    fn coalesce(due_at: Nullable<UtcInstant>, now: UtcInstant) -> UtcInstant;
}

/// A place in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// When the duty at this place falls due (UTC); what is owed without delay, at the instant of the first page.
    pub due_at: DateTime<Utc>,
    /// Its identifier.
    pub id: String,
}

/// A pending duty with what the queue shows of its dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The duty.
    pub duty: Obligation,
    /// Reference of the dossier.
    pub incident: String,
    /// Title of the dossier.
    pub title: String,
    /// Name of the school, or empty.
    pub school: String,
    /// Whether this is a drill.
    pub exercise: bool,
    /// The breach of the dossier, if it has one.
    pub breach: Option<OfBreach>,
}

/// What the queue shows of a breach.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct OfBreach {
    /// Identifier (UUID text).
    pub id: String,
    /// Reference.
    pub reference: String,
    /// Why the automatic sending is held, if it is.
    pub held: Option<String>,
}

impl Waiting {
    /// Its place in a queue that began at `now` (UTC).
    #[must_use]
    pub fn place(&self, now: DateTime<Utc>) -> Place {
        Place {
            due_at: self.duty.due_at.unwrap_or(now),
            id: self.duty.id.clone(),
        }
    }
}

type Columns = (String, String, String, bool);

/// The pending duties of the dossiers within a sight that one of these parties owes (any when `None`), in the order in
/// which they fall due as seen at `now` (UTC), after the `place` where the page before ended.
///
/// # Errors
/// The store's own failures.
pub fn queue(
    db: &mut Db,
    sight: &Sight,
    debtors: Option<&BTreeSet<Party>>,
    now: DateTime<Utc>,
    place: Option<&Place>,
    limit: i64,
) -> Result<Vec<Waiting>, StoreError> {
    let visible: Option<Condition<OfDossiers>> = visible!(OfDossiers, sight);
    let Some(visible) = visible else {
        return Ok(Vec::new());
    };
    let due = || coalesce(obligations::due_at, Instant::from(now));
    let mut found = obligations::table
        .inner_join(incidents::table)
        .filter(visible)
        .filter(obligations::state.eq(StateText(State::Pending)))
        .into_boxed();
    if let Some(debtors) = debtors {
        found = found.filter(obligations::debtor.eq_any(debtors.iter().map(|it| PartyText(*it))));
    }
    if let Some(Place { due_at, id }) = place {
        let last = Instant::from(*due_at);
        found = found.filter(
            due()
                .gt(last)
                .or(due().eq(last).and(obligations::id.gt(id.clone()))),
        );
    }
    let of_dossier = (
        incidents::reference,
        incidents::title,
        incidents::establishment_name,
        incidents::exercise,
    );
    let rows: Vec<(Row, Columns)> = found
        .select((obligations::all_columns, of_dossier))
        .order((due(), obligations::id))
        .limit(limit)
        .load(db)?;
    rows.into_iter().map(|row| waiting(db, row)).collect()
}

/// What is due first in a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextDue {
    /// The due instant (UTC); `None` for what is owed without delay.
    pub due_at: Option<DateTime<Utc>>,
    /// Its place in time (UTC): the due instant, or the one at which what is owed without delay arose.
    pub at: DateTime<Utc>,
}

/// What is due first in each of these dossiers; a dossier in which nothing is due is left out.
///
/// # Errors
/// The store's own failures.
pub fn next_of(db: &mut Db, incidents: &[&str]) -> Result<BTreeMap<String, NextDue>, StoreError> {
    first_of(db, incidents, &[])
}

/// As [`next_of`], by law or convention: service levels are left out.
///
/// # Errors
/// The store's own failures.
pub fn next_owed_of(db: &mut Db, incidents: &[&str]) -> Result<BTreeMap<String, NextDue>, StoreError> {
    first_of(db, incidents, &[Kind::TakeCharge, Kind::RestoreService])
}

fn first_of(db: &mut Db, incidents: &[&str], but: &[Kind]) -> Result<BTreeMap<String, NextDue>, StoreError> {
    let mut next = BTreeMap::new();
    for some in incidents.chunks(AT_A_TIME) {
        let pending: Vec<(String, Option<Instant>, Instant)> = obligations::table
            .filter(obligations::incident_id.eq_any(some))
            .filter(obligations::state.eq(StateText(State::Pending)))
            .filter(obligations::kind.ne_all(but.iter().map(|kind| KindText(*kind))))
            .select((
                obligations::incident_id,
                obligations::due_at,
                obligations::starts_at,
            ))
            .load(db)?;
        for (incident, due, starts) in pending {
            let due = NextDue {
                due_at: due.map(|due| due.0),
                at: due.unwrap_or(starts).0,
            };
            let first = next.entry(incident).or_insert(due);
            if due.at < first.at {
                *first = due;
            }
        }
    }
    Ok(next)
}

/// The breach is looked up by the key of its dossier: a page has few lines.
fn waiting(db: &mut Db, (row, columns): (Row, Columns)) -> Result<Waiting, StoreError> {
    let (incident, title, school, exercise) = columns;
    let breach: Option<OfBreach> = breaches::table
        .filter(breaches::incident_id.eq(&row.incident_id))
        .select((breaches::id, breaches::reference, breaches::hold_reason))
        .first(db)
        .optional()?;
    Ok(Waiting {
        duty: row.into(),
        incident,
        title,
        school,
        exercise,
        breach,
    })
}
