//! The notification as it leaves: record, machine-readable form and document of one instant, sealed, and the letter that
//! carries them.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::super::super::letters;
use super::super::super::{Instance, new_id};
use super::super::Case;
use super::super::document::{self, Told};
use super::super::files::File;
use crate::documents::notification::Correspondent;
use crate::domain::breach::NoticeKind;
use crate::domain::breach::record::Field;
use crate::domain::instants::in_full;
use crate::domain::journal::canonical;
use crate::domain::obligations::Kind;
use crate::domain::people::Party;
use crate::links;
use crate::mail::letters::{Attached, BreachNotification, Letter, Links, Row};
use crate::signing::sha256_hex;
use crate::store::StoreError;
use crate::store::notifications::Notification;

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
        Kind::Breach48h => document_of(case, told, address)?,
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
        proof: told.proof.map(|proof| proof.id.clone()),
    })
}

/// The document; nothing keeps the failsafe from leaving, so that the letter and the machine-readable form go without it
/// rather than not at all.
fn document_of(case: &Case<'_>, told: &Told<'_>, address: &str) -> Result<Option<Vec<u8>>, StoreError> {
    match pdf(case, told, address) {
        Ok(pdf) => Ok(Some(pdf)),
        Err(_) if told.automatic => Ok(None),
        Err(refused) => Err(refused),
    }
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
        "files": told.files.iter().map(|file| &file.listed).collect::<Vec<_>>(),
        "proof": told.proof.map(|proof| json!({ "id": proof.id, "sha256": proof.sha256 })),
    })
}

/// The document of a notification to `address`.
///
/// # Errors
/// A document that cannot be laid out.
fn pdf(case: &Case<'_>, told: &Told<'_>, address: &str) -> Result<Vec<u8>, StoreError> {
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
    let files = attached(case, told, notification);
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
        missing: document::missing_by_part(case),
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

/// The document, its machine-readable form with the field numbers of the EDPB template, and the files marked.
fn attached(case: &Case<'_>, told: &Told<'_>, notification: &Notification) -> Vec<Attached> {
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
    let marked = told.files.iter().filter_map(|file: &File| file.attached.clone());
    pdf.into_iter().chain([json]).chain(marked).collect()
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
