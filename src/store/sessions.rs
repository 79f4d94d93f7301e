//! Sessions of the pages: listable, revocable, known by the hash of their secret only.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::accounts::{self, StoredAccount};
use super::schema::sessions;
use super::{Db, Instant, StoreError};

/// Opens a session.
///
/// # Errors
/// The store's own failures.
pub fn insert(
    db: &mut Db,
    secret_hash: &str,
    account_id: &str,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let values = (
        sessions::secret_hash.eq(secret_hash),
        sessions::account_id.eq(account_id),
        sessions::created_at.eq(Instant::from(now)),
        sessions::seen_at.eq(Instant::from(now)),
        sessions::expires_at.eq(Instant::from(expires_at)),
    );
    diesel::insert_into(sessions::table).values(values).execute(db)?;
    Ok(())
}

/// The account that holds this session at `now`, unless the session ended or the account was disabled.
///
/// # Errors
/// The store's own failures.
pub fn holder(
    db: &mut Db,
    secret_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<StoredAccount>, StoreError> {
    let holder = accounts::by_session(db, secret_hash, now)?;
    Ok(holder.filter(|stored| stored.disabled_at.is_none()))
}

/// Ends one session.
///
/// # Errors
/// The store's own failures.
pub fn end(db: &mut Db, secret_hash: &str) -> Result<(), StoreError> {
    diesel::delete(sessions::table.find(secret_hash)).execute(db)?;
    Ok(())
}

/// Ends every session of an account, for example when its password changes.
///
/// # Errors
/// The store's own failures.
pub fn end_all(db: &mut Db, account_id: &str) -> Result<usize, StoreError> {
    Ok(diesel::delete(sessions::table.filter(sessions::account_id.eq(account_id))).execute(db)?)
}

/// Forgets the sessions that ended before `now`.
///
/// # Errors
/// The store's own failures.
pub fn forget_ended(db: &mut Db, now: DateTime<Utc>) -> Result<usize, StoreError> {
    Ok(diesel::delete(sessions::table.filter(sessions::expires_at.le(Instant::from(now)))).execute(db)?)
}
