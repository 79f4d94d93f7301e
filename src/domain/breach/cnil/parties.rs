//! Sections 1 to 5 of the form: what is notified, by whom, and who else is involved.

use super::super::notice::{Notice, NoticeKind};
use super::super::record::Record;
use super::super::record::lists::{ContactPoint, IdentifierKind, ReporterFunction, YesNo};
use super::{SheetRow, row, text, together, told};

pub(super) fn notification(notice: &Notice<'_>, _: &Record) -> Vec<SheetRow> {
    let kind = match (notice.kind, notice.complete) {
        (NoticeKind::Initial, true) => "Notification complète",
        (kind, _) => kind.label(),
    };
    let mut rows = vec![row("Type de notification", text(kind))];
    if notice.kind != NoticeKind::Initial {
        rows.push(row(
            "Numéro de la notification initiale à compléter",
            text(notice.previous_id),
        ));
    }
    if notice.kind == NoticeKind::Withdrawal {
        rows.push(row("Motifs du retrait", text(notice.withdrawal_reasons)));
    }
    rows
}

pub(super) fn organisation(_: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    let identifier = |kind| {
        let is_it = record.controller_identifier_kind == Some(kind);
        text(&record.controller_identifier).filter(|_| is_it)
    };
    vec![
        row("Numéro SIREN", identifier(IdentifierKind::CompanyId)),
        row("Dénomination", told(record, "controller_name")),
        row(
            "Numéro de TVA intracommunautaire",
            identifier(IdentifierKind::VatNumber),
        ),
        row("Secteur d’activité", told(record, "economic_activity")),
        row("Effectif", None),
        row(
            "Adresse postale, code postal, ville, pays",
            told(record, "controller_contact"),
        ),
    ]
}

pub(super) fn legal_representative(_: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    let reports = record.reporter_function == Some(ReporterFunction::LegalRepresentative);
    let person = together([told(record, "reporter_name"), told(record, "reporter_contact")]);
    vec![row(
        "Civilité, nom, prénom, adresse électronique du responsable légal",
        person.filter(|_| reports),
    )]
}

pub(super) fn contact(_: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    let person = match record.more_information_from {
        Some(ContactPoint::Other) => [
            told(record, "contact_name"),
            told(record, "contact_function"),
            told(record, "contact_details"),
        ],
        Some(ContactPoint::Dpo) => [officer(record), None, None],
        Some(ContactPoint::Reporter) | None => [
            told(record, "reporter_name"),
            told(record, "reporter_function_description").or_else(|| told(record, "reporter_function")),
            told(record, "reporter_contact"),
        ],
    };
    vec![
        row(
            "Civilité, nom, prénom, fonction, adresse électronique, téléphone de la personne à contacter",
            together(person),
        ),
        row(
            "Délégué à la protection des données (nom et coordonnées)",
            officer(record),
        ),
    ]
}

/// The officer, who may be the person who reports.
fn officer(record: &Record) -> Option<String> {
    if record.reporter_function == Some(ReporterFunction::Dpo) {
        return together([told(record, "reporter_name"), told(record, "reporter_contact")]);
    }
    if record.dpo_designated == Some(YesNo::No) {
        return text("Aucun délégué n’est désigné");
    }
    together([told(record, "dpo_name"), told(record, "dpo_contact")])
}

pub(super) fn other_bodies(_: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    let bodies = match record.other_parties_involved {
        Some(YesNo::No) => text("Aucun"),
        Some(YesNo::Yes) | None => together([
            told(record, "other_parties_names"),
            told(record, "other_parties_qualification"),
            told(record, "other_parties_contact"),
        ]),
    };
    vec![row(
        "Sous-traitants, responsables conjoints ou autres organismes impliqués (nom, qualité, coordonnées)",
        bodies,
    )]
}
