//! The outbox: letters claimed under a lease, every attempt recorded before it starts and settled when it ends.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{Mail, Row};
use crate::domain::letter::MailState;
use crate::store::schema::{mail_attempts, mails};
use crate::store::types::MailStateText;
use crate::store::{Db, Instant, StoreError, obligations};

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
    /// The earliest due instant (UTC) of the duties that its acceptance meets, if one has any.
    pub due_at: Option<DateTime<Utc>>,
}

/// Claims up to `limit` letters due at `now` for `worker` until `lease_until`, and records the attempt of each; a letter
/// whose row another transaction holds is left to it. An earlier attempt that has no end was cut off: it is closed as such and the letter marked as repeated.
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
    let rows: Vec<(Row, Vec<u8>)> = mails::table
        .filter(mails::id.eq_any(free(db, at, limit)?))
        .select((Row::as_select(), mails::message))
        .order((mails::next_attempt_at, mails::id))
        .load(db)?;
    rows.into_iter()
        .map(|(row, message)| claim_one(db, row, message, worker, at, lease_until))
        .collect()
}

/// The first letters due at `at`: locked until the transaction ends on PostgreSQL, where several may write.
fn free(db: &mut Db, at: Instant, limit: i64) -> Result<Vec<String>, StoreError> {
    let first = due(at)
        .select(mails::id)
        .order((mails::next_attempt_at, mails::id))
        .limit(limit);
    Ok(match db {
        Db::Sqlite(c) => first.load(c),
        Db::Pg(c) => first.for_update().skip_locked().load(c),
    }?)
}

/// Letters due at `at` that no living lease holds.
#[diesel::dsl::auto_type]
fn due(at: Instant) -> _ {
    let queued: MailStateText = MailStateText(MailState::Queued);
    let ended = mails::lease_until.lt(at).assume_not_null();
    mails::table
        .filter(mails::state.eq(queued))
        .filter(mails::next_attempt_at.le(at))
        .filter(mails::lease_until.is_null().or(ended))
}

/// Whether any letter is due at `now`: a cheap look before taking the writer's turn.
///
/// # Errors
/// The store's own failures.
pub fn any_due(db: &mut Db, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let at = Instant::from(now);
    let due: Option<String> = due(at).select(mails::id).first(db).optional()?;
    Ok(due.is_some())
}

/// How many letters are due at `now`.
///
/// # Errors
/// The store's own failures.
pub fn count_due(db: &mut Db, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let count: i64 = due(Instant::from(now)).count().get_result(db)?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

fn claim_one(
    db: &mut Db,
    mut row: Row,
    message: Vec<u8>,
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
    let due_at = due_at(db, &row.id)?;
    let attempt = row.attempts;
    Ok(Claimed {
        mail: row.into(),
        message,
        attempt,
        first_attempt_at: first.0,
        due_at,
    })
}

/// The earliest due instant of the pending duties that acceptance of a letter meets.
fn due_at(db: &mut Db, mail_id: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
    let duties = obligations::pending_of_mail(db, mail_id)?;
    Ok(duties.into_iter().filter_map(|duty| duty.due_at).min())
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
