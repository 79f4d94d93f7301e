//! Delivering one letter: claimed and recorded, sent outside any transaction, settled with all that follows.

use chrono::TimeDelta;

use super::Worker;
use crate::actions::deliver::{Attempted, settle};
use crate::mail::backoff::{self, Tried};
use crate::mail::transport::{Outcome, StoredMessage};
use crate::store::StoreError;
use crate::store::mails::{self, Claimed};

/// A claim outlives the longest attempt (four and a half minutes with the default patience).
const LEASE: TimeDelta = TimeDelta::minutes(10);

/// Most letters under way at once.
const AT_ONCE: usize = 8;
/// Letters that one after another are soon enough out: each further ten open one more lane, so that a slow mail server
/// does not make hundreds of letters wait behind its answers.
const FOR_ONE_LANE: usize = 10;

/// Delivers every letter that is due by now, many of them several at once; tells how many were attempted.
pub(super) async fn all(worker: &Worker) -> Result<usize, StoreError> {
    let now = worker.clock.now();
    let due = worker.read(move |db| mails::count_due(db, now)).await?;
    let lanes = (1 + due / FOR_ONE_LANE).min(AT_ONCE);
    let lanes = (0..lanes).map(|_| lane(worker));
    let attempted = futures_util::future::join_all(lanes).await;
    attempted.into_iter().sum()
}

/// Delivers one letter after another until none is due.
async fn lane(worker: &Worker) -> Result<usize, StoreError> {
    let mut attempted = 0;
    while one(worker).await? {
        attempted += 1;
    }
    Ok(attempted)
}

/// Delivers the letter that is due first; tells whether there was one.
async fn one(worker: &Worker) -> Result<bool, StoreError> {
    let Some(claimed) = claim(worker).await? else {
        return Ok(false);
    };
    let outcome = worker.mailer.deliver(&message(worker, &claimed)).await;
    tracing::info!(
        worker = worker.name,
        mail = claimed.mail.id,
        kind = claimed.mail.kind.as_str(),
        attempt = claimed.attempt,
        outcome = outcome.as_str(),
        "mail_attempted"
    );
    record(worker, claimed, outcome).await?;
    Ok(true)
}

async fn claim(worker: &Worker) -> Result<Option<Claimed>, StoreError> {
    let now = worker.clock.now();
    if !worker.read(move |db| mails::any_due(db, now)).await? {
        return Ok(None);
    }
    let name = worker.name.clone();
    let claimed = worker
        .write(move |db| mails::claim(db, &name, now, now + LEASE, 1))
        .await?;
    Ok(claimed.into_iter().next())
}

fn message(worker: &Worker, claimed: &Claimed) -> StoredMessage {
    StoredMessage {
        from: worker.instance.mail_from.clone(),
        to: claimed.mail.address.clone(),
        message_id: claimed.mail.message_id.clone(),
        bytes: claimed.message.clone(),
    }
}

async fn record(worker: &Worker, claimed: Claimed, outcome: Outcome) -> Result<(), StoreError> {
    let now = worker.clock.now();
    let attempts = u32::try_from(claimed.attempt).unwrap_or(u32::MAX);
    let tried = Tried {
        attempts,
        first_at: claimed.first_attempt_at,
        meets_timed_duty: claimed.due_at.is_some(),
    };
    let next = backoff::next(&outcome, tried, now);
    let (name, instance) = (worker.name.clone(), worker.instance.clone());
    worker
        .write(move |db| {
            let answer = outcome.answer();
            let attempted = Attempted {
                claimed: &claimed,
                worker: &name,
                outcome: outcome.as_str(),
                answer,
                next,
            };
            settle(db, &instance, &attempted, now)
        })
        .await
}
