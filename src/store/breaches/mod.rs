//! Personal-data breaches: recorded whole, changed under a version, listed and read through a [`Sight`].

mod assessments;
mod awareness;
mod list;
mod row;

pub use assessments::{Assessed, assessments, insert_assessment, last_assessments};
pub use awareness::{Fact, awareness, awareness_of, correct, history, insert_awareness};
pub use list::{Filter, Listed, list};

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use self::row::Row;
use super::incidents::{Condition, visible};
use super::schema::{breaches, incident_parties, incidents};
use super::types::PartyText;
use super::{AT_A_TIME, Db, StoreError};
use crate::domain::breach::record::Record;
use crate::domain::breach::{Risk, Status};
use crate::domain::obligations::Ministry;
use crate::domain::people::{Party, Sight};

/// A breach as recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
    /// Identifier (UUID text; sorts by instant of opening).
    pub id: String,
    /// Dossier.
    pub incident_id: String,
    /// `VIO-2026-0001`, stable for ever.
    pub reference: String,
    /// Suspected, confirmed or not a breach.
    pub status: Status,
    /// Why it is held to be so; empty while suspected.
    pub status_reason: String,
    /// Who said last what it is taken to be, and when; `None` while nobody did.
    pub settled: Option<Settled>,
    /// What is known of it.
    pub record: Record,
    /// The controllers of the processing touched; never empty.
    pub controllers: BTreeSet<Party>,
    /// The verdict on the risk, once given.
    pub verdict: Option<Verdict>,
    /// That the automatic sending is held, and why.
    pub hold: Option<Hold>,
    /// That the ministry is to be told, and by when.
    pub ministry: Option<Ministry>,
    /// Account that opened it.
    pub opened_by: String,
    /// When it was opened (UTC).
    pub opened_at: DateTime<Utc>,
    /// Grows with each change.
    pub version: i64,
}

/// The verdict on the risk to the persons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What was decided.
    pub risk: Risk,
    /// Why.
    pub reasons: String,
    /// Account that decided.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// Somebody said what a breach is taken to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Account.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// The automatic sending is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Why.
    pub reason: String,
    /// Account that holds it.
    pub by: String,
    /// Since when (UTC).
    pub at: DateTime<Utc>,
}

/// Records a breach.
///
/// # Errors
/// The store's own failures.
pub fn insert(db: &mut Db, breach: &Breach) -> Result<(), StoreError> {
    diesel::insert_into(breaches::table)
        .values(Row::new(breach)?)
        .execute(db)?;
    Ok(())
}

/// Saves a breach that changed since it was read at `breach.version`; tells whether nobody else changed it meanwhile.
/// The version of the value is the one before the change; the one stored is the next.
///
/// # Errors
/// The store's own failures.
pub fn update(db: &mut Db, breach: &Breach) -> Result<bool, StoreError> {
    let mut next = breach.clone();
    next.version += 1;
    let as_read = breaches::table
        .filter(breaches::id.eq(&breach.id))
        .filter(breaches::version.eq(breach.version));
    Ok(diesel::update(as_read).set(Row::new(&next)?).execute(db)? > 0)
}

/// The breach of a dossier, if it has one.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(db: &mut Db, incident_id: &str) -> Result<Option<Breach>, StoreError> {
    let row: Option<Row> = breaches::table
        .filter(breaches::incident_id.eq(incident_id))
        .first(db)
        .optional()?;
    row.map(Row::complete).transpose()
}

/// Which of these dossiers have a breach, with its reference.
///
/// # Errors
/// The store's own failures.
pub fn references_of(db: &mut Db, incident_ids: &[&str]) -> Result<BTreeMap<String, String>, StoreError> {
    let mut found = BTreeMap::new();
    for some in incident_ids.chunks(AT_A_TIME) {
        let rows: Vec<(String, String)> = breaches::table
            .filter(breaches::incident_id.eq_any(some))
            .select((breaches::incident_id, breaches::reference))
            .load(db)?;
        found.extend(rows);
    }
    Ok(found)
}

/// The breach of this reference, if this sight covers its dossier: not allowed and not existing look the same.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, reference: &str, sight: &Sight) -> Result<Option<Breach>, StoreError> {
    let visible: Option<Condition<OfDossiers>> = visible!(OfDossiers, sight);
    let Some(visible) = visible else {
        return Ok(None);
    };
    let row: Option<Row> = breaches::table
        .inner_join(incidents::table)
        .filter(visible)
        .filter(breaches::reference.eq(reference))
        .select(breaches::all_columns)
        .first(db)
        .optional()?;
    row.map(Row::complete).transpose()
}

/// The breach of this identifier, for the program itself.
///
/// # Errors
/// The store's own failures.
pub fn by_id(db: &mut Db, id: &str) -> Result<Option<Breach>, StoreError> {
    let row: Option<Row> = breaches::table.find(id).first(db).optional()?;
    row.map(Row::complete).transpose()
}

type OfDossiers = diesel::dsl::InnerJoinQuerySource<breaches::table, incidents::table>;
