//! The chain of notifications of a breach: each frozen as it was sent or recorded, never changed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::{mails, notification_mails, notifications};
use super::types::{KindText, NoticeKindText};
use super::{AT_A_TIME, Db, Instant, StoreError};
use crate::domain::breach::NoticeKind;
use crate::domain::obligations::Kind;

#[derive(Queryable, Insertable)]
#[diesel(table_name = notifications)]
struct Row {
    id: String,
    breach_id: String,
    number: i64,
    duty: KindText,
    obligation_id: Option<String>,
    kind: NoticeKindText,
    automatic: bool,
    complete: bool,
    content: String,
    edpb: String,
    pdf: Option<Vec<u8>>,
    sha256: String,
    late_reason: Option<String>,
    filing: Option<String>,
    done_at: Instant,
    created_by: String,
    created_at: Instant,
    proof_id: Option<String>,
}

/// A notification as it left, or as somebody recorded that they made it elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Notification {
    /// Identifier (UUID text).
    pub id: String,
    /// Breach.
    pub breach_id: String,
    /// Place in the chain of the breach, from 1.
    pub number: i64,
    /// The kind of duty it serves.
    pub duty: Kind,
    /// The duty itself; `None` when it followed one already met.
    pub obligation_id: Option<String>,
    /// First, follow-up or withdrawal.
    pub kind: NoticeKind,
    /// Whether the system sent it by itself.
    pub automatic: bool,
    /// Whether nothing was left pending.
    pub complete: bool,
    /// The record and its circumstances on that day, as JSON.
    pub content: serde_json::Value,
    /// The machine-readable notification, byte for byte as it was attached.
    pub edpb: String,
    /// The document as attached; `None` for what was filed elsewhere.
    pub pdf: Option<Vec<u8>>,
    /// SHA-256 of content, payload and document.
    pub sha256: String,
    /// Why it was late.
    pub late_reason: Option<String>,
    /// The number under which it was filed elsewhere, for example at the CNIL.
    pub filing: Option<String>,
    /// When it was made (UTC): sent, or filed elsewhere.
    pub done_at: DateTime<Utc>,
    /// Account, or `tocsin`.
    pub created_by: String,
    /// When it was recorded (UTC).
    pub created_at: DateTime<Utc>,
    /// The attachment of the dossier that proves a filing.
    pub proof: Option<String>,
}

impl TryFrom<Row> for Notification {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            breach_id: row.breach_id,
            number: row.number,
            duty: row.duty.into(),
            obligation_id: row.obligation_id,
            kind: row.kind.into(),
            automatic: row.automatic,
            complete: row.complete,
            content: serde_json::from_str(&row.content)?,
            edpb: row.edpb,
            pdf: row.pdf,
            sha256: row.sha256,
            late_reason: row.late_reason,
            filing: row.filing,
            done_at: row.done_at.0,
            created_by: row.created_by,
            created_at: row.created_at.0,
            proof: row.proof_id,
        })
    }
}

/// Records a notification.
///
/// # Errors
/// The store's own failures.
pub fn insert(db: &mut Db, notification: &Notification) -> Result<(), StoreError> {
    let n = notification.clone();
    let row = Row {
        content: serde_json::to_string(&n.content)?,
        id: n.id,
        breach_id: n.breach_id,
        number: n.number,
        duty: n.duty.into(),
        obligation_id: n.obligation_id,
        kind: n.kind.into(),
        automatic: n.automatic,
        complete: n.complete,
        edpb: n.edpb,
        pdf: n.pdf,
        sha256: n.sha256,
        late_reason: n.late_reason,
        filing: n.filing,
        done_at: n.done_at.into(),
        created_by: n.created_by,
        created_at: n.created_at.into(),
        proof_id: n.proof,
    };
    diesel::insert_into(notifications::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Ties a notification to a letter that carries it.
///
/// # Errors
/// The store's own failures.
pub fn carry(db: &mut Db, notification_id: &str, mail_id: &str) -> Result<(), StoreError> {
    let values = (
        notification_mails::notification_id.eq(notification_id),
        notification_mails::mail_id.eq(mail_id),
    );
    diesel::insert_into(notification_mails::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// The chain of a breach, in order.
///
/// # Errors
/// The store's own failures.
pub fn of_breach(db: &mut Db, breach_id: &str) -> Result<Vec<Notification>, StoreError> {
    let rows: Vec<Row> = notifications::table
        .filter(notifications::breach_id.eq(breach_id))
        .order(notifications::number)
        .load(db)?;
    rows.into_iter().map(Notification::try_from).collect()
}

/// What a list tells of a notification; not what it contains.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = notifications)]
pub struct Made {
    /// Breach.
    pub breach_id: String,
    /// The kind of duty it serves.
    #[diesel(deserialize_as = KindText)]
    pub duty: Kind,
    /// First, follow-up or withdrawal.
    #[diesel(deserialize_as = NoticeKindText)]
    pub kind: NoticeKind,
    /// Whether the system sent it by itself.
    pub automatic: bool,
    /// Whether nothing was left pending.
    pub complete: bool,
    /// Why it was late.
    pub late_reason: Option<String>,
    /// The number under which it was filed elsewhere.
    pub filing: Option<String>,
    /// When it was made (UTC).
    #[diesel(deserialize_as = Instant)]
    pub done_at: DateTime<Utc>,
    /// The attachment that proves a filing.
    pub proof_id: Option<String>,
}

/// What was notified of each of these breaches, in order, without the documents.
///
/// # Errors
/// The store's own failures.
pub fn made(db: &mut Db, breach_ids: &[&str]) -> Result<BTreeMap<String, Vec<Made>>, StoreError> {
    let mut found: BTreeMap<String, Vec<Made>> = BTreeMap::new();
    for some in breach_ids.chunks(AT_A_TIME) {
        let rows: Vec<Made> = notifications::table
            .filter(notifications::breach_id.eq_any(some))
            .select(Made::as_select())
            .order(notifications::number)
            .load(db)?;
        for made in rows {
            found.entry(made.breach_id.clone()).or_default().push(made);
        }
    }
    Ok(found)
}

/// One notification of a breach.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, breach_id: &str, number: i64) -> Result<Option<Notification>, StoreError> {
    let row: Option<Row> = notifications::table
        .filter(notifications::breach_id.eq(breach_id))
        .filter(notifications::number.eq(number))
        .first(db)
        .optional()?;
    row.map(Notification::try_from).transpose()
}

/// The notification that a letter carried, if it carried one.
///
/// # Errors
/// The store's own failures.
pub fn of_mail(db: &mut Db, mail_id: &str) -> Result<Option<Notification>, StoreError> {
    let row: Option<Row> = notifications::table
        .inner_join(notification_mails::table.on(notification_mails::notification_id.eq(notifications::id)))
        .filter(notification_mails::mail_id.eq(mail_id))
        .select(notifications::all_columns)
        .first(db)
        .optional()?;
    row.map(Notification::try_from).transpose()
}

/// The identifiers of the letters that carried a notification, oldest first.
///
/// # Errors
/// The store's own failures.
pub fn mails_of(db: &mut Db, notification_id: &str) -> Result<Vec<String>, StoreError> {
    Ok(notification_mails::table
        .inner_join(mails::table.on(mails::id.eq(notification_mails::mail_id)))
        .filter(notification_mails::notification_id.eq(notification_id))
        .order(mails::id)
        .select(mails::id)
        .load(db)?)
}
