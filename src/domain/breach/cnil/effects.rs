//! Sections 10 to 14 of the form: what may follow, what is done, and who else is told.

use super::super::notice::Notice;
use super::super::record::lists::{Communication, Impact, Nature, YesNoUnknown};
use super::super::record::{Listed, Record};
use super::super::risk::Risk;
use super::vocabulary::{self, OTHER};
use super::{SheetRow, listed, row, text, together, told, yes_no};

pub(super) fn consequences(_: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    record
        .nature
        .iter()
        .map(|nature| consequence(*nature, record))
        .collect()
}

fn consequence(nature: Nature, record: &Record) -> SheetRow {
    let (label, values, other) = match nature {
        Nature::Confidentiality => (
            "Conséquences potentielles en cas de perte de confidentialité",
            values(&record.confidentiality_consequences, vocabulary::confidentiality),
            "confidentiality_consequences_other",
        ),
        Nature::Integrity => (
            "Conséquences potentielles en cas de perte d’intégrité",
            values(&record.integrity_consequences, vocabulary::integrity),
            "integrity_consequences_other",
        ),
        Nature::Availability => (
            "Conséquences potentielles en cas de perte de disponibilité",
            values(&record.availability_consequences, vocabulary::availability),
            "availability_consequences_other",
        ),
    };
    row(label, together([values, told(record, other)]))
}

fn values<T: Copy>(answers: &[T], value: fn(T) -> Option<&'static str>) -> Option<String> {
    listed(
        answers
            .iter()
            .filter_map(|answer| value(*answer))
            .map(str::to_owned),
    )
}

pub(super) fn harm(_: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    let harms = listed(record.impacts.iter().filter_map(|impact| one_harm(*impact)));
    let severity = record.severity.and_then(vocabulary::severity);
    vec![
        row(
            "Préjudices potentiels pour les personnes concernées",
            together([harms, told(record, "impacts_description")]),
        ),
        row("Estimation du niveau de gravité", severity.and_then(text)),
    ]
}

/// A harm that the form does not list is written beside « Autre ».
fn one_harm(impact: Impact) -> Option<String> {
    let value = vocabulary::harm(impact)?;
    Some(if value == OTHER && impact != Impact::Other {
        format!("{OTHER}\u{a0}: {}", impact.choice().label)
    } else {
        value.to_owned()
    })
}

pub(super) fn measures_after(_: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    let names = ["measures_taken", "measures_after", "measures_after_description"];
    vec![row(
        "Mesures techniques et organisationnelles prises ou envisagées",
        together(names.map(|name| told(record, name))),
    )]
}

pub(super) fn communication(notice: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    let informed = record
        .communication
        .map(|answer| vocabulary::informed(answer).to_owned());
    let mut rows = vec![row("Information des personnes concernées", informed)];
    match record.communication {
        Some(Communication::Yes) => rows.extend(communicated(record)),
        Some(Communication::OnDate | Communication::DateToBeSet) => {
            rows.push(row(DAY, told(record, "planned_on")));
            rows.push(row(MEANS, None));
        }
        Some(Communication::NoHighRisk) => rows.push(row(NOT_INFORMED, no_high_risk(notice))),
        Some(Communication::Exempted) => {
            let reasons = together([told(record, "exemption"), told(record, "exemption_reasons")]);
            rows.push(row(NOT_INFORMED, reasons));
        }
        Some(Communication::Investigating) | None => {}
    }
    rows
}

const DAY: &str = "Date de l’information (ou date prévue)";
const MEANS: &str = "Moyen(s) de communication utilisé(s)";
const NOT_INFORMED: &str = "Motifs de l’absence d’information des personnes";

fn communicated(record: &Record) -> Vec<SheetRow> {
    let extent = together([told(record, "informed_extent"), told(record, "not_all_reasons")]);
    let means = ["communication_means", "communication_means_description"];
    vec![
        row(DAY, told(record, "informed_on")),
        row("Nombre de personnes informées", extent),
        row(MEANS, together(means.map(|name| told(record, name)))),
        row(
            "Contenu de l’information délivrée",
            told(record, "communication_content"),
        ),
    ]
}

/// The verdict bears this answer out only while it is not a high risk.
fn no_high_risk(notice: &Notice<'_>) -> Option<String> {
    let risk = notice.risk.filter(|risk| *risk != Risk::High)?;
    together([text(risk.label()), text(notice.risk_reasons)])
}

pub(super) fn elsewhere(_: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    let cross_border = record.cross_border.and_then(known);
    vec![
        row(
            "La violation concerne-t-elle un traitement transfrontalier (personnes d’autres États membres)\u{202f}?",
            cross_border.map(yes_no),
        ),
        row(
            "La violation a-t-elle été ou va-t-elle être notifiée à une autre autorité de protection des données\u{202f}?",
            other_protection_authority(record),
        ),
        row(
            "La violation a-t-elle été ou va-t-elle être notifiée à un autre organisme (ANSSI, police ou gendarmerie, \
             ARS…)\u{202f}?",
            other_authority(record),
        ),
    ]
}

fn known(answer: YesNoUnknown) -> Option<bool> {
    match answer {
        YesNoUnknown::Yes => Some(true),
        YesNoUnknown::No => Some(false),
        YesNoUnknown::Unknown => None,
    }
}

fn other_protection_authority(record: &Record) -> Option<String> {
    let named = told(record, "authorities_notified").or_else(|| told(record, "outside_eea_authorities"));
    match named {
        Some(named) => Some(format!("Oui\u{a0}: {named}")),
        None => (record.cross_border == Some(YesNoUnknown::No)).then(|| yes_no(false)),
    }
}

/// « Non » only when both kinds of authority are known not to be told.
fn other_authority(record: &Record) -> Option<String> {
    let answers = [record.criminal_complaint, record.other_authorities].map(|answer| answer.and_then(known));
    if answers.contains(&Some(true)) {
        let details = told(record, "other_authorities_details");
        return Some(details.map_or_else(|| yes_no(true), |details| format!("Oui\u{a0}: {details}")));
    }
    (answers == [Some(false); 2]).then(|| yes_no(false))
}
