//! Who follows which dossier.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::watchers;
use super::{Db, Instant, StoreError};

/// Lets an account follow a dossier; tells whether it is news.
///
/// # Errors
/// The store's own failures.
pub fn add(db: &mut Db, incident_id: &str, account_id: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    if follows(db, incident_id, account_id)? {
        return Ok(false);
    }
    let values = (
        watchers::incident_id.eq(incident_id),
        watchers::account_id.eq(account_id),
        watchers::since.eq(Instant::from(now)),
    );
    diesel::insert_into(watchers::table).values(values).execute(db)?;
    Ok(true)
}

/// Lets an account follow a dossier no more; tells whether it did.
///
/// # Errors
/// The store's own failures.
pub fn remove(db: &mut Db, incident_id: &str, account_id: &str) -> Result<bool, StoreError> {
    let one = watchers::table.find((incident_id, account_id));
    Ok(diesel::delete(one).execute(db)? > 0)
}

/// Whether an account follows a dossier.
///
/// # Errors
/// The store's own failures.
pub fn follows(db: &mut Db, incident_id: &str, account_id: &str) -> Result<bool, StoreError> {
    let found: i64 = watchers::table
        .filter(watchers::incident_id.eq(incident_id))
        .filter(watchers::account_id.eq(account_id))
        .count()
        .get_result(db)?;
    Ok(found > 0)
}

/// The accounts that follow a dossier, in the order of their identifiers.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(db: &mut Db, incident_id: &str) -> Result<Vec<String>, StoreError> {
    Ok(watchers::table
        .filter(watchers::incident_id.eq(incident_id))
        .select(watchers::account_id)
        .order(watchers::account_id)
        .load(db)?)
}
