//! Awareness of each party: recorded, corrected by a new row, never changed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::domain::breach::Awareness;
use crate::domain::people::Party;
use crate::store::schema::breach_awareness;
use crate::store::types::PartyText;
use crate::store::{AT_A_TIME, Db, Instant, StoreError};

#[derive(Queryable, Insertable)]
#[diesel(table_name = breach_awareness)]
struct Row {
    id: String,
    breach_id: String,
    party: PartyText,
    aware_at: Instant,
    how: String,
    reason: Option<String>,
    recorded_by: String,
    recorded_at: Instant,
    superseded_at: Option<Instant>,
}

/// A fact of awareness with its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The fact.
    pub awareness: Awareness,
    /// Why it corrects an earlier one; `None` when it is the first of its party.
    pub reason: Option<String>,
    /// Account that recorded it, or `tocsin`.
    pub recorded_by: String,
    /// When it was recorded (UTC).
    pub recorded_at: DateTime<Utc>,
    /// When a correction took its place (UTC); `None` while it counts.
    pub superseded_at: Option<DateTime<Utc>>,
}

impl From<Row> for Fact {
    fn from(row: Row) -> Self {
        Self {
            awareness: Awareness {
                party: row.party.into(),
                aware_at: row.aware_at.0,
                how: row.how,
            },
            reason: row.reason,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at.0,
            superseded_at: row.superseded_at.map(|at| at.0),
        }
    }
}

/// Records a fact of awareness.
///
/// # Errors
/// The store's own failures.
pub fn insert_awareness(db: &mut Db, id: &str, breach_id: &str, fact: &Fact) -> Result<(), StoreError> {
    let row = Row {
        id: id.to_owned(),
        breach_id: breach_id.to_owned(),
        party: fact.awareness.party.into(),
        aware_at: fact.awareness.aware_at.into(),
        how: fact.awareness.how.clone(),
        reason: fact.reason.clone(),
        recorded_by: fact.recorded_by.clone(),
        recorded_at: fact.recorded_at.into(),
        superseded_at: fact.superseded_at.map(Instant::from),
    };
    diesel::insert_into(breach_awareness::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The facts that count, in the order recorded.
///
/// # Errors
/// The store's own failures.
pub fn awareness(db: &mut Db, breach_id: &str) -> Result<Vec<Awareness>, StoreError> {
    let facts = history(db, breach_id)?.into_iter();
    Ok(facts
        .filter(|fact| fact.superseded_at.is_none())
        .map(|fact| fact.awareness)
        .collect())
}

/// Every fact ever recorded, in order.
///
/// # Errors
/// The store's own failures.
pub fn history(db: &mut Db, breach_id: &str) -> Result<Vec<Fact>, StoreError> {
    let rows: Vec<Row> = breach_awareness::table
        .filter(breach_awareness::breach_id.eq(breach_id))
        .order(breach_awareness::id)
        .load(db)?;
    Ok(rows.into_iter().map(Fact::from).collect())
}

/// The facts that count of each of these breaches, in the order recorded.
///
/// # Errors
/// The store's own failures.
pub fn awareness_of(
    db: &mut Db,
    breach_ids: &[&str],
) -> Result<BTreeMap<String, Vec<Awareness>>, StoreError> {
    let mut found: BTreeMap<String, Vec<Awareness>> = BTreeMap::new();
    for some in breach_ids.chunks(AT_A_TIME) {
        let rows: Vec<Row> = breach_awareness::table
            .filter(breach_awareness::breach_id.eq_any(some))
            .filter(breach_awareness::superseded_at.is_null())
            .order(breach_awareness::id)
            .load(db)?;
        for row in rows {
            let breach = row.breach_id.clone();
            found.entry(breach).or_default().push(Fact::from(row).awareness);
        }
    }
    Ok(found)
}

/// Sets aside the facts of a party that count, because a correction follows.
///
/// # Errors
/// The store's own failures.
pub fn correct(db: &mut Db, breach_id: &str, party: Party, now: DateTime<Utc>) -> Result<(), StoreError> {
    let counting = breach_awareness::table
        .filter(breach_awareness::breach_id.eq(breach_id))
        .filter(breach_awareness::party.eq(PartyText(party)))
        .filter(breach_awareness::superseded_at.is_null());
    diesel::update(counting)
        .set(breach_awareness::superseded_at.eq(Instant::from(now)))
        .execute(db)?;
    Ok(())
}
