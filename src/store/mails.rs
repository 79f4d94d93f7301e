//! The outbox: letters queued with their cause, claimed under a lease, every attempt recorded before it starts.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::{mail_attempts, mail_obligations, mails};
use super::types::{LetterKindText, MailStateText, PartyText, RoleText};
use super::{Db, Instant, StoreError};
use crate::domain::letter::{LetterKind, MailState};
use crate::domain::people::{Party, Role};

/// A letter to one recipient.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = mails)]
struct Row {
    id: String,
    incident_id: Option<String>,
    kind: LetterKindText,
    party: Option<PartyText>,
    role: Option<RoleText>,
    address: String,
    message_id: String,
    subject: String,
    message: Vec<u8>,
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

/// A letter claimed for delivery.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// The letter.
    pub mail: Mail,
    /// The exact message.
    pub message: Vec<u8>,
    /// Number of this attempt, from 1.
    pub attempt: i64,
    /// First attempt (UTC): how long it has been tried.
    pub first_attempt_at: DateTime<Utc>,
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
        message: queued.message,
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
    diesel::insert_into(mails::table).values(&row).execute(db)?;
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

/// Claims up to `limit` letters due at `now` for `worker` until `lease_until`, and records the attempt of each.
/// An earlier attempt that has no end was cut off: it is closed as such and the letter marked as repeated.
///
/// # Errors
/// The store's own failures.
pub fn claim(
    db: &mut Db,
    worker: &str,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Claimed>, StoreError> {
    let at = Instant::from(now);
    let rows: Vec<Row> = mails::table
        .filter(mails::state.eq(MailStateText(MailState::Queued)))
        .filter(mails::next_attempt_at.le(at))
        .filter(
            mails::lease_until
                .is_null()
                .or(mails::lease_until.lt(at).assume_not_null()),
        )
        .order((mails::next_attempt_at, mails::id))
        .limit(limit)
        .load(db)?;
    rows.into_iter()
        .map(|row| claim_one(db, row, worker, at, lease_until))
        .collect()
}

/// Whether any letter is due at `now`: a cheap look before taking the writer's turn.
///
/// # Errors
/// The store's own failures.
pub fn any_due(db: &mut Db, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let at = Instant::from(now);
    let due: Option<String> = mails::table
        .filter(mails::state.eq(MailStateText(MailState::Queued)))
        .filter(mails::next_attempt_at.le(at))
        .filter(
            mails::lease_until
                .is_null()
                .or(mails::lease_until.lt(at).assume_not_null()),
        )
        .select(mails::id)
        .first(db)
        .optional()?;
    Ok(due.is_some())
}

fn claim_one(
    db: &mut Db,
    mut row: Row,
    worker: &str,
    at: Instant,
    lease_until: DateTime<Utc>,
) -> Result<Claimed, StoreError> {
    let cut_off = mail_attempts::table
        .filter(mail_attempts::mail_id.eq(&row.id))
        .filter(mail_attempts::ended_at.is_null());
    let closed = diesel::update(cut_off)
        .set((
            mail_attempts::ended_at.eq(at),
            mail_attempts::outcome.eq("cut_off"),
        ))
        .execute(db)?;
    row.repeated = row.repeated || closed > 0;
    row.attempts += 1;
    let first = row.first_attempt_at.unwrap_or(at);
    let claim = (
        mails::lease_owner.eq(worker),
        mails::lease_until.eq(Instant::from(lease_until)),
        mails::attempts.eq(row.attempts),
        mails::first_attempt_at.eq(first),
        mails::repeated.eq(row.repeated),
    );
    diesel::update(mails::table.find(&row.id))
        .set(claim)
        .execute(db)?;
    let attempt = (
        mail_attempts::mail_id.eq(&row.id),
        mail_attempts::number.eq(row.attempts),
        mail_attempts::worker.eq(worker),
        mail_attempts::started_at.eq(at),
        mail_attempts::answer.eq(""),
    );
    diesel::insert_into(mail_attempts::table)
        .values(attempt)
        .execute(db)?;
    let message = std::mem::take(&mut row.message);
    let attempt = row.attempts;
    Ok(Claimed {
        mail: row.into(),
        message,
        attempt,
        first_attempt_at: first.0,
    })
}

/// The workers that hold letters now.
///
/// # Errors
/// The store's own failures.
pub fn lease_owners(db: &mut Db) -> Result<Vec<String>, StoreError> {
    let queued = mails::table.filter(mails::state.eq(MailStateText(MailState::Queued)));
    let owners: Vec<Option<String>> = queued.select(mails::lease_owner).distinct().load(db)?;
    Ok(owners.into_iter().flatten().collect())
}

/// Takes back the letters of a worker that is known to be dead, so that they leave without waiting for the
/// end of its lease; tells how many.
///
/// # Errors
/// The store's own failures.
pub fn release(db: &mut Db, owner: &str) -> Result<usize, StoreError> {
    let held = mails::table
        .filter(mails::state.eq(MailStateText(MailState::Queued)))
        .filter(mails::lease_owner.eq(owner));
    let free = (
        mails::lease_owner.eq(None::<String>),
        mails::lease_until.eq(None::<Instant>),
    );
    Ok(diesel::update(held).set(free).execute(db)?)
}

/// How an attempt ended, and what becomes of the letter.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// `accepted`, `transient`, `permanent`, `answer_lost`, `untrusted` or `misconfigured`.
    pub outcome: &'static str,
    /// The server's answer.
    pub answer: String,
    /// Where the letter stands now.
    pub state: MailState,
    /// When it is tried next (UTC), while queued.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// Whether the next attempt may double what the server already took.
    pub repeated: bool,
}

/// Records how an attempt ended; tells whether this worker still held the letter. A worker whose lease was
/// taken over changes nothing but its own attempt's row.
///
/// # Errors
/// The store's own failures.
pub fn settle(
    db: &mut Db,
    claimed: &Claimed,
    worker: &str,
    settlement: &Settlement,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let at = Instant::from(now);
    let attempt = mail_attempts::table.find((&claimed.mail.id, claimed.attempt));
    diesel::update(attempt)
        .set((
            mail_attempts::ended_at.eq(at),
            mail_attempts::outcome.eq(settlement.outcome),
            mail_attempts::answer.eq(&settlement.answer),
        ))
        .execute(db)?;
    let mine = mails::table
        .filter(mails::id.eq(&claimed.mail.id))
        .filter(mails::state.eq(MailStateText(MailState::Queued)))
        .filter(mails::lease_owner.eq(worker))
        .filter(mails::attempts.eq(claimed.attempt));
    let settled_at = (settlement.state != MailState::Queued).then_some(at);
    let changed = diesel::update(mine)
        .set((
            mails::state.eq(MailStateText(settlement.state)),
            mails::last_answer.eq(&settlement.answer),
            mails::next_attempt_at.eq(Instant::from(settlement.next_attempt_at.unwrap_or(now))),
            mails::settled_at.eq(settled_at),
            mails::repeated.eq(claimed.mail.repeated || settlement.repeated),
            mails::lease_owner.eq(None::<String>),
            mails::lease_until.eq(None::<Instant>),
        ))
        .execute(db)?;
    Ok(changed > 0)
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

/// The letter of this identifier.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, id: &str) -> Result<Option<Mail>, StoreError> {
    let row: Option<Row> = mails::table.find(id).first(db).optional()?;
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
        .first(db)
        .optional()?)
}

/// The letters of a dossier, oldest first.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(db: &mut Db, incident_id: &str) -> Result<Vec<Mail>, StoreError> {
    let rows: Vec<Row> = mails::table
        .filter(mails::incident_id.eq(incident_id))
        .order(mails::id)
        .load(db)?;
    Ok(rows.into_iter().map(Mail::from).collect())
}

/// The last letters queued, newest first, before the letter `cursor` (keyset).
///
/// # Errors
/// The store's own failures.
pub fn latest(db: &mut Db, cursor: Option<&str>, limit: i64) -> Result<Vec<Mail>, StoreError> {
    let mut found = mails::table.into_boxed();
    if let Some(cursor) = cursor {
        found = found.filter(mails::id.lt(cursor));
    }
    let rows: Vec<Row> = found.order(mails::id.desc()).limit(limit).load(db)?;
    Ok(rows.into_iter().map(Mail::from).collect())
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

/// Every attempt of a letter: number, start, end, outcome and answer.
///
/// # Errors
/// The store's own failures.
pub fn attempts(db: &mut Db, id: &str) -> Result<Vec<Attempt>, StoreError> {
    Ok(mail_attempts::table
        .filter(mail_attempts::mail_id.eq(id))
        .order(mail_attempts::number)
        .load(db)?)
}

/// One attempt to deliver a letter.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Attempt {
    /// Letter.
    pub mail_id: String,
    /// From 1.
    pub number: i64,
    /// Worker that tried.
    pub worker: String,
    /// Before the first byte left (UTC).
    pub started_at: Instant,
    /// When the answer was recorded (UTC); `None` while under way.
    pub ended_at: Option<Instant>,
    /// How it ended.
    pub outcome: Option<String>,
    /// The server's answer.
    pub answer: String,
}
