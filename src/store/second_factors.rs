//! The second factor of accounts: the key of their one-time codes, and which step was used last.
//!
//! The key is kept in base32, as an authenticator takes it: to check a code it must be read again. It is never shown in
//! a log and leaves this table only to compute codes or to be shown to its owner before it is confirmed.

use std::fmt;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::second_factors;
use super::{Db, Instant, StoreError};

/// A second factor, proposed or confirmed.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// Key in base32 without padding (RFC 4648).
    pub secret: String,
    /// Instant of the first right code (UTC); `None` while it is only proposed and asked of nobody.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Last step of thirty seconds whose code was taken; neither it nor an older one is taken again.
    pub last_step: i64,
}

/// The key stays out of every text for people who look for faults.
impl fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondFactor")
            .field("confirmed_at", &self.confirmed_at)
            .field("last_step", &self.last_step)
            .finish_non_exhaustive()
    }
}

/// The second factor of an account, if it has one.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, account_id: &str) -> Result<Option<SecondFactor>, StoreError> {
    let row: Option<(String, Option<Instant>, i64)> = second_factors::table
        .find(account_id)
        .select((
            second_factors::secret,
            second_factors::confirmed_at,
            second_factors::last_step,
        ))
        .get_result(db)
        .optional()?;
    Ok(row.map(|(secret, confirmed_at, last_step)| SecondFactor {
        secret,
        confirmed_at: confirmed_at.map(|at| at.0),
        last_step,
    }))
}

/// Keeps a proposed key in the place of whatever was there.
///
/// # Errors
/// The store's own failures.
pub fn put(db: &mut Db, account_id: &str, secret: &str) -> Result<(), StoreError> {
    remove(db, account_id)?;
    let values = (
        second_factors::account_id.eq(account_id),
        second_factors::secret.eq(secret),
        second_factors::last_step.eq(0_i64),
    );
    diesel::insert_into(second_factors::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// Marks the key as confirmed: from now on its codes are asked for.
///
/// # Errors
/// The store's own failures.
pub fn confirm(db: &mut Db, account_id: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(second_factors::table.find(account_id))
        .set(second_factors::confirmed_at.eq(Instant::from(now)))
        .execute(db)?;
    Ok(())
}

/// Records that the code of a step was taken; answers whether it was newer than every one taken before.
///
/// # Errors
/// The store's own failures.
pub fn use_step(db: &mut Db, account_id: &str, step: i64) -> Result<bool, StoreError> {
    let taken = diesel::update(second_factors::table.find(account_id))
        .filter(second_factors::last_step.lt(step))
        .set(second_factors::last_step.eq(step))
        .execute(db)?;
    Ok(taken == 1)
}

/// Forgets the second factor of an account; answers whether there was one.
///
/// # Errors
/// The store's own failures.
pub fn remove(db: &mut Db, account_id: &str) -> Result<bool, StoreError> {
    Ok(diesel::delete(second_factors::table.find(account_id)).execute(db)? > 0)
}
