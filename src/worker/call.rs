//! Telling one subscriber of one event: claimed and recorded, sent outside any transaction, settled.

use chrono::TimeDelta;

use super::Worker;
use crate::actions::webhooks::tell::{Outcome, settle};
use crate::calls::{Call, Caller};
use crate::domain::webhooks::{Event, body};
use crate::links;
use crate::store::StoreError;
use crate::store::webhooks::{self, Claimed};

/// A claim outlives the longest attempt (fifteen seconds with the default patience).
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// Tells everything that is due by now; tells how many deliveries were attempted. Several at once, so that a slow
/// subscriber makes only its own wait.
pub(super) async fn all(worker: &Worker, caller: &Caller) -> Result<usize, StoreError> {
    let lanes = (0..4).map(|_| lane(worker, caller));
    let attempted = futures_util::future::join_all(lanes).await;
    attempted.into_iter().sum()
}

async fn lane(worker: &Worker, caller: &Caller) -> Result<usize, StoreError> {
    let mut attempted = 0;
    while one(worker, caller).await? {
        attempted += 1;
    }
    Ok(attempted)
}

async fn one(worker: &Worker, caller: &Caller) -> Result<bool, StoreError> {
    let Some(claimed) = claim(worker).await? else {
        return Ok(false);
    };
    let outcome = send(worker, caller, &claimed).await;
    let (name, now) = (worker.name.clone(), worker.clock.now());
    let (delivery, attempt) = (claimed.id.clone(), claimed.attempt);
    let state = worker
        .write(move |db| settle(db, &name, &claimed, &outcome, now))
        .await?;
    tracing::info!(
        worker = worker.name,
        delivery,
        attempt,
        state = state.as_str(),
        "webhook_attempted"
    );
    Ok(true)
}

async fn claim(worker: &Worker) -> Result<Option<Claimed>, StoreError> {
    let now = worker.clock.now();
    if !worker.read(move |db| webhooks::any_due(db, now)).await? {
        return Ok(None);
    }
    let name = worker.name.clone();
    worker
        .write(move |db| webhooks::claim(db, &name, now, now + LEASE))
        .await
}

/// The same identifier and the same body at every attempt; the signature carries the instant of this one.
async fn send(worker: &Worker, caller: &Caller, claimed: &Claimed) -> Outcome {
    let event = Event::parse(&claimed.event).ok_or_else(|| "Événement inconnu.".to_owned())?;
    let link = format!(
        "{}{}",
        worker.instance.public_url,
        links::incident(&claimed.dossier)
    );
    let body = body(
        &claimed.id,
        event,
        &claimed.dossier,
        claimed.at,
        &link,
        claimed.exercise,
    );
    let signature = worker
        .instance
        .signer
        .webhook_signature(&claimed.webhook_id, worker.clock.now(), &body);
    let headers = [
        ("Tocsin-Delivery", claimed.id.clone()),
        ("Tocsin-Event", claimed.event.clone()),
        ("Tocsin-Signature", signature),
    ];
    let call = Call {
        url: &claimed.url,
        headers: &headers,
        body,
    };
    caller.send(&call).await.map(|status| status.as_u16())
}
