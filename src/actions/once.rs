//! A creating call made again with the same key creates nothing more: it is answered with what it created first.

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::report::Key;
use crate::domain::people::Account;
use crate::store::idempotency::{self, Earlier};
use crate::store::{Db, StoreError};

/// Why a key is refused.
#[derive(Debug, Error)]
pub enum KeyRefused {
    /// It was used before for another request.
    #[error("clé déjà utilisée pour une autre demande")]
    Reused,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The reference of what this account created with this key; `None` the first time, or without a key.
///
/// # Errors
/// [`KeyRefused::Reused`] when it was another request.
pub fn earlier(db: &mut Db, by: &Account, key: Option<&Key>) -> Result<Option<String>, KeyRefused> {
    let Some(key) = key else {
        return Ok(None);
    };
    match idempotency::find(db, &by.id, &key.key)? {
        Some(earlier) if earlier.request_hash != key.request_hash => Err(KeyRefused::Reused),
        found => Ok(found.map(|earlier| earlier.reference)),
    }
}

/// Remembers what a key created.
///
/// # Errors
/// The store's own failures.
pub fn remember(
    db: &mut Db,
    by: &Account,
    key: Option<&Key>,
    reference: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let Some(key) = key else {
        return Ok(());
    };
    let earlier = Earlier {
        request_hash: key.request_hash.clone(),
        reference: reference.to_owned(),
    };
    idempotency::insert(db, &by.id, &key.key, &earlier, now)
}
