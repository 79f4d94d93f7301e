//! Files attached to dossiers: what is known of each; their contents stand in the vault. Rows are never deleted: they
//! outlast contents whose time is over.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::incidents::{self, Incident};
use super::schema::{attachments, incidents as dossiers};
use super::types::{FileKindText, StatusText};
use super::{AT_A_TIME, Db, Instant, StoreError};
use crate::domain::attachment::FileKind;
use crate::domain::incident::Status;
use crate::domain::people::Sight;

#[derive(Queryable, Insertable)]
#[diesel(table_name = attachments, treat_none_as_default_value = false)]
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
    purged_at: Option<Instant>,
    purged_by: Option<String>,
    purge_reason: Option<String>,
}

/// That a content was destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purged {
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Who had it done.
    pub by: String,
    /// Why, French.
    pub reason: String,
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
    /// That its time was over and its content destroyed, if so.
    pub purged: Option<Purged>,
}

impl From<Row> for Attachment {
    fn from(row: Row) -> Self {
        let purged = row.purged_at.map(|at| Purged {
            at: at.0,
            by: row.purged_by.unwrap_or_default(),
            reason: row.purge_reason.unwrap_or_default(),
        });
        Self {
            purged,
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
        let purged = attachment.purged.as_ref();
        Self {
            purged_at: purged.map(|purged| purged.at.into()),
            purged_by: purged.map(|purged| purged.by.clone()),
            purge_reason: purged.map(|purged| purged.reason.clone()),
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

/// The dossiers that are over and still have a content, in the order they were reported.
///
/// # Errors
/// The store's own failures.
pub fn dossiers_over(db: &mut Db) -> Result<Vec<String>, StoreError> {
    let over = [Status::Closed, Status::Rejected].map(StatusText);
    Ok(attachments::table
        .inner_join(dossiers::table)
        .filter(dossiers::status.eq_any(over))
        .filter(attachments::purged_at.is_null())
        .select(attachments::incident_id)
        .distinct()
        .order(attachments::incident_id)
        .load(db)?)
}

/// Says that the content of an attachment is gone.
///
/// # Errors
/// The store's own failures.
pub fn purge(db: &mut Db, id: &str, purged: &Purged) -> Result<(), StoreError> {
    let values = (
        attachments::purged_at.eq(Instant::from(purged.at)),
        attachments::purged_by.eq(&purged.by),
        attachments::purge_reason.eq(&purged.reason),
    );
    diesel::update(attachments::table.find(id))
        .set(values)
        .execute(db)?;
    Ok(())
}

/// Whether a row whose time is not over refers to this content. Whatever else comes to keep contents in the vault has
/// to be asked here too.
///
/// # Errors
/// The store's own failures.
pub fn is_referred_to(db: &mut Db, sha256: &str) -> Result<bool, StoreError> {
    is_referred_to_beside(db, sha256, &BTreeSet::new())
}

/// The same, as if the rows `leaving` were purged already.
///
/// # Errors
/// The store's own failures.
pub fn is_referred_to_beside(
    db: &mut Db,
    sha256: &str,
    leaving: &BTreeSet<&str>,
) -> Result<bool, StoreError> {
    let rows: Vec<String> = attachments::table
        .filter(attachments::sha256.eq(sha256))
        .filter(attachments::purged_at.is_null())
        .select(attachments::id)
        .load(db)?;
    Ok(rows.iter().any(|id| !leaving.contains(id.as_str())))
}
