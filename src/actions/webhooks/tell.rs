//! What becomes of a delivery after an attempt: done, tried again later, or given up with an alarm.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::super::accounts::record;
use crate::domain::webhooks::DeliveryState;
use crate::mail::backoff::{GIVE_UP_AFTER, LONGEST_WAIT};
use crate::store::webhooks::{self, Claimed, Settlement};
use crate::store::{Db, StoreError};

/// How an attempt ended: the status of the answer, or what went wrong before there was one.
pub type Outcome = Result<u16, String>;

/// Records how an attempt ended. An answer in the two hundreds is acceptance; 410 says that nobody listens any more;
/// everything else is tried again for as long as a letter is.
///
/// # Errors
/// The store's own failures; the delivery is then tried again when its lease ends.
pub fn settle(
    db: &mut Db,
    worker: &str,
    claimed: &Claimed,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> Result<DeliveryState, StoreError> {
    let settlement = settlement(claimed, outcome, now);
    let held = webhooks::settle(db, claimed, worker, &settlement, now)?;
    if held && settlement.state == DeliveryState::Failed {
        let body = json!({
            "webhook": claimed.webhook_id, "delivery": claimed.id, "event": claimed.event,
            "attempt": claimed.attempt, "answer": settlement.answer,
        });
        record(db, "worker", "webhook_given_up", body, now)?;
    }
    Ok(settlement.state)
}

fn settlement(claimed: &Claimed, outcome: &Outcome, now: DateTime<Utc>) -> Settlement {
    let answer = match outcome {
        Ok(status @ 300..=399) => format!("HTTP {status}\u{a0}: les redirections ne sont pas suivies."),
        Ok(status) => format!("HTTP {status}"),
        Err(wrong) => wrong.clone(),
    };
    let last_at = claimed.first_attempt_at + GIVE_UP_AFTER;
    let (state, next_attempt_at) = match outcome {
        Ok(200..=299) => (DeliveryState::Sent, None),
        Ok(410) => (DeliveryState::Failed, None),
        Ok(_) | Err(_) if now >= last_at => (DeliveryState::Failed, None),
        Ok(_) | Err(_) => (
            DeliveryState::Queued,
            Some((now + wait(claimed.attempt)).min(last_at)),
        ),
    };
    Settlement {
        state,
        next_attempt_at,
        answer,
    }
}

/// One minute, then twice as long each time, an hour at most.
fn wait(attempt: i64) -> TimeDelta {
    let doublings = u32::try_from(attempt.saturating_sub(1)).unwrap_or(6).min(6);
    TimeDelta::minutes(1 << doublings).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn claimed(attempt: i64) -> Claimed {
        Claimed {
            id: "w.1".to_owned(),
            webhook_id: "w".to_owned(),
            url: "https://outil.exemple.fr/".to_owned(),
            event: "incident.reported".to_owned(),
            dossier: "SSI-2026-0001".to_owned(),
            at: at(0),
            exercise: false,
            attempt,
            first_attempt_at: at(0),
        }
    }

    #[test]
    fn each_answer_is_followed_by_what_it_calls_for() {
        let day = 24 * 60;
        for (outcome, attempt, now, state, next) in [
            (Ok(204), 1, 0, DeliveryState::Sent, None),
            (Ok(410), 1, 0, DeliveryState::Failed, None),
            (Ok(500), 1, 0, DeliveryState::Queued, Some(1)),
            (Ok(302), 2, 1, DeliveryState::Queued, Some(3)),
            (Ok(404), 9, 300, DeliveryState::Queued, Some(360)),
            (
                Err("Coupé.".to_owned()),
                60,
                3 * day - 5,
                DeliveryState::Queued,
                Some(3 * day),
            ),
            (Err("Coupé.".to_owned()), 60, 3 * day, DeliveryState::Failed, None),
        ] {
            let found = settlement(&claimed(attempt), &outcome, at(now));
            assert_eq!(
                (found.state, found.next_attempt_at),
                (state, next.map(at)),
                "{outcome:?}"
            );
        }
    }
}
