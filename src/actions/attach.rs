//! Attaching a file to a dossier, saying whether the notification carries it, and reading it: each is journaled.
//!
//! The content is in the vault before the row is written: a row never names what is not there.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::new_id;
use super::note::note;
use crate::domain::attachment::clean_name;
use crate::domain::people::Account;
use crate::signing::sha256_hex;
use crate::store::attachments::{self, Attachment};
use crate::store::incidents::Incident;
use crate::store::{Db, StoreError, search};
use crate::vault::Stored;

/// A content in the vault that is to be attached.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The content.
    pub content: Stored,
    /// Its name, as given.
    pub name: String,
    /// Whether the notification carries it.
    pub with_notification: bool,
}

/// Attaches a content to a dossier.
///
/// # Errors
/// The store's own failures; nothing is recorded then.
pub fn attach(
    db: &mut Db,
    by: &Account,
    incident: &Incident,
    piece: Piece,
    now: DateTime<Utc>,
) -> Result<Attachment, StoreError> {
    let size = i64::try_from(piece.content.size);
    let attachment = Attachment {
        id: new_id(now),
        incident_id: incident.id.clone(),
        name: clean_name(&piece.name),
        size: size.map_err(|error| StoreError::Corrupt(error.to_string()))?,
        sha256: piece.content.sha256,
        kind: piece.content.kind,
        uploaded_by: by.id.clone(),
        uploaded_at: now,
        with_notification: piece.with_notification,
        purged: None,
    };
    attachments::insert(db, attachment.clone())?;
    search::reindex(db, &incident.id)?;
    // As for every text that somebody typed, the journal keeps the fingerprint of the name.
    let body = json!({
        "attachment": attachment.id, "sha256": attachment.sha256, "size": attachment.size, "kind": attachment.kind,
        "name_sha256": sha256_hex(attachment.name.as_bytes()), "with_notification": attachment.with_notification,
    });
    note(db, &by.id, incident, ("attachment_added", body), now)?;
    Ok(attachment)
}

/// Says whether the notification carries an attachment; saying it twice changes nothing.
///
/// # Errors
/// The store's own failures; nothing is recorded then.
pub fn mark_attachment(
    db: &mut Db,
    by: &Account,
    (attachment, incident): (&Attachment, &Incident),
    with_notification: bool,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if !attachments::mark(db, &attachment.id, with_notification)? {
        return Ok(());
    }
    let body = json!({ "attachment": attachment.id, "with_notification": with_notification });
    note(db, &by.id, incident, ("attachment_marked", body), now)
}

/// Records that somebody reads an attachment.
///
/// # Errors
/// The store's own failures.
pub fn note_reading(
    db: &mut Db,
    by: &Account,
    (attachment, incident): (&Attachment, &Incident),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let body = json!({ "attachment": attachment.id, "sha256": attachment.sha256 });
    note(db, &by.id, incident, ("attachment_read", body), now)
}
