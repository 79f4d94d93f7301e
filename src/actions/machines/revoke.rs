//! An administrator takes a token back: its next call is refused.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::accounts::record;
use super::TokenRefused;
use crate::store::{Db, api_tokens};

/// Takes a token back; tells whether that changed anything.
///
/// # Errors
/// [`TokenRefused::NotFound`].
pub fn revoke(db: &mut Db, actor: &str, id: &str, now: DateTime<Utc>) -> Result<bool, TokenRefused> {
    let token = api_tokens::find(db, id)?.ok_or(TokenRefused::NotFound)?;
    let held = api_tokens::revoke(db, &token.id, actor, now)?;
    if held {
        let body = json!({ "token": token.id, "prefix": token.prefix, "name": token.name });
        record(db, actor, "token_revoked", body, now)?;
    }
    Ok(held)
}
