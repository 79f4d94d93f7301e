//! When each worker was last alive.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::workers;
use super::{Db, Instant, StoreError};

/// Records that a worker is alive at `now`.
///
/// # Errors
/// The store's own failures.
pub fn beat(db: &mut Db, name: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let at = Instant::from(now);
    let known = diesel::update(workers::table.find(name))
        .set(workers::beat_at.eq(at))
        .execute(db)?;
    if known == 0 {
        diesel::insert_into(workers::table)
            .values((workers::name.eq(name), workers::beat_at.eq(at)))
            .execute(db)?;
    }
    Ok(())
}

/// The last sign of life of any worker (UTC).
///
/// # Errors
/// The store's own failures.
pub fn last_beat(db: &mut Db) -> Result<Option<DateTime<Utc>>, StoreError> {
    let last: Option<Instant> = workers::table
        .select(workers::beat_at)
        .order(workers::beat_at.desc())
        .first(db)
        .optional()?;
    Ok(last.map(|at| at.0))
}
