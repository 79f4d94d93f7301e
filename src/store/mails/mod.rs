//! Letters: queued with their cause, read as they stand; the delivery side is in [`outbox`].

mod outbox;

pub use outbox::{
    Attempt, Claimed, Settlement, any_due, attempts, claim, count_due, lease_owners, release, settle,
};

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::{mail_obligations, mails};
use super::types::{LetterKindText, MailStateText, PartyText, RoleText};
use super::{Db, Instant, StoreError};
use crate::domain::letter::{LetterKind, MailState};
use crate::domain::people::{Party, Role};

/// A letter to one recipient, without its message, which is long and seldom asked for.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = mails, treat_none_as_default_value = false)]
struct Row {
    id: String,
    incident_id: Option<String>,
    kind: LetterKindText,
    party: Option<PartyText>,
    role: Option<RoleText>,
    address: String,
    message_id: String,
    subject: String,
    sha256: String,
    state: MailStateText,
    attempts: i64,
    queued_at: Instant,
    next_attempt_at: Instant,
    lease_owner: Option<String>,
    lease_until: Option<Instant>,
    first_attempt_at: Option<Instant>,
    last_answer: String,
    settled_at: Option<Instant>,
    acknowledged_at: Option<Instant>,
    repeated: bool,
}

/// A letter as it is queued.
#[derive(Clone, Debug)]
pub struct Queued {
    /// Identifier (UUID text).
    pub id: String,
    /// Dossier, if it concerns one.
    pub incident_id: Option<String>,
    /// Kind.
    pub kind: LetterKind,
    /// Party and role written to, if any.
    pub to_role: Option<(Party, Role)>,
    /// Address written to.
    pub address: String,
    /// `Message-ID`, the same on every attempt.
    pub message_id: String,
    /// Subject, for lists.
    pub subject: String,
    /// The exact message.
    pub message: Vec<u8>,
    /// SHA-256 of the message.
    pub sha256: String,
    /// Duties that its acceptance meets.
    pub meets: Vec<String>,
}

/// A letter as it stands, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Identifier.
    pub id: String,
    /// Dossier, if it concerns one.
    pub incident_id: Option<String>,
    /// Kind.
    pub kind: LetterKind,
    /// Party written to.
    pub party: Option<Party>,
    /// Role written to.
    pub role: Option<Role>,
    /// Address written to.
    pub address: String,
    /// Subject.
    pub subject: String,
    /// `Message-ID`.
    pub message_id: String,
    /// SHA-256 of the message.
    pub sha256: String,
    /// Where it stands.
    pub state: MailState,
    /// Attempts so far.
    pub attempts: i64,
    /// When it was queued (UTC).
    pub queued_at: DateTime<Utc>,
    /// When it is tried next (UTC), while queued.
    pub next_attempt_at: DateTime<Utc>,
    /// The server's last answer.
    pub last_answer: String,
    /// When it was accepted, refused or given up (UTC).
    pub settled_at: Option<DateTime<Utc>>,
    /// When the recipient acknowledged it (UTC).
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// Whether it was sent again after an answer was lost.
    pub repeated: bool,
}

impl From<Row> for Mail {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            incident_id: row.incident_id,
            kind: row.kind.into(),
            party: row.party.map(Party::from),
            role: row.role.map(Role::from),
            address: row.address,
            subject: row.subject,
            message_id: row.message_id,
            sha256: row.sha256,
            state: row.state.into(),
            attempts: row.attempts,
            queued_at: row.queued_at.0,
            next_attempt_at: row.next_attempt_at.0,
            last_answer: row.last_answer,
            settled_at: row.settled_at.map(|at| at.0),
            acknowledged_at: row.acknowledged_at.map(|at| at.0),
            repeated: row.repeated,
        }
    }
}

/// Queues a letter, due at once.
///
/// # Errors
/// The store's own failures.
pub fn insert(db: &mut Db, queued: Queued, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = Row {
        id: queued.id,
        incident_id: queued.incident_id,
        kind: queued.kind.into(),
        party: queued.to_role.map(|(party, _)| party.into()),
        role: queued.to_role.map(|(_, role)| role.into()),
        address: queued.address,
        message_id: queued.message_id,
        subject: queued.subject,
        sha256: queued.sha256,
        state: MailState::Queued.into(),
        attempts: 0,
        queued_at: now.into(),
        next_attempt_at: now.into(),
        lease_owner: None,
        lease_until: None,
        first_attempt_at: None,
        last_answer: String::new(),
        settled_at: None,
        acknowledged_at: None,
        repeated: false,
    };
    diesel::insert_into(mails::table)
        .values((&row, mails::message.eq(&queued.message)))
        .execute(db)?;
    for obligation_id in &queued.meets {
        let values = (
            mail_obligations::mail_id.eq(&row.id),
            mail_obligations::obligation_id.eq(obligation_id),
        );
        diesel::insert_into(mail_obligations::table)
            .values(values)
            .execute(db)?;
    }
    Ok(())
}

/// Records that the recipient acknowledged an accepted letter; tells whether that was news.
///
/// # Errors
/// The store's own failures.
pub fn acknowledge(db: &mut Db, id: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let open = mails::table
        .filter(mails::id.eq(id))
        .filter(mails::acknowledged_at.is_null());
    let values = (
        mails::state.eq(MailStateText(MailState::Acknowledged)),
        mails::acknowledged_at.eq(Instant::from(now)),
    );
    Ok(diesel::update(open).set(values).execute(db)? > 0)
}

/// Records that a letter that a server had accepted came back, with what the returned message says.
///
/// # Errors
/// The store's own failures.
pub fn came_back(db: &mut Db, id: &str, answer: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let values = (
        mails::state.eq(MailStateText(MailState::Failed)),
        mails::last_answer.eq(answer),
        mails::settled_at.eq(Some(Instant::from(now))),
    );
    diesel::update(mails::table.find(id)).set(values).execute(db)?;
    Ok(())
}

/// The letter of this identifier.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, id: &str) -> Result<Option<Mail>, StoreError> {
    let row: Option<Row> = mails::table
        .find(id)
        .select(Row::as_select())
        .get_result(db)
        .optional()?;
    Ok(row.map(Mail::from))
}

/// The exact message of a letter, as sent.
///
/// # Errors
/// The store's own failures.
pub fn message(db: &mut Db, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(mails::table
        .find(id)
        .select(mails::message)
        .get_result(db)
        .optional()?)
}

/// The letters of a dossier, oldest first.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(db: &mut Db, incident_id: &str) -> Result<Vec<Mail>, StoreError> {
    let rows: Vec<Row> = mails::table
        .filter(mails::incident_id.eq(incident_id))
        .select(Row::as_select())
        .order(mails::id)
        .load(db)?;
    Ok(rows.into_iter().map(Mail::from).collect())
}

/// The last letters queued, newest first, before the letter `cursor` (keyset).
///
/// # Errors
/// The store's own failures.
pub fn latest(db: &mut Db, cursor: Option<&str>, limit: i64) -> Result<Vec<Mail>, StoreError> {
    let mut found = mails::table.select(Row::as_select()).into_boxed();
    if let Some(cursor) = cursor {
        found = found.filter(mails::id.lt(cursor));
    }
    let rows: Vec<Row> = found.order(mails::id.desc()).limit(limit).load(db)?;
    Ok(rows.into_iter().map(Mail::from).collect())
}

/// The letters refused for good or given up, newest first, before the letter `cursor` (keyset).
///
/// # Errors
/// The store's own failures.
pub fn undelivered(db: &mut Db, cursor: Option<&str>, limit: i64) -> Result<Vec<Mail>, StoreError> {
    let refused = mails::state.eq(MailStateText(MailState::Refused));
    let mut found = mails::table
        .filter(refused.or(mails::state.eq(MailStateText(MailState::Failed))))
        .select(Row::as_select())
        .into_boxed();
    if let Some(cursor) = cursor {
        found = found.filter(mails::id.lt(cursor));
    }
    let rows: Vec<Row> = found.order(mails::id.desc()).limit(limit).load(db)?;
    Ok(rows.into_iter().map(Mail::from).collect())
}

/// The letters that wait or arrived, newest first, before the letter `cursor` (keyset).
///
/// # Errors
/// The store's own failures.
pub fn on_their_way(db: &mut Db, cursor: Option<&str>, limit: i64) -> Result<Vec<Mail>, StoreError> {
    let mut found = mails::table
        .filter(mails::state.ne(MailStateText(MailState::Refused)))
        .filter(mails::state.ne(MailStateText(MailState::Failed)))
        .select(Row::as_select())
        .into_boxed();
    if let Some(cursor) = cursor {
        found = found.filter(mails::id.lt(cursor));
    }
    let rows: Vec<Row> = found.order(mails::id.desc()).limit(limit).load(db)?;
    Ok(rows.into_iter().map(Mail::from).collect())
}

/// How many letters stand in each state, in the order of the states.
///
/// # Errors
/// The store's own failures.
pub fn count_by_state(db: &mut Db) -> Result<Vec<(MailState, i64)>, StoreError> {
    let mut count = |state: MailState| -> Result<(MailState, i64), StoreError> {
        let standing = mails::table.filter(mails::state.eq(MailStateText(state)));
        Ok((state, standing.count().get_result(db)?))
    };
    MailState::ALL.iter().map(|state| count(*state)).collect()
}

/// When the oldest letter still waiting was queued (UTC).
///
/// # Errors
/// The store's own failures.
pub fn oldest_waiting(db: &mut Db) -> Result<Option<DateTime<Utc>>, StoreError> {
    let oldest: Option<Instant> = mails::table
        .filter(mails::state.eq(MailStateText(MailState::Queued)))
        .select(mails::queued_at)
        .order(mails::queued_at)
        .first(db)
        .optional()?;
    Ok(oldest.map(|at| at.0))
}

/// The addresses, in small letters, that letters about a dossier queued at this instant (UTC) go to, but those that only
/// tell followers the news: whom one act writes to.
///
/// # Errors
/// The store's own failures.
pub fn addresses_queued_at(
    db: &mut Db,
    incident_id: &str,
    at: DateTime<Utc>,
) -> Result<Vec<String>, StoreError> {
    let addresses: Vec<String> = mails::table
        .filter(mails::incident_id.eq(incident_id))
        .filter(mails::queued_at.eq(Instant::from(at)))
        .filter(mails::kind.ne(LetterKindText(LetterKind::DossierNews)))
        .select(mails::address)
        .load(db)?;
    Ok(addresses.iter().map(|address| address.to_lowercase()).collect())
}
