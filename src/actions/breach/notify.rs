//! Notifying a breach: the 48 h letter to the DPD, sent by the officer or by the system itself; the CNIL filing and the
//! communication to the persons, recorded once they are made (GDPR art. 33 and 34). What is sent is frozen as sent.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::super::deadlines::{About, address_of};
use super::super::letters::{self, Outgoing};
use super::super::tell::{address_for, raise_no_address};
use super::super::{Instance, new_id};
use super::document::{self, Told};
use super::{BreachRefused, Case};
use crate::documents::notification::Correspondent;
use crate::domain::breach::record::Field;
use crate::domain::breach::record::lists::Communication;
use crate::domain::breach::{NoticeKind, Status, is_officer_of};
use crate::domain::incident::{Problem, TEXT_MAX};
use crate::domain::instants::in_full;
use crate::domain::journal::canonical;
use crate::domain::letter::LetterKind;
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Party, Role};
use crate::links;
use crate::mail::letters::{Attached, BreachNotification, Letter, Links, Row};
use crate::mail::message::is_address;
use crate::signing::sha256_hex;
use crate::store::notifications::{self, Notification};
use crate::store::obligations::{self, Obligation, Settled};
use crate::store::{Db, StoreError, steps};

/// Clocks of people's machines may be this much ahead of ours.
const SKEW: TimeDelta = TimeDelta::minutes(5);
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
    if seen.version.is_some_and(|version| version != case.breach.version) {
        return Err(BreachRefused::Changed);
    }
    let told = Told {
        kind: asked.kind,
        duty: &duty,
        late_reason: Some(asked.late_reason.trim()).filter(|reason| !reason.is_empty()),
        withdrawal_reasons: asked.withdrawal_reasons.trim(),
        automatic: false,
        earlier: &earlier,
        files: &[],
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
    let told = Told {
        kind: asked.kind,
        duty: &duty,
        late_reason: Some(asked.late_reason.trim()).filter(|reason| !reason.is_empty()),
        withdrawal_reasons: asked.withdrawal_reasons.trim(),
        automatic: false,
        earlier: &earlier,
        files: &[],
        at: now,
    };
    let about = About {
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
    let told = Told {
        kind: NoticeKind::Initial,
        duty,
        late_reason: late.then_some(reason),
        withdrawal_reasons: "",
        automatic: true,
        earlier: &earlier,
        files: &[],
        at: now,
    };
    send(db, instance, case, &told, "tocsin", now)
}

/// The duty served: pending for a first notification, whatever became of it for those that follow.
fn duty(
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
    own.retain(|duty| duty.kind == asked.duty && duty.state != State::Cancelled);
    own.retain(|duty| debtor.is_none_or(|debtor| duty.debtor == debtor));
    own.sort_by_key(|duty| !is_officer_of(by, duty.debtor));
    let of_own = |it: &&Notification| {
        it.duty == asked.duty
            && (debtor.is_none()
                || own
                    .iter()
                    .any(|duty| it.obligation_id.as_deref() == Some(&duty.id)))
    };
    let last = earlier.iter().rev().find(of_own);
    let open = own
        .iter()
        .find(|duty| duty.state == State::Pending && !is_served(duty, earlier));
    let found = match (asked.kind, last) {
        (NoticeKind::Initial, _) => open.ok_or_else(|| nothing_to_send(case, own.is_empty())),
        (_, Some(last)) if last.kind != NoticeKind::Withdrawal => {
            own.first().ok_or_else(|| nothing_to_send(case, true))
        }
        (_, _) => Err(BreachRefused::stands(
            "kind",
            "Rien n’a encore été notifié au titre de cette obligation\u{a0}: commencez par une notification initiale.",
        )),
    };
    found.cloned()
}

fn is_served(duty: &Obligation, earlier: &[Notification]) -> bool {
    earlier
        .iter()
        .any(|it| it.obligation_id.as_deref() == Some(&duty.id) && it.kind == NoticeKind::Initial)
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
fn check(
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
        "late_reason": notification.late_reason, "filing": notification.filing, "done_at": notification.done_at,
        "mail": mail,
    })
}

/// The notification as it leaves: record, payload and document of this instant, never changed afterwards.
///
/// # Errors
/// A document that cannot be laid out.
pub(super) fn frozen(
    case: &Case<'_>,
    told: &Told<'_>,
    address: &str,
    filing: Option<&str>,
    by: &str,
    now: DateTime<Utc>,
) -> Result<Notification, StoreError> {
    let content = content(case, told);
    let edpb = document::edpb_text(case, told)?;
    let pdf = match told.duty.kind {
        Kind::Breach48h => Some(pdf(case, told, address)?),
        _ => None,
    };
    let sealed = [
        canonical(&content).as_bytes(),
        edpb.as_bytes(),
        pdf.as_deref().unwrap_or_default(),
    ]
    .concat();
    let number = told.earlier.last().map_or(1, |last| last.number + 1);
    Ok(Notification {
        id: new_id(now),
        breach_id: case.breach.id.clone(),
        number,
        duty: told.duty.kind,
        obligation_id: Some(told.duty.id.clone()),
        kind: told.kind,
        automatic: told.automatic,
        complete: case.missing_for_complete().is_empty(),
        content,
        edpb,
        pdf,
        sha256: sha256_hex(&sealed),
        late_reason: told.late_reason.map(ToOwned::to_owned),
        filing: filing.map(ToOwned::to_owned),
        done_at: told.at,
        created_by: by.to_owned(),
        created_at: now,
    })
}

fn content(case: &Case<'_>, told: &Told<'_>) -> Value {
    let breach = &case.breach;
    let verdict = breach.verdict.as_ref();
    json!({
        "reference": breach.reference, "incident": case.incident.reference, "status": breach.status,
        "record": breach.record, "controllers": breach.controllers, "awareness": case.awareness,
        "risk": verdict.map(|verdict| verdict.risk), "risk_reasons": verdict.map(|verdict| &verdict.reasons),
        "missing_for_complete": case.missing_for_complete(), "withdrawal_reasons": told.withdrawal_reasons,
        "duty": { "kind": told.duty.kind, "starts_at": told.duty.starts_at, "due_at": told.duty.due_at },
        "files": told.files,
    })
}

/// The document of a notification to `address`.
///
/// # Errors
/// A document that cannot be laid out.
pub(super) fn pdf(case: &Case<'_>, told: &Told<'_>, address: &str) -> Result<Vec<u8>, StoreError> {
    let to = Correspondent {
        name: format!(
            "Délégué à la protection des données – {}",
            case.party_name(Party::Academie)
        ),
        address: Some(address.to_owned()),
    };
    let laid_out = document::document(case, &to, told).pdf(told.at);
    laid_out.map_err(|refused| StoreError::Corrupt(format!("notification: {refused}")))
}

/// The letter that carries a notification.
///
/// # Errors
/// A template that cannot be rendered.
pub(super) fn letter(
    instance: &Instance,
    case: &Case<'_>,
    told: &Told<'_>,
    notification: &Notification,
    acknowledgement: String,
) -> Result<Letter, StoreError> {
    let files = attached(case, notification);
    let page = links::breach(&case.breach.reference);
    let letter = BreachNotification {
        reference: case.breach.reference.clone(),
        dossier: case.incident.reference.clone(),
        kind: told.kind_line(notification.complete),
        school: document::school_line(case).unwrap_or_default(),
        from: case.party_name(told.duty.debtor),
        aware: in_full(told.duty.starts_at),
        due: told.duty.due_at.map(in_full).unwrap_or_default(),
        late: told.late_reason.map(ToOwned::to_owned),
        automatic: told.automatic,
        withdraws: told.kind == NoticeKind::Withdrawal,
        known: known(case),
        missing: document::missing(case),
        attachments: files.iter().map(|file| file.name.clone()).collect(),
        clause: told.duty.clause.clone(),
        links: Links {
            dossier: format!("{}{page}", instance.public_url),
            acknowledgement,
        },
        exercise: case.incident.exercise,
    };
    let mut letter = letters::written(letter.letter())?;
    letter.attachments = files;
    Ok(letter)
}

/// The document, and its machine-readable form with the field numbers of the EDPB template.
fn attached(case: &Case<'_>, notification: &Notification) -> Vec<Attached> {
    let name = format!("{}-{}", case.breach.reference, notification.number);
    let pdf = notification.pdf.clone().map(|bytes| Attached {
        name: format!("{name}.pdf"),
        media_type: "application/pdf",
        bytes,
    });
    let json = Attached {
        name: format!("{name}.json"),
        media_type: "application/json",
        bytes: notification.edpb.clone().into_bytes(),
    };
    pdf.into_iter().chain([json]).collect()
}

/// What the body of the letter says: closed lists and figures only, nothing that could name a person.
fn known(case: &Case<'_>) -> Vec<Row> {
    let record = &case.breach.record;
    let names = [
        "nature",
        "incident_kind",
        "cause",
        "persons_categories",
        "persons_count",
        "data_categories",
    ];
    let rows = names.into_iter().filter_map(|name| {
        let field = Field::named(name)?;
        Some(Row::new(field.label, record.told_in_french(field)?))
    });
    let risk = match &case.breach.verdict {
        Some(verdict) => verdict.risk.label(),
        None => "pas encore apprécié",
    };
    rows.chain([Row::new("Risque", risk)]).collect()
}
