//! Dossiers whose files must stay, whatever their retention, and those that were let go again.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::legal_holds;
use super::{Db, Instant, StoreError};

/// A hold that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalHold {
    /// Identifier (UUID text).
    pub id: String,
    /// Dossier.
    pub incident_id: String,
    /// Why, French.
    pub reason: String,
    /// Account that holds.
    pub held_by: String,
    /// Since when (UTC).
    pub held_at: DateTime<Utc>,
}

/// Records a hold.
///
/// # Errors
/// The store's own failures, among them a hold that stands already.
pub fn insert(db: &mut Db, hold: &LegalHold) -> Result<(), StoreError> {
    let values = (
        legal_holds::id.eq(&hold.id),
        legal_holds::incident_id.eq(&hold.incident_id),
        legal_holds::reason.eq(&hold.reason),
        legal_holds::held_by.eq(&hold.held_by),
        legal_holds::held_at.eq(Instant::from(hold.held_at)),
    );
    diesel::insert_into(legal_holds::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// The hold that stands on a dossier.
///
/// # Errors
/// The store's own failures.
pub fn standing(db: &mut Db, incident_id: &str) -> Result<Option<LegalHold>, StoreError> {
    let row: Option<(String, String, String, String, Instant)> = legal_holds::table
        .filter(legal_holds::incident_id.eq(incident_id))
        .filter(legal_holds::released_at.is_null())
        .select((
            legal_holds::id,
            legal_holds::incident_id,
            legal_holds::reason,
            legal_holds::held_by,
            legal_holds::held_at,
        ))
        .first(db)
        .optional()?;
    Ok(row.map(|(id, incident_id, reason, held_by, held_at)| LegalHold {
        id,
        incident_id,
        reason,
        held_by,
        held_at: held_at.0,
    }))
}

/// Ends a hold.
///
/// # Errors
/// The store's own failures.
pub fn release(db: &mut Db, id: &str, by: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let values = (
        legal_holds::released_by.eq(by),
        legal_holds::released_at.eq(Instant::from(now)),
    );
    diesel::update(legal_holds::table.find(id))
        .set(values)
        .execute(db)?;
    Ok(())
}
