//! A machine shows its token: recognised by its hash, while it stands.

use chrono::{DateTime, TimeDelta, Utc};

use super::BEGINS;
use crate::domain::machines::{Standing, Token};
use crate::signing::sha256_hex;
use crate::store::{Db, StoreError, api_tokens};

/// The latest call is noted this exactly: a machine that calls all day must not write all day.
const USE_NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Whether a text is written as the tokens of machines are.
#[must_use]
pub fn is_of_machine(text: &str) -> bool {
    text.starts_with(BEGINS)
}

/// The token that a machine shows, unless it is unknown, over or taken back.
///
/// # Errors
/// The store's own failures.
pub fn recognise(db: &mut Db, shown: &str, now: DateTime<Utc>) -> Result<Option<Token>, StoreError> {
    let token = api_tokens::by_hash(db, &sha256_hex(shown.as_bytes()))?;
    Ok(token.filter(|token| token.standing(now) == Standing::Open))
}

/// Whether the call of a token at `now` (UTC) is to be noted.
#[must_use]
pub fn is_to_be_noted(token: &Token, now: DateTime<Utc>) -> bool {
    token
        .last_used_at
        .is_none_or(|last| now - last >= USE_NOTED_EVERY)
}
