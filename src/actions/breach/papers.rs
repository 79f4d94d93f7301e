//! Papers that a person carries elsewhere: the sheet to copy into the form of the CNIL, the model letter to families
//! and staff. Nothing is recorded.

use chrono::{DateTime, Utc};

use super::Case;
use crate::documents::families_letter::FamiliesLetter;
use crate::documents::section::Section;
use crate::documents::sheet_to_copy::SheetToCopy;
use crate::domain::breach::cnil::{SheetSection, sheet};
use crate::domain::breach::record::Field;
use crate::domain::breach::{Notice, NoticeKind};
use crate::domain::instants::{day, in_full};
use crate::domain::obligations::Kind;
use crate::store::StoreError;
use crate::store::notifications::Notification;
use crate::store::obligations::Obligation;

/// Where the CNIL takes notifications: a page for people, and nothing else.
pub const CNIL_FORM: &str = "https://notifications.cnil.fr/notifications/violation";

/// What is to be copied, in the order of the form of the CNIL.
#[must_use]
pub fn cnil_sections(
    case: &Case<'_>,
    duty: Option<&Obligation>,
    earlier: &[Notification],
) -> Vec<SheetSection> {
    let filed: Vec<&Notification> = earlier.iter().filter(|it| it.duty == Kind::Cnil72h).collect();
    let verdict = case.breach.verdict.as_ref();
    let notice = Notice {
        kind: if filed.is_empty() {
            NoticeKind::Initial
        } else {
            NoticeKind::FollowUp
        },
        complete: case.missing_for_complete().is_empty(),
        withdrawal_reasons: "",
        previous_id: filed
            .iter()
            .rev()
            .find_map(|it| it.filing.as_deref())
            .unwrap_or_default(),
        reference: &case.breach.reference,
        aware_at: duty
            .map(|duty| duty.starts_at)
            .or_else(|| case.controller_aware_at()),
        late_reason: duty
            .and_then(|duty| duty.late_reason.as_deref())
            .unwrap_or_default(),
        risk: verdict.map(|verdict| verdict.risk),
        risk_reasons: verdict
            .map(|verdict| verdict.reasons.as_str())
            .unwrap_or_default(),
        attachments: Vec::new(),
    };
    sheet(&notice, &case.breach.record)
}

/// The same as a PDF.
///
/// # Errors
/// A document that cannot be laid out.
pub fn cnil_pdf(
    case: &Case<'_>,
    duty: Option<&Obligation>,
    earlier: &[Notification],
    now: DateTime<Utc>,
) -> Result<Vec<u8>, StoreError> {
    let sections = cnil_sections(case, duty, earlier)
        .into_iter()
        .map(|section| Section {
            title: section.title.to_owned(),
            rows: section
                .rows
                .into_iter()
                .map(|row| (row.label.to_owned(), row.value))
                .collect(),
        });
    let controllers = case
        .breach
        .controllers
        .iter()
        .map(|party| case.party_name(*party));
    let sheet = SheetToCopy {
        reference: case.breach.reference.clone(),
        title: "Fiche à recopier dans le téléservice de la CNIL".to_owned(),
        exercise: case.incident.exercise,
        controller: match duty {
            Some(duty) => case.party_name(duty.debtor),
            None => controllers.collect::<Vec<_>>().join(", "),
        },
        due: duty.and_then(|duty| duty.due_at).map(in_full).unwrap_or_default(),
        form: CNIL_FORM.to_owned(),
        generated: in_full(now),
        sections: sections.collect(),
    };
    sheet
        .pdf(now)
        .map_err(|refused| StoreError::Corrupt(format!("sheet to copy: {refused}")))
}

/// The model letter to the persons, filled from the record; what nobody has written yet is a passage to complete.
#[must_use]
pub fn families_letter(case: &Case<'_>, now: DateTime<Utc>) -> FamiliesLetter {
    let record = &case.breach.record;
    let school = Some(&case.incident.establishment_name).filter(|name| !name.is_empty());
    let controllers: Vec<String> = case
        .breach
        .controllers
        .iter()
        .map(|party| case.party_name(*party))
        .collect();
    FamiliesLetter {
        reference: case.breach.reference.clone(),
        exercise: case.incident.exercise,
        sender: school.cloned().unwrap_or_else(|| controllers.join(", ")),
        addressees: match school {
            Some(school) => format!("Aux familles et aux personnels\u{a0}: {school}"),
            None => String::new(),
        },
        place_and_date: format!("[À compléter\u{a0}: lieu], le {}", day(now)),
        what_happened: what_happened(case),
        contact: joined(" – ", [&record.dpo_name, &record.dpo_contact]),
        consequences: told(case, &["impacts", "impacts_description"]),
        measures: joined("\n", [&record.measures_taken, &record.measures_after_description]),
        advice: Vec::new(),
        signatory: String::new(),
    }
}

/// The model letter as a PDF.
///
/// # Errors
/// A document that cannot be laid out.
pub fn families_letter_pdf(case: &Case<'_>, now: DateTime<Utc>) -> Result<Vec<u8>, StoreError> {
    let laid_out = families_letter(case, now).pdf(now);
    laid_out.map_err(|refused| StoreError::Corrupt(format!("letter to families: {refused}")))
}

/// What was already told the persons if it was written; otherwise the story and the data touched.
fn what_happened(case: &Case<'_>) -> String {
    let record = &case.breach.record;
    if !record.communication_content.is_empty() {
        return record.communication_content.clone();
    }
    let mut parts: Vec<String> = Vec::new();
    if let Some(began) = record.started_at {
        parts.push(format!("Date des faits\u{a0}: {}.", in_full(began)));
    }
    if !record.description.is_empty() {
        parts.push(record.description.clone());
    }
    let data = told(case, &["data_categories", "data_description"]);
    if !data.is_empty() {
        parts.push(format!("Données concernées\u{a0}: {data}"));
    }
    parts.join("\n")
}

fn told(case: &Case<'_>, names: &[&str]) -> String {
    let record = &case.breach.record;
    let fields = names.iter().filter_map(|name| Field::named(name));
    let told = fields
        .filter(|field| !field.told(record).is_pending())
        .filter_map(|field| record.told_in_french(field));
    told.collect::<Vec<_>>().join("\n")
}

fn joined<const N: usize>(between: &str, parts: [&String; N]) -> String {
    let known = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str);
    known.collect::<Vec<_>>().join(between)
}
