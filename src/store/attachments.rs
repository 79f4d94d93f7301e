//! Files attached to dossiers: what is known of each; their contents stand in the vault. Rows are never deleted.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::incidents::{self, Incident};
use super::schema::attachments;
use super::types::FileKindText;
use super::{AT_A_TIME, Db, Instant, StoreError};
use crate::domain::attachment::FileKind;
use crate::domain::people::Sight;

#[derive(Queryable, Insertable)]
#[diesel(table_name = attachments)]
struct Row {
    id: String,
    incident_id: String,
    name: String,
    size: i64,
    sha256: String,
    kind: FileKindText,
    uploaded_by: String,
    uploaded_at: Instant,
    with_notification: bool,
}

/// A file attached to a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Identifier (UUID text; sorts by instant of arrival).
    pub id: String,
    /// Dossier.
    pub incident_id: String,
    /// Name, cleaned.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the content, 64 hexadecimal digits: its name in the vault.
    pub sha256: String,
    /// What it is, by its content.
    pub kind: FileKind,
    /// Account that sent it.
    pub uploaded_by: String,
    /// When it arrived (UTC).
    pub uploaded_at: DateTime<Utc>,
    /// Whether the notification of the breach carries it.
    pub with_notification: bool,
}

impl From<Row> for Attachment {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            incident_id: row.incident_id,
            name: row.name,
            size: row.size,
            sha256: row.sha256,
            kind: row.kind.into(),
            uploaded_by: row.uploaded_by,
            uploaded_at: row.uploaded_at.0,
            with_notification: row.with_notification,
        }
    }
}

impl From<Attachment> for Row {
    fn from(attachment: Attachment) -> Self {
        Self {
            id: attachment.id,
            incident_id: attachment.incident_id,
            name: attachment.name,
            size: attachment.size,
            sha256: attachment.sha256,
            kind: attachment.kind.into(),
            uploaded_by: attachment.uploaded_by,
            uploaded_at: attachment.uploaded_at.into(),
            with_notification: attachment.with_notification,
        }
    }
}

/// Records an attachment.
///
/// # Errors
/// The store's own failures.
pub fn insert(db: &mut Db, attachment: Attachment) -> Result<(), StoreError> {
    diesel::insert_into(attachments::table)
        .values(Row::from(attachment))
        .execute(db)?;
    Ok(())
}

/// The attachments of a dossier, oldest first.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(db: &mut Db, incident_id: &str) -> Result<Vec<Attachment>, StoreError> {
    let rows: Vec<Row> = attachments::table
        .filter(attachments::incident_id.eq(incident_id))
        .order(attachments::id)
        .load(db)?;
    Ok(rows.into_iter().map(Attachment::from).collect())
}

/// The names of these attachments.
///
/// # Errors
/// The store's own failures.
pub fn names(db: &mut Db, ids: &[&str]) -> Result<BTreeMap<String, String>, StoreError> {
    let mut names = BTreeMap::new();
    for some in ids.chunks(AT_A_TIME) {
        let rows: Vec<(String, String)> = attachments::table
            .filter(attachments::id.eq_any(some))
            .select((attachments::id, attachments::name))
            .load(db)?;
        names.extend(rows);
    }
    Ok(names)
}

/// An attachment and its dossier, if this sight covers the dossier: not allowed and not existing look the same.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, id: &str, sight: &Sight) -> Result<Option<(Attachment, Incident)>, StoreError> {
    let row: Option<Row> = attachments::table.find(id).first(db).optional()?;
    let Some(attachment) = row.map(Attachment::from) else {
        return Ok(None);
    };
    let seen = incidents::seen_by_id(db, &attachment.incident_id, sight)?;
    Ok(seen.map(|incident| (attachment, incident)))
}

/// Says whether the notification carries an attachment; tells whether that is a change.
///
/// # Errors
/// The store's own failures.
pub fn mark(db: &mut Db, id: &str, with_notification: bool) -> Result<bool, StoreError> {
    let other = attachments::table
        .find(id)
        .filter(attachments::with_notification.ne(with_notification));
    let changed = diesel::update(other)
        .set(attachments::with_notification.eq(with_notification))
        .execute(db)?;
    Ok(changed > 0)
}
