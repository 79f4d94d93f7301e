//! What becomes of a letter after an attempt: duties met, alarms raised, the fallback contact told.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::breach::aware;
use super::letters::{self, Outgoing};
use super::{Instance, new_id};
use crate::domain::instants::in_full;
use crate::domain::journal::Draft;
use crate::domain::letter::{LetterKind, MailState};
use crate::domain::obligations::Kind;
use crate::mail::backoff::Next;
use crate::store::alarms::{self, Alarm};
use crate::store::incidents::{self, Incident};
use crate::store::mails::{self, Claimed, Settlement};
use crate::store::obligations::{self, Obligation, Settled};
use crate::store::{Db, StoreError, journal, notifications, steps};

/// How one attempt ended.
#[derive(Clone, Debug)]
pub struct Attempted<'a> {
    /// The letter.
    pub claimed: &'a Claimed,
    /// Worker that tried.
    pub worker: &'a str,
    /// `accepted`, `transient`, `permanent`, `answer_lost`, `untrusted` or `misconfigured`.
    pub outcome: &'static str,
    /// The server's answer.
    pub answer: &'a str,
    /// What follows.
    pub next: Next,
}

/// Records how an attempt ended, with all that follows from it.
///
/// # Errors
/// The store's own failures; nothing is recorded then, and the letter is tried again when the lease ends.
pub fn settle(
    db: &mut Db,
    instance: &Instance,
    attempted: &Attempted<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let held = mails::settle(
        db,
        attempted.claimed,
        attempted.worker,
        &settlement(attempted),
        now,
    )?;
    if !held {
        return Ok(());
    }
    let mail = &attempted.claimed.mail;
    let incident = mail
        .incident_id
        .as_deref()
        .map(|id| incidents::by_id(db, id))
        .transpose()?
        .flatten();
    match attempted.next {
        Next::Sent => accepted(db, instance, attempted, incident.as_ref(), now),
        Next::Retry { alarm: false, .. } => Ok(()),
        Next::Retry { alarm: true, .. } => {
            raise(db, instance, attempted, incident.as_ref(), "mail_delayed", now)
        }
        Next::Refused => raise(db, instance, attempted, incident.as_ref(), "mail_refused", now),
        Next::Exhausted => raise(db, instance, attempted, incident.as_ref(), "mail_failed", now),
    }
}

fn settlement(attempted: &Attempted<'_>) -> Settlement {
    let (state, next_attempt_at) = match attempted.next {
        Next::Sent => (MailState::Sent, None),
        Next::Retry { at, .. } => (MailState::Queued, Some(at)),
        Next::Refused => (MailState::Refused, None),
        Next::Exhausted => (MailState::Failed, None),
    };
    let answer = attempted.answer.to_owned();
    let repeated = attempted.outcome == "answer_lost";
    Settlement {
        outcome: attempted.outcome,
        answer,
        state,
        next_attempt_at,
        repeated,
    }
}

/// Acceptance by the recipient's mail server meets the duties of the letter (DOMAIN §8).
fn accepted(
    db: &mut Db,
    instance: &Instance,
    attempted: &Attempted<'_>,
    incident: Option<&Incident>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mail = &attempted.claimed.mail;
    let met = obligations::pending_of_mail(db, &mail.id)?;
    let late_reason = late_reason(db, attempted, &met, now)?;
    for obligation in &met {
        let settled = Settled::Met {
            at: now,
            late_reason: late_reason.as_deref(),
        };
        obligations::settle(db, obligation, &settled, None)?;
        steps::drop_open(db, &obligation.id)?;
    }
    alarms::clear_of_mail(db, &mail.id, now)?;
    let kinds: Vec<&str> = met.iter().map(|o| o.kind.as_str()).collect();
    let body = json!({
        "mail": mail.id, "kind": mail.kind.as_str(), "to": mail.address, "message_id": mail.message_id, "sha256": mail.sha256,
        "attempt": attempted.claimed.attempt, "repeated": mail.repeated, "answer": attempted.answer, "met": kinds,
    });
    record(db, "mail_accepted", incident, body, now)?;
    if met.iter().any(|duty| duty.kind == Kind::Breach48h) {
        controller_told(db, instance, incident, now)?;
    }
    Ok(())
}

/// Why a duty is met late: the reason given with the notification or, when it was sent in time and the mail servers
/// were slow, their own answers.
fn late_reason(
    db: &mut Db,
    attempted: &Attempted<'_>,
    met: &[Obligation],
    now: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    if !met.iter().any(|duty| duty.is_overdue(now)) {
        return Ok(None);
    }
    let mail = &attempted.claimed.mail;
    let given = notifications::of_mail(db, &mail.id)?.and_then(|notification| notification.late_reason);
    let tried = attempted.claimed.attempt;
    let slow = || {
        let queued = in_full(mail.queued_at);
        format!(
            "Message prêt le {queued}, accepté par le serveur de courriel du destinataire à la tentative n° {tried} seulement."
        )
    };
    Ok(Some(given.unwrap_or_else(slow)))
}

/// A controller becomes aware once whoever processes for it informs it (EDPB guidelines 9/2022, II.A.4): where the
/// académie is a controller and nobody said since when it knows, it knows from now on.
fn controller_told(
    db: &mut Db,
    instance: &Instance,
    incident: Option<&Incident>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let Some(incident) = incident else {
        return Ok(());
    };
    let how = "Notification reçue du Département.";
    aware::academie_learns(db, instance, &incident.id, how, now)
}

fn record(
    db: &mut Db,
    act: &str,
    incident: Option<&Incident>,
    body: serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let dossier = incident.map(|i| i.reference.clone());
    journal::append(
        db,
        Draft {
            at: now,
            actor: "worker".to_owned(),
            act: act.to_owned(),
            dossier,
            body,
        },
    )
    .map(|_| ())
}

fn raise(
    db: &mut Db,
    instance: &Instance,
    attempted: &Attempted<'_>,
    incident: Option<&Incident>,
    kind: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mail = &attempted.claimed.mail;
    let alarm = Alarm {
        id: new_id(now),
        incident_id: mail.incident_id.clone(),
        mail_id: Some(mail.id.clone()),
        kind: kind.to_owned(),
        message: sentence(kind, &mail.address, attempted.answer),
        raised_at: now.into(),
        cleared_at: None,
    };
    if !alarms::raise(db, alarm)? {
        return Ok(());
    }
    let body = json!({
        "mail": mail.id, "kind": mail.kind.as_str(), "to": mail.address, "alarm": kind,
        "outcome": attempted.outcome, "answer": attempted.answer, "attempt": attempted.claimed.attempt,
    });
    record(db, "mail_alarm_raised", incident, body, now)?;
    match (incident, mail.kind) {
        (Some(incident), kind) if kind != LetterKind::DeliveryFailed => {
            tell_fallback(db, instance, attempted, incident, now)
        }
        _ => Ok(()),
    }
}

fn sentence(kind: &str, address: &str, answer: &str) -> String {
    let what = match kind {
        "mail_refused" => {
            "Le serveur de courriel du destinataire a refusé définitivement le message adressé à"
        }
        "mail_failed" => "Le message n’a pas pu être remis malgré des essais répétés à",
        _ => "Le message n’est toujours pas remis à",
    };
    format!("{what} {address}. Prévenez la personne par téléphone. Réponse reçue\u{a0}: {answer}")
}

/// Writes to the fallback contact of the role that could not be reached, if the convention names one.
fn tell_fallback(
    db: &mut Db,
    instance: &Instance,
    attempted: &Attempted<'_>,
    incident: &Incident,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mail = &attempted.claimed.mail;
    let Some(fallback) = letters::fallback_address(instance, incident, mail) else {
        return Ok(());
    };
    let state = settlement(attempted).state;
    let outgoing = Outgoing {
        kind: LetterKind::DeliveryFailed,
        to_role: None,
        address: fallback,
        meets: Vec::new(),
    };
    letters::queue(
        db,
        instance,
        Some(incident),
        outgoing,
        |_| letters::delivery_failed(instance, incident, mail, state, attempted.answer),
        now,
    )
    .map(|_| ())
}
