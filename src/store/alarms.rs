//! What somebody must look at: shown on the dossier until cleared.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::alarms;
use super::{Db, Instant, StoreError};

/// An alarm.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = alarms)]
pub struct Alarm {
    /// Identifier (UUID text).
    pub id: String,
    /// Dossier, if it concerns one.
    pub incident_id: Option<String>,
    /// Letter, if it concerns one.
    pub mail_id: Option<String>,
    /// `no_address`, `mail_refused`, `mail_delayed` or `mail_failed`.
    pub kind: String,
    /// What happened and what to do, French.
    pub message: String,
    /// When it was raised (UTC).
    pub raised_at: Instant,
    /// When it was cleared (UTC).
    pub cleared_at: Option<Instant>,
}

/// Raises an alarm, once for each letter and kind; tells whether it is new.
///
/// # Errors
/// The store's own failures.
pub fn raise(db: &mut Db, alarm: Alarm) -> Result<bool, StoreError> {
    if let Some(mail_id) = &alarm.mail_id {
        let same = alarms::table
            .filter(alarms::mail_id.eq(mail_id))
            .filter(alarms::kind.eq(&alarm.kind));
        if same.count().get_result::<i64>(db)? > 0 {
            return Ok(false);
        }
    }
    diesel::insert_into(alarms::table).values(alarm).execute(db)?;
    Ok(true)
}

/// The standing alarms of a dossier, oldest first.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(db: &mut Db, incident_id: &str) -> Result<Vec<Alarm>, StoreError> {
    let standing = alarms::table
        .filter(alarms::incident_id.eq(incident_id))
        .filter(alarms::cleared_at.is_null());
    Ok(standing.order(alarms::id).load(db)?)
}

/// How many alarms stand.
///
/// # Errors
/// The store's own failures.
pub fn standing(db: &mut Db) -> Result<i64, StoreError> {
    let standing = alarms::table.filter(alarms::cleared_at.is_null());
    Ok(standing.count().get_result(db)?)
}

/// Clears the alarms about a letter, for example when it is accepted after all.
///
/// # Errors
/// The store's own failures.
pub fn clear_of_mail(db: &mut Db, mail_id: &str, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let standing = alarms::table
        .filter(alarms::mail_id.eq(mail_id))
        .filter(alarms::cleared_at.is_null());
    Ok(diesel::update(standing)
        .set(alarms::cleared_at.eq(Instant::from(now)))
        .execute(db)?)
}
