//! Notifying a breach: the 48 h letter to the DPD, sent by the officer or by the system itself; the CNIL filing and the
//! communication to the persons, recorded once they are made (GDPR art. 33 and 34). What is sent is frozen as sent.

mod choosing;
mod frozen;

pub use choosing::alive;
pub(in crate::actions) use choosing::is_served;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use self::choosing::{check, duty, proof};
use self::frozen::{frozen, letter};
use super::super::Instance;
use super::super::deadlines::{About, address_of};
use super::super::letters::{self, Outgoing};
use super::super::tell::{address_for, raise_no_address};
use super::document::Told;
use super::files;
use super::{BreachRefused, Case};
use crate::domain::breach::{NoticeKind, is_officer_of};
use crate::domain::letter::LetterKind;
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Party, Role};
use crate::mail::letters::Letter;
use crate::mail::message::is_address;
use crate::store::notifications::{self, Notification};
use crate::store::obligations::{self, Obligation, Settled};
use crate::store::{Db, StoreError, steps};

/// Who the 48 h notification is for.
const DPD: (Party, Role) = (Party::Academie, Role::Dpd);
/// What stands in a preview where the letter will carry the link of its recipient.
const PERSONAL_LINK: &str = "[lien personnel du destinataire, créé à l’envoi]";

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The duty served: `breach_48h`, `cnil_72h` or `persons_art34`.
    pub duty: Kind,
    /// Place in the chain.
    pub kind: NoticeKind,
    /// Why it is late; asked for before anything leaves.
    pub late_reason: String,
    /// Number under which it was filed at the CNIL.
    pub reference: String,
    /// When it was filed or communicated (UTC); now unless given.
    pub done_at: Option<DateTime<Utc>>,
    /// Why an earlier one is taken back.
    pub withdrawal_reasons: String,
    /// The attachment of the dossier that proves a filing at the CNIL.
    pub proof: Option<String>,
}

/// Notifies, or records a notification made elsewhere.
///
/// # Errors
/// [`BreachRefused`]; nothing is recorded or sent then.
pub fn notify(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    reference: &str,
    asked: &Asked,
    now: DateTime<Utc>,
) -> Result<Notification, BreachRefused> {
    notify_as_seen(db, instance, by, reference, asked, Seen::default(), now)
}

/// What a person had before their eyes when they asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// The version of the breach that was shown; what changed since is not sent unseen.
    pub version: Option<i64>,
    /// The party whose duty it is, where several owe the same.
    pub debtor: Option<Party>,
}

/// As [`notify`], unless the breach changed since it was seen.
///
/// # Errors
/// As [`notify`], and [`BreachRefused::Changed`].
pub fn notify_as_seen(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    reference: &str,
    asked: &Asked,
    seen: Seen,
    now: DateTime<Utc>,
) -> Result<Notification, BreachRefused> {
    let case = Case::of(db, instance, by, reference)?;
    let earlier = notifications::of_breach(db, &case.breach.id)?;
    let duty = duty(db, &case, by, asked, seen.debtor, &earlier)?;
    if !is_officer_of(by, duty.debtor) {
        let message = "Notifier revient au délégué à la protection des données de la partie qui doit, ou au chef \
                       d’établissement pour son collège.";
        return Err(BreachRefused::NotTheOfficer(message.to_owned()));
    }
    let done_at = asked.done_at.unwrap_or(now);
    check(&case, &duty, asked, done_at, now)?;
    let proof = proof(db, &case, asked)?;
    if seen.version.is_some_and(|version| version != case.breach.version) {
        return Err(BreachRefused::Changed);
    }
    let files = match asked.duty {
        Kind::Breach48h => files::marked(db, instance, &case)?,
        _ => Vec::new(),
    };
    let told = Told {
        kind: asked.kind,
        duty: &duty,
        late_reason: Some(asked.late_reason.trim()).filter(|reason| !reason.is_empty()),
        withdrawal_reasons: asked.withdrawal_reasons.trim(),
        automatic: false,
        earlier: &earlier,
        files: &files,
        proof: proof.as_ref(),
        at: done_at,
    };
    match asked.duty {
        Kind::Breach48h => send(db, instance, &case, &told, &by.id, now)?.ok_or_else(|| {
            BreachRefused::stands("address", "Aucune adresse de courriel n’est connue pour le DPD.")
        }),
        _ => record_elsewhere(db, &case, &told, asked.reference.trim(), &by.id, now),
    }
}

/// What would leave now, exactly: the letter with its attachments, and the notification that would be frozen.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The letter; words stand in the place of its acknowledgement link.
    pub letter: Letter,
    /// Where it would go; empty when nobody knows.
    pub address: String,
    /// The notification.
    pub notification: Notification,
}

/// The 48 h notification as it would leave now. Nothing is recorded.
///
/// # Errors
/// As [`notify`].
pub fn preview(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    reference: &str,
    asked: &Asked,
    now: DateTime<Utc>,
) -> Result<Preview, BreachRefused> {
    let case = Case::of(db, instance, by, reference)?;
    let earlier = notifications::of_breach(db, &case.breach.id)?;
    let duty = duty(db, &case, by, asked, None, &earlier)?;
    let files = match asked.duty {
        Kind::Breach48h => files::marked(db, instance, &case)?,
        _ => Vec::new(),
    };
    let told = Told {
        kind: asked.kind,
        duty: &duty,
        late_reason: Some(asked.late_reason.trim()).filter(|reason| !reason.is_empty()),
        withdrawal_reasons: asked.withdrawal_reasons.trim(),
        automatic: false,
        earlier: &earlier,
        files: &files,
        proof: None,
        at: now,
    };
    let about = About {
        instance,
        incident: &case.incident,
        case: Some(&case),
        pack: case.pack.as_deref(),
    };
    let known = address_of(db, about, DPD)?;
    let address = address_for(instance, &case.incident, &known);
    let notification = frozen(&case, &told, &address, None, &by.id, now)?;
    let letter = letter(instance, &case, &told, &notification, PERSONAL_LINK.to_owned())?;
    Ok(Preview {
        letter,
        address,
        notification,
    })
}

/// Sends by itself the initial notification with what is known; `None` when nobody can be written to, which raises an
/// alarm.
///
/// # Errors
/// The store's own failures, or a document that cannot be laid out.
pub(in crate::actions) fn send_by_itself(
    db: &mut Db,
    instance: &Instance,
    case: &Case<'_>,
    duty: &Obligation,
    now: DateTime<Utc>,
) -> Result<Option<Notification>, StoreError> {
    let earlier = notifications::of_breach(db, &case.breach.id)?;
    let late = duty.is_overdue(now);
    let reason = "Tocsin n’a pas pu envoyer la notification avant l’échéance (interruption du service ou dossier ouvert \
                  tardivement)\u{a0}; elle est partie dès que possible, sans intervention.";
    let files = files::marked(db, instance, case)?;
    let told = Told {
        kind: NoticeKind::Initial,
        duty,
        late_reason: late.then_some(reason),
        withdrawal_reasons: "",
        automatic: true,
        earlier: &earlier,
        files: &files,
        proof: None,
        at: now,
    };
    send(db, instance, case, &told, "tocsin", now)
}

/// Sends the 48 h notification: frozen, queued, chained, journaled.
fn send(
    db: &mut Db,
    instance: &Instance,
    case: &Case<'_>,
    told: &Told<'_>,
    by: &str,
    now: DateTime<Utc>,
) -> Result<Option<Notification>, StoreError> {
    let about = About {
        instance,
        incident: &case.incident,
        case: Some(case),
        pack: case.pack.as_deref(),
    };
    let known = address_of(db, about, DPD)?;
    let address = address_for(instance, &case.incident, &known);
    if !is_address(&address) {
        raise_no_address(db, &case.incident, DPD, now)?;
        return Ok(None);
    }
    let notification = frozen(case, told, &address, None, by, now)?;
    notifications::insert(db, &notification)?;
    let outgoing = Outgoing {
        kind: LetterKind::BreachNotification,
        to_role: Some(DPD),
        address,
        meets: if told.duty.state == State::Pending {
            vec![told.duty.id.clone()]
        } else {
            Vec::new()
        },
    };
    let write = |acknowledgement| letter(instance, case, told, &notification, acknowledgement);
    let mail = letters::queue(db, instance, Some(&case.incident), outgoing, write, now)?;
    notifications::carry(db, &notification.id, &mail)?;
    case.record(
        db,
        by,
        "breach_notified",
        journaled(&notification, Some(&mail)),
        now,
    )?;
    Ok(Some(notification))
}

/// Records a filing at the CNIL or a communication to the persons: it meets its duty.
fn record_elsewhere(
    db: &mut Db,
    case: &Case<'_>,
    told: &Told<'_>,
    filing: &str,
    by: &str,
    now: DateTime<Utc>,
) -> Result<Notification, BreachRefused> {
    let filing = Some(filing).filter(|filing| !filing.is_empty());
    let notification = frozen(case, told, "", filing, by, now)?;
    notifications::insert(db, &notification)?;
    if told.duty.state == State::Pending {
        let settled = Settled::Met {
            at: told.at,
            late_reason: told.late_reason,
        };
        obligations::settle(db, told.duty, &settled, Some(by))?;
        steps::drop_open(db, &told.duty.id)?;
    }
    case.record(db, by, "breach_notified", journaled(&notification, None), now)?;
    Ok(notification)
}

fn journaled(notification: &Notification, mail: Option<&str>) -> Value {
    json!({
        "number": notification.number, "duty": notification.duty, "kind": notification.kind,
        "automatic": notification.automatic, "complete": notification.complete, "sha256": notification.sha256,
        "document": notification.pdf.is_some(), "late_reason": notification.late_reason, "filing": notification.filing, "done_at": notification.done_at,
        "proof": notification.proof, "mail": mail,
    })
}
