//! The calendar of deadlines that somebody subscribes to: behind a signed address, without signing in.

use chrono::{DateTime, TimeDelta, Utc};

use super::Instance;
use super::accounts::{AccountRefused, epoch};
use crate::signing::Purpose;
use crate::store::{Db, accounts};

/// How long an address works before it has to be taken anew from one's account.
const ADDRESS_LASTS: TimeDelta = TimeDelta::days(400);

/// The token of the calendar of an account; void once the account is disabled or its password changes.
///
/// # Errors
/// [`AccountRefused::NotRecognised`] for an account that is not there.
pub fn token(
    db: &mut Db,
    instance: &Instance,
    account_id: &str,
    now: DateTime<Utc>,
) -> Result<String, AccountRefused> {
    let stored = accounts::by_id(db, account_id)?.ok_or(AccountRefused::NotRecognised)?;
    let epoch = stored.password_hash.as_deref().map(epoch);
    let (from, until) = (now, now + ADDRESS_LASTS);
    Ok(instance
        .signer
        .sign(Purpose::Calendar, account_id, epoch.as_deref(), from, until)?)
}
