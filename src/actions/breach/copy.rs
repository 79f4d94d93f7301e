//! The breach as it stands now in the form of each template, to be read or copied. Nothing is sent or recorded.

use chrono::{DateTime, Utc};

use super::Case;
use crate::documents::section::Section;
use crate::documents::sheet_to_copy::SheetToCopy;
use crate::domain::breach::cnil::{SheetSection, TO_COMPLETE, sheet};
use crate::domain::breach::{Notice, NoticeKind, edpb};
use crate::domain::instants::in_full;
use crate::domain::obligations::{Kind, State};
use crate::store::notifications::{self, Notification};
use crate::store::obligations;
use crate::store::{Db, StoreError};

/// Where the form of the CNIL is; it takes notifications in no other way.
const FORM: &str = "https://notifications.cnil.fr/notifications/violation";

/// The facts beside the record as they stand: a first filing until the CNIL gave a number, a follow-up after that.
fn notice<'a>(case: &'a Case<'_>, earlier: &'a [Notification]) -> Notice<'a> {
    let verdict = case.breach.verdict.as_ref();
    let filed = earlier.iter().rev().find_map(|it| it.filing.as_deref());
    let late = earlier.iter().rev().find_map(|it| it.late_reason.as_deref());
    Notice {
        kind: match filed {
            Some(_) => NoticeKind::FollowUp,
            None => NoticeKind::Initial,
        },
        complete: case.missing_for_complete().is_empty(),
        withdrawal_reasons: "",
        previous_id: filed.unwrap_or_default(),
        reference: &case.breach.reference,
        aware_at: case.controller_aware_at(),
        late_reason: late.unwrap_or_default(),
        risk: verdict.map(|verdict| verdict.risk),
        risk_reasons: verdict
            .map(|verdict| verdict.reasons.as_str())
            .unwrap_or_default(),
        attachments: Vec::new(),
    }
}

/// The machine-readable form of today, valid against the schema of the EDPB template.
///
/// # Errors
/// The store's own failures.
pub fn edpb_text(db: &mut Db, case: &Case<'_>) -> Result<String, StoreError> {
    let earlier = notifications::of_breach(db, &case.breach.id)?;
    let payload = edpb::payload(&notice(case, &earlier), &case.breach.record);
    Ok(serde_json::to_string_pretty(&payload)?)
}

/// What to type into the form of the CNIL today, section by section.
///
/// # Errors
/// The store's own failures.
pub fn cnil_sections(db: &mut Db, case: &Case<'_>) -> Result<Vec<SheetSection>, StoreError> {
    let earlier = notifications::of_breach(db, &case.breach.id)?;
    Ok(sheet(&notice(case, &earlier), &case.breach.record))
}

/// By when (UTC) the CNIL is to be notified: the first of several controllers; `None` when it is not.
///
/// # Errors
/// The store's own failures.
pub fn cnil_due(db: &mut Db, case: &Case<'_>) -> Result<Option<DateTime<Utc>>, StoreError> {
    let duties = obligations::of_incident(db, &case.incident.id)?;
    let of_cnil = duties
        .into_iter()
        .filter(|duty| duty.kind == Kind::Cnil72h && duty.state != State::Cancelled);
    Ok(of_cnil.filter_map(|duty| duty.due_at).min())
}

/// The sheet to copy from, on paper.
///
/// # Errors
/// The store's own failures.
pub fn cnil_sheet(db: &mut Db, case: &Case<'_>, now: DateTime<Utc>) -> Result<SheetToCopy, StoreError> {
    let controllers = case.breach.controllers.iter();
    let controllers: Vec<String> = controllers.map(|party| case.party_name(*party)).collect();
    let due = cnil_due(db, case)?;
    Ok(SheetToCopy {
        reference: case.breach.reference.clone(),
        title: "Fiche à recopier dans le formulaire de la CNIL".to_owned(),
        exercise: case.incident.exercise,
        controller: controllers.join(", "),
        due: due.map_or_else(|| "aucune échéance en l’état du dossier".to_owned(), in_full),
        form: FORM.to_owned(),
        generated: in_full(now),
        sections: cnil_sections(db, case)?.into_iter().map(on_paper).collect(),
    })
}

/// The paper marks by itself what is not known.
fn on_paper(section: SheetSection) -> Section {
    let known = |value: String| {
        if value == TO_COMPLETE {
            String::new()
        } else {
            value
        }
    };
    let rows = section.rows.into_iter();
    Section {
        title: section.title.to_owned(),
        rows: rows.map(|row| (row.label.to_owned(), known(row.value))).collect(),
    }
}
