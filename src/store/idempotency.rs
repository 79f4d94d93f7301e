//! Keys of creating calls, so that the same key never creates twice.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::idempotency_keys;
use super::{Db, Instant, StoreError};

/// What a key created before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// SHA-256 of the request's body.
    pub request_hash: String,
    /// Reference of what was created.
    pub reference: String,
}

/// What this account created with this key, if anything.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, account_id: &str, key: &str) -> Result<Option<Earlier>, StoreError> {
    let row: Option<(String, String)> = idempotency_keys::table
        .find((account_id, key))
        .select((idempotency_keys::request_hash, idempotency_keys::reference))
        .get_result(db)
        .optional()?;
    Ok(row.map(|(request_hash, reference)| Earlier {
        request_hash,
        reference,
    }))
}

/// Remembers what a key created.
///
/// # Errors
/// The store's own failures.
pub fn insert(
    db: &mut Db,
    account_id: &str,
    key: &str,
    earlier: &Earlier,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let values = (
        idempotency_keys::account_id.eq(account_id),
        idempotency_keys::key.eq(key),
        idempotency_keys::request_hash.eq(&earlier.request_hash),
        idempotency_keys::reference.eq(&earlier.reference),
        idempotency_keys::created_at.eq(Instant::from(now)),
    );
    diesel::insert_into(idempotency_keys::table)
        .values(values)
        .execute(db)?;
    Ok(())
}
