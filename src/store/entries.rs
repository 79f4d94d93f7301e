//! Entries of dossiers: added in order, never changed; the database itself refuses it.

use chrono::{DateTime, Utc};
use diesel::dsl::max;
use diesel::prelude::*;

use super::schema::entries;
use super::types::EntryKindText;
use super::{Db, Instant, StoreError};
use crate::domain::entries::{EntryKind, Numbered};

#[derive(Queryable, Insertable)]
#[diesel(table_name = entries, treat_none_as_default_value = false)]
struct Row {
    id: String,
    incident_id: String,
    number: i64,
    kind: EntryKindText,
    text: String,
    at: Option<Instant>,
    corrects: Option<i64>,
    written_by: String,
    written_at: Instant,
}

/// An entry of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Identifier (UUID text).
    pub id: String,
    /// Dossier.
    pub incident_id: String,
    /// Its number in the dossier, from 1.
    pub number: i64,
    /// What it is.
    pub kind: EntryKind,
    /// Its words.
    pub text: String,
    /// When the fact happened (UTC); facts only.
    pub at: Option<DateTime<Utc>>,
    /// Number of the entry that it corrects.
    pub corrects: Option<i64>,
    /// Account that wrote it.
    pub written_by: String,
    /// When it was written (UTC).
    pub written_at: DateTime<Utc>,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            incident_id: row.incident_id,
            number: row.number,
            kind: row.kind.into(),
            text: row.text,
            at: row.at.map(|at| at.0),
            corrects: row.corrects,
            written_by: row.written_by,
            written_at: row.written_at.0,
        }
    }
}

impl From<&Entry> for Numbered {
    fn from(entry: &Entry) -> Self {
        Self {
            number: entry.number,
            corrects: entry.corrects,
        }
    }
}

/// Adds an entry.
///
/// # Errors
/// The store's own failures.
pub fn insert(db: &mut Db, entry: Entry) -> Result<(), StoreError> {
    let row = Row {
        id: entry.id,
        incident_id: entry.incident_id,
        number: entry.number,
        kind: entry.kind.into(),
        text: entry.text,
        at: entry.at.map(Instant::from),
        corrects: entry.corrects,
        written_by: entry.written_by,
        written_at: entry.written_at.into(),
    };
    diesel::insert_into(entries::table).values(row).execute(db)?;
    Ok(())
}

/// The number of the next entry of a dossier. Only within a write.
///
/// # Errors
/// The store's own failures.
pub fn next_number(db: &mut Db, incident_id: &str) -> Result<i64, StoreError> {
    let of_dossier = entries::table.filter(entries::incident_id.eq(incident_id));
    let last: Option<i64> = of_dossier.select(max(entries::number)).get_result(db)?;
    Ok(last.unwrap_or(0) + 1)
}

/// The entries of a dossier, in the order written.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(db: &mut Db, incident_id: &str) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = entries::table
        .filter(entries::incident_id.eq(incident_id))
        .order(entries::number)
        .load(db)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// The entry of this number of a dossier.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, incident_id: &str, number: i64) -> Result<Option<Entry>, StoreError> {
    let row: Option<Row> = entries::table
        .filter(entries::incident_id.eq(incident_id))
        .filter(entries::number.eq(number))
        .first(db)
        .optional()?;
    Ok(row.map(Entry::from))
}

/// The places of the entries of a dossier, in the order written.
///
/// # Errors
/// The store's own failures.
pub fn numbered(db: &mut Db, incident_id: &str) -> Result<Vec<Numbered>, StoreError> {
    let rows: Vec<(i64, Option<i64>)> = entries::table
        .filter(entries::incident_id.eq(incident_id))
        .order(entries::number)
        .select((entries::number, entries::corrects))
        .load(db)?;
    let numbered = |(number, corrects)| Numbered { number, corrects };
    Ok(rows.into_iter().map(numbered).collect())
}
