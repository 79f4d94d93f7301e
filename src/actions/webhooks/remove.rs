//! An administrator removes a subscriber, or has what was given up for it tried again.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::accounts::record;
use super::WebhookRefused;
use crate::store::{Db, webhooks};

/// Removes a subscriber: what still waited for it is dropped.
///
/// # Errors
/// [`WebhookRefused::NotFound`].
pub fn remove(db: &mut Db, actor: &str, id: &str, now: DateTime<Utc>) -> Result<(), WebhookRefused> {
    let webhook = webhooks::find(db, id)?.ok_or(WebhookRefused::NotFound)?;
    webhooks::remove(db, &webhook.id, actor, now)?;
    let body = json!({ "webhook": webhook.id, "name": webhook.name });
    Ok(record(db, actor, "webhook_removed", body, now)?)
}

/// Has what was given up for a subscriber tried again; tells how many deliveries.
///
/// # Errors
/// [`WebhookRefused::NotFound`].
pub fn retry(db: &mut Db, actor: &str, id: &str, now: DateTime<Utc>) -> Result<usize, WebhookRefused> {
    let webhook = webhooks::find(db, id)?.ok_or(WebhookRefused::NotFound)?;
    let again = webhooks::retry(db, &webhook.id, now)?;
    if again > 0 {
        let body = json!({ "webhook": webhook.id, "name": webhook.name, "deliveries": again });
        record(db, actor, "webhook_retried", body, now)?;
    }
    Ok(again)
}
