//! What is to be told: a row written with the act that caused it, claimed under a lease, told with the same identifier
//! at every attempt.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::domain::journal::Entry;
use crate::domain::people::Party;
use crate::domain::webhooks::{DeliveryState, Event};
use crate::store::schema::{incident_parties, incidents, webhook_deliveries, webhook_events, webhooks};
use crate::store::types::{DeliveryStateText, EventText, PartyText};
use crate::store::{Db, Instant, StoreError};

/// What is to be told once, without its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Identifier, the same at every attempt.
    pub id: String,
    /// Name of the subscriber.
    pub subscriber: String,
    /// What happened.
    pub event: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// Attempts so far.
    pub attempts: i64,
    /// When it was queued (UTC).
    pub queued_at: DateTime<Utc>,
    /// When it is tried next (UTC), while queued.
    pub next_attempt_at: DateTime<Utc>,
    /// The subscriber's last answer.
    pub last_answer: String,
    /// Its place in the journal.
    pub seq: i64,
}

/// A delivery claimed for an attempt.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Identifier of the delivery.
    pub id: String,
    /// Identifier of the subscriber, from which its secret is derived.
    pub webhook_id: String,
    /// Where it is told.
    pub url: String,
    /// What happened.
    pub event: String,
    /// Reference of the dossier.
    pub dossier: String,
    /// When it happened (UTC).
    pub at: DateTime<Utc>,
    /// Whether the dossier is a drill.
    pub exercise: bool,
    /// Number of this attempt, from 1.
    pub attempt: i64,
    /// First attempt (UTC).
    pub first_attempt_at: DateTime<Utc>,
}

/// Queues an act of the journal for every subscriber that is told of it, in the transaction of the act.
///
/// # Errors
/// The store's own failures.
pub fn queue(db: &mut Db, entry: &Entry) -> Result<(), StoreError> {
    let (Some(event), Some(dossier)) = (Event::of_act(&entry.act), entry.dossier.as_deref()) else {
        return Ok(());
    };
    let subscribed: Vec<(String, String, PartyText)> = webhooks::table
        .inner_join(webhook_events::table.on(webhook_events::webhook_id.eq(webhooks::id)))
        .filter(webhooks::removed_at.is_null())
        .filter(webhook_events::event.eq(EventText(event)))
        .select((webhooks::id, webhooks::convention, webhooks::party))
        .load(db)?;
    if subscribed.is_empty() {
        return Ok(());
    }
    let (incident, convention, exercise): (String, Option<String>, bool) = incidents::table
        .filter(incidents::reference.eq(dossier))
        .select((incidents::id, incidents::convention, incidents::exercise))
        .first(db)?;
    let parties: Vec<PartyText> = incident_parties::table
        .filter(incident_parties::incident_id.eq(&incident))
        .select(incident_parties::party)
        .load(db)?;
    let parties: Vec<Party> = parties.into_iter().map(Party::from).collect();
    for (webhook_id, of, party) in subscribed {
        if convention.as_ref() == Some(&of) && parties.contains(&party.into()) {
            insert(db, &webhook_id, event, dossier, exercise, entry)?;
        }
    }
    Ok(())
}

fn insert(
    db: &mut Db,
    webhook_id: &str,
    event: Event,
    dossier: &str,
    exercise: bool,
    entry: &Entry,
) -> Result<(), StoreError> {
    let id = format!("{webhook_id}.{}", entry.seq);
    let at = Instant::from(entry.at);
    let values = (
        webhook_deliveries::id.eq(&id),
        webhook_deliveries::webhook_id.eq(webhook_id),
        webhook_deliveries::event.eq(event.as_str()),
        webhook_deliveries::seq.eq(entry.seq),
        webhook_deliveries::dossier.eq(dossier),
        webhook_deliveries::at.eq(at),
        webhook_deliveries::exercise.eq(exercise),
        webhook_deliveries::state.eq(DeliveryStateText(DeliveryState::Queued)),
        webhook_deliveries::attempts.eq(0_i64),
        webhook_deliveries::queued_at.eq(at),
        webhook_deliveries::next_attempt_at.eq(at),
        webhook_deliveries::last_answer.eq(""),
    );
    diesel::insert_into(webhook_deliveries::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// The subscribers that a living lease is telling something: each is told one thing at a time, so that a slow one makes
/// only its own events wait.
fn busy(db: &mut Db, at: Instant) -> Result<Vec<String>, StoreError> {
    Ok(webhook_deliveries::table
        .filter(webhook_deliveries::state.eq(DeliveryStateText(DeliveryState::Queued)))
        .filter(webhook_deliveries::lease_until.ge(at).assume_not_null())
        .select(webhook_deliveries::webhook_id)
        .load(db)?)
}

/// Deliveries due at `at` that no living lease holds, but those of `busy` subscribers.
#[diesel::dsl::auto_type]
fn due(at: Instant, busy: Vec<String>) -> _ {
    let queued: DeliveryStateText = DeliveryStateText(DeliveryState::Queued);
    let ended = webhook_deliveries::lease_until.lt(at).assume_not_null();
    webhook_deliveries::table
        .filter(webhook_deliveries::state.eq(queued))
        .filter(webhook_deliveries::next_attempt_at.le(at))
        .filter(webhook_deliveries::lease_until.is_null().or(ended))
        .filter(webhook_deliveries::webhook_id.ne_all(busy))
}

/// Whether any delivery is due at `now`: a cheap look before taking the writer's turn.
///
/// # Errors
/// The store's own failures.
pub fn any_due(db: &mut Db, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let at = Instant::from(now);
    let busy = busy(db, at)?;
    let due: Option<String> = due(at, busy)
        .select(webhook_deliveries::id)
        .first(db)
        .optional()?;
    Ok(due.is_some())
}

/// Claims the delivery that is due first for `worker` until `lease_until`. The attempt is recorded before the first byte
/// leaves.
///
/// # Errors
/// The store's own failures.
pub fn claim(
    db: &mut Db,
    worker: &str,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
) -> Result<Option<Claimed>, StoreError> {
    type Row = (
        String,
        String,
        String,
        (String, Instant, bool),
        i64,
        Option<Instant>,
    );
    let at = Instant::from(now);
    let busy = busy(db, at)?;
    let first: Option<Row> = due(at, busy)
        .select((
            webhook_deliveries::id,
            webhook_deliveries::webhook_id,
            webhook_deliveries::event,
            (
                webhook_deliveries::dossier,
                webhook_deliveries::at,
                webhook_deliveries::exercise,
            ),
            webhook_deliveries::attempts,
            webhook_deliveries::first_attempt_at,
        ))
        .order((webhook_deliveries::next_attempt_at, webhook_deliveries::id))
        .first(db)
        .optional()?;
    let Some((id, webhook_id, event, (dossier, happened, exercise), attempts, first)) = first else {
        return Ok(None);
    };
    let first = first.unwrap_or(at);
    let claim = (
        webhook_deliveries::lease_owner.eq(Some(worker)),
        webhook_deliveries::lease_until.eq(Some(Instant::from(lease_until))),
        webhook_deliveries::attempts.eq(attempts + 1),
        webhook_deliveries::first_attempt_at.eq(Some(first)),
    );
    diesel::update(webhook_deliveries::table.find(&id))
        .set(claim)
        .execute(db)?;
    let url: String = webhooks::table
        .find(&webhook_id)
        .select(webhooks::url)
        .first(db)?;
    Ok(Some(Claimed {
        id,
        webhook_id,
        url,
        event,
        dossier,
        at: happened.0,
        exercise,
        attempt: attempts + 1,
        first_attempt_at: first.0,
    }))
}

/// How an attempt ended.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// Where the delivery stands now.
    pub state: DeliveryState,
    /// When it is tried next (UTC), while queued.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// The subscriber's answer, or what went wrong.
    pub answer: String,
}

/// Records how an attempt ended; tells whether this worker still held the delivery.
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
    let mine = webhook_deliveries::table
        .filter(webhook_deliveries::id.eq(&claimed.id))
        .filter(webhook_deliveries::state.eq(DeliveryStateText(DeliveryState::Queued)))
        .filter(webhook_deliveries::lease_owner.eq(worker))
        .filter(webhook_deliveries::attempts.eq(claimed.attempt));
    let settled_at = (settlement.state != DeliveryState::Queued).then(|| Instant::from(now));
    let changed = diesel::update(mine)
        .set((
            webhook_deliveries::state.eq(DeliveryStateText(settlement.state)),
            webhook_deliveries::last_answer.eq(&settlement.answer),
            webhook_deliveries::next_attempt_at.eq(Instant::from(settlement.next_attempt_at.unwrap_or(now))),
            webhook_deliveries::settled_at.eq(settled_at),
            webhook_deliveries::lease_owner.eq(None::<String>),
            webhook_deliveries::lease_until.eq(None::<Instant>),
        ))
        .execute(db)?;
    Ok(changed > 0)
}

/// The latest deliveries, newest first.
///
/// # Errors
/// The store's own failures.
pub fn latest(db: &mut Db, limit: i64) -> Result<Vec<Delivery>, StoreError> {
    type Row = (
        String,
        String,
        String,
        DeliveryStateText,
        i64,
        Instant,
        Instant,
        String,
        i64,
    );
    let rows: Vec<Row> = webhook_deliveries::table
        .inner_join(webhooks::table.on(webhooks::id.eq(webhook_deliveries::webhook_id)))
        .select((
            webhook_deliveries::id,
            webhooks::name,
            webhook_deliveries::event,
            webhook_deliveries::state,
            webhook_deliveries::attempts,
            webhook_deliveries::queued_at,
            webhook_deliveries::next_attempt_at,
            webhook_deliveries::last_answer,
            webhook_deliveries::seq,
        ))
        .order((webhook_deliveries::seq.desc(), webhook_deliveries::id.desc()))
        .limit(limit)
        .load(db)?;
    let delivery = |(id, subscriber, event, state, attempts, queued, next, last_answer, seq): Row| Delivery {
        id,
        subscriber,
        event,
        state: state.into(),
        attempts,
        queued_at: queued.0,
        next_attempt_at: next.0,
        last_answer,
        seq,
    };
    Ok(rows.into_iter().map(delivery).collect())
}

/// How many deliveries were given up.
///
/// # Errors
/// The store's own failures.
pub fn count_failed(db: &mut Db) -> Result<i64, StoreError> {
    let failed = webhook_deliveries::table
        .filter(webhook_deliveries::state.eq(DeliveryStateText(DeliveryState::Failed)));
    Ok(failed.count().get_result(db)?)
}

/// Tries again what was given up for a subscriber; tells how many.
///
/// # Errors
/// The store's own failures.
pub fn retry(db: &mut Db, webhook_id: &str, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let failed = webhook_deliveries::table
        .filter(webhook_deliveries::webhook_id.eq(webhook_id))
        .filter(webhook_deliveries::state.eq(DeliveryStateText(DeliveryState::Failed)));
    Ok(diesel::update(failed)
        .set((
            webhook_deliveries::state.eq(DeliveryStateText(DeliveryState::Queued)),
            webhook_deliveries::next_attempt_at.eq(Instant::from(now)),
            webhook_deliveries::first_attempt_at.eq(None::<Instant>),
            webhook_deliveries::settled_at.eq(None::<Instant>),
        ))
        .execute(db)?)
}

/// The workers that hold deliveries now.
///
/// # Errors
/// The store's own failures.
pub fn lease_owners(db: &mut Db) -> Result<Vec<String>, StoreError> {
    let owners: Vec<Option<String>> = webhook_deliveries::table
        .filter(webhook_deliveries::state.eq(DeliveryStateText(DeliveryState::Queued)))
        .select(webhook_deliveries::lease_owner)
        .distinct()
        .load(db)?;
    Ok(owners.into_iter().flatten().collect())
}

/// Takes back the deliveries of a worker that is known to be dead; tells how many.
///
/// # Errors
/// The store's own failures.
pub fn release(db: &mut Db, owner: &str) -> Result<usize, StoreError> {
    let held = webhook_deliveries::table
        .filter(webhook_deliveries::state.eq(DeliveryStateText(DeliveryState::Queued)))
        .filter(webhook_deliveries::lease_owner.eq(owner));
    let free = (
        webhook_deliveries::lease_owner.eq(None::<String>),
        webhook_deliveries::lease_until.eq(None::<Instant>),
    );
    Ok(diesel::update(held).set(free).execute(db)?)
}

/// Forgets the deliveries that arrived or were given up before `until` (UTC).
///
/// # Errors
/// The store's own failures.
pub fn forget_old(db: &mut Db, until: DateTime<Utc>) -> Result<usize, StoreError> {
    let old = webhook_deliveries::table
        .filter(webhook_deliveries::state.ne(DeliveryStateText(DeliveryState::Queued)))
        .filter(
            webhook_deliveries::settled_at
                .lt(Instant::from(until))
                .assume_not_null(),
        );
    Ok(diesel::delete(old).execute(db)?)
}
