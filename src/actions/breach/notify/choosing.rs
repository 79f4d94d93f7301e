//! Which duty a notification serves, and whether it may leave as asked.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::{BreachRefused, Case};
use super::Asked;
use crate::domain::breach::record::Field;
use crate::domain::breach::record::lists::Communication;
use crate::domain::breach::{NoticeKind, Status, is_officer_of};
use crate::domain::incident::{Problem, TEXT_MAX};
use crate::domain::letter::MailState;
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Party};
use crate::store::attachments::{self, Attachment};
use crate::store::notifications::{self, Notification};
use crate::store::obligations::{self, Obligation};
use crate::store::{Db, StoreError, mails};

/// Clocks of people's machines may be this much ahead of ours.
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// The duty served: pending for a first notification, whatever became of it for those that follow.
pub(super) fn duty(
    db: &mut Db,
    case: &Case<'_>,
    by: &Account,
    asked: &Asked,
    debtor: Option<Party>,
    earlier: &[Notification],
) -> Result<Obligation, BreachRefused> {
    if !matches!(asked.duty, Kind::Breach48h | Kind::Cnil72h | Kind::PersonsArt34) {
        let message =
            "Choisissez une obligation de notification\u{a0}: breach_48h, cnil_72h ou persons_art34.";
        return Err(BreachRefused::problem("obligation", message));
    }
    let mut own = obligations::of_incident(db, &case.incident.id)?;
    own.retain(|duty| duty.kind == asked.duty && debtor.is_none_or(|debtor| duty.debtor == debtor));
    own.sort_by_key(|duty| !is_officer_of(by, duty.debtor));
    if asked.kind == NoticeKind::Initial {
        own.retain(|duty| duty.state != State::Cancelled);
        let mut pending = own.iter().filter(|duty| duty.state == State::Pending);
        let open = find_unserved(db, &mut pending, earlier)?;
        return open.cloned().ok_or_else(|| nothing_to_send(case, own.is_empty()));
    }
    let of_own = |it: &&Notification| own.iter().any(|duty| Some(&duty.id) == it.obligation_id.as_ref());
    let last = earlier.iter().rev().find(of_own);
    let open = last.filter(|last| last.kind != NoticeKind::Withdrawal);
    let served = open.and_then(|last| {
        own.iter()
            .find(|duty| Some(&duty.id) == last.obligation_id.as_ref())
    });
    served.cloned().ok_or_else(|| {
        let message = "Il n’y a pas de notification à compléter ou à retirer au titre de cette obligation\u{a0}: commencez \
                       par une notification initiale.";
        BreachRefused::stands("kind", message)
    })
}

fn find_unserved<'a>(
    db: &mut Db,
    duties: &mut dyn Iterator<Item = &'a Obligation>,
    earlier: &[Notification],
) -> Result<Option<&'a Obligation>, StoreError> {
    for duty in duties {
        if !is_served(db, duty, earlier)? {
            return Ok(Some(duty));
        }
    }
    Ok(None)
}

/// Whether a first notification of this duty arrived or is on its way.
pub(in crate::actions) fn is_served(
    db: &mut Db,
    duty: &Obligation,
    earlier: &[Notification],
) -> Result<bool, StoreError> {
    let first =
        |it: &Notification| it.obligation_id.as_deref() == Some(&duty.id) && it.kind == NoticeKind::Initial;
    Ok(alive(db, earlier)?.iter().any(first))
}

/// The notifications that arrived or are on their way. One whose letter was refused for good, given up, or came back
/// serves nothing: it may be sent again.
///
/// # Errors
/// The store's own failures.
pub fn alive(db: &mut Db, earlier: &[Notification]) -> Result<Vec<Notification>, StoreError> {
    let mut alive = Vec::new();
    for notification in earlier {
        if is_alive(db, notification)? {
            alive.push(notification.clone());
        }
    }
    Ok(alive)
}

fn is_alive(db: &mut Db, notification: &Notification) -> Result<bool, StoreError> {
    let carried = notifications::mails_of(db, &notification.id)?;
    if carried.is_empty() {
        return Ok(true);
    }
    for id in carried {
        let state = mails::find(db, &id)?.map(|mail| mail.state);
        if !matches!(state, Some(MailState::Refused | MailState::Failed)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn nothing_to_send(case: &Case<'_>, none: bool) -> BreachRefused {
    let message = if case.breach.status == Status::NotABreach {
        "Il est établi qu’il n’y a pas de violation (RGPD, art. 4, 12))\u{a0}: il n’y a rien à notifier."
    } else if none {
        "Cette obligation n’existe pas pour cette violation."
    } else {
        "La notification initiale est déjà faite\u{a0}: envoyez un complément ou un retrait."
    };
    BreachRefused::stands("kind", message)
}

/// Every problem at once; the officer first.
pub(super) fn check(
    case: &Case<'_>,
    duty: &Obligation,
    asked: &Asked,
    done_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), BreachRefused> {
    let mut problems = Vec::new();
    if case.breach.status == Status::NotABreach && asked.kind != NoticeKind::Withdrawal {
        return Err(nothing_to_send(case, false));
    }
    let late = duty.due_at.is_some_and(|due| done_at > due);
    if asked.kind == NoticeKind::Initial && late && asked.late_reason.trim().is_empty() {
        let message =
            "L’échéance est passée\u{a0}: indiquez le motif du retard avant l’envoi (RGPD, art. 33, § 1).";
        problems.push(Problem::new("late_reason", message));
    }
    if asked.kind == NoticeKind::Withdrawal && asked.withdrawal_reasons.trim().is_empty() {
        problems.push(Problem::new(
            "withdrawal_reasons",
            "Dites pourquoi la notification est retirée.",
        ));
    }
    if done_at > now + SKEW {
        problems.push(Problem::new("done_at", "Cette date est dans le futur."));
    }
    if asked.duty == Kind::Cnil72h && asked.reference.trim().is_empty() {
        problems.push(Problem::new(
            "reference",
            "Indiquez le numéro que la CNIL a donné.",
        ));
    }
    for (field, text) in [
        ("late_reason", &asked.late_reason),
        ("withdrawal_reasons", &asked.withdrawal_reasons),
        ("reference", &asked.reference),
    ] {
        if text.chars().count() > TEXT_MAX {
            problems.push(Problem::new(field, "Ce texte est trop long."));
        }
    }
    if asked.duty == Kind::PersonsArt34 && asked.kind == NoticeKind::Initial {
        problems.extend(uncommunicated(case));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(BreachRefused::Problems(problems))
    }
}

/// The attachment that proves a filing, one of the dossier's own.
pub(super) fn proof(
    db: &mut Db,
    case: &Case<'_>,
    asked: &Asked,
) -> Result<Option<Attachment>, BreachRefused> {
    let Some(id) = &asked.proof else {
        return Ok(None);
    };
    if asked.duty != Kind::Cnil72h {
        let message = "Un récépissé ne se joint qu’à un dépôt à la CNIL.";
        return Err(BreachRefused::problem("proof", message));
    }
    let mut own = attachments::of_incident(db, &case.incident.id)?.into_iter();
    let found = own.find(|attachment| attachment.id == *id && attachment.purged.is_none());
    let foreign = || BreachRefused::problem("proof", "Cette pièce n’est pas jointe à ce dossier.");
    found.ok_or_else(foreign).map(Some)
}

/// What the record lacks of a communication to the persons (art. 34(2)).
fn uncommunicated(case: &Case<'_>) -> Vec<Problem> {
    let record = &case.breach.record;
    let told = record.communication == Some(Communication::Yes);
    let missing = [
        ("communication", told),
        ("informed_on", record.informed_on.is_some()),
        ("communication_means", record.communication_means.is_some()),
        ("communication_content", !record.communication_content.is_empty()),
    ];
    missing
        .into_iter()
        .filter(|(_, known)| !known)
        .map(|(name, _)| {
            let label = Field::named(name).map_or(name, |field| field.label);
            Problem::new(name, format!("Complétez d’abord le registre\u{a0}: {label}"))
        })
        .collect()
}
