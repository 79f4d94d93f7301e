//! Sections 6 to 9 of the form: when, what, whose data, and what protected them.

use super::super::notice::{Notice, NoticeKind};
use super::super::record::lists::{CountKind, DataCategory, IncidentKind, Occurrence, PersonsCategory};
use super::super::record::{Listed, Record};
use super::vocabulary::{self, Data, OTHER, OTHER_DATA, OTHER_PERSONS};
use super::{SheetRow, listed, row, text, together, told, yes_no};
use crate::domain::instants;

pub(super) fn dates(notice: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    let mut rows = vec![row(
        "Période de la violation déterminée\u{202f}?",
        period_known(record),
    )];
    rows.extend(period(record));
    rows.push(row(
        "Violation toujours en cours",
        record.occurrence.and_then(ongoing),
    ));
    let aware = notice.aware_at.map(instants::in_full);
    rows.push(row("Date et heure de prise de connaissance", aware));
    rows.extend(told(record, "timeline_comments").map(|text| row("Commentaires sur les dates", Some(text))));
    let discovery = together([told(record, "discovery"), told(record, "discovery_description")]);
    rows.push(row("Circonstances de la découverte de la violation", discovery));
    if notice.kind == NoticeKind::Initial && !notice.late_reason.is_empty() {
        rows.push(row("Motifs du retard", text(notice.late_reason)));
    }
    rows
}

fn period_known(record: &Record) -> Option<String> {
    let known = match record.occurrence? {
        Occurrence::SpecificDay | Occurrence::Period | Occurrence::Ongoing => true,
        Occurrence::Undeterminable | Occurrence::ToBeDetermined => false,
    };
    let estimated = known && record.dates_estimated == Some(true);
    Some(if estimated {
        "Oui (dates estimées)".to_owned()
    } else {
        yes_no(known)
    })
}

fn period(record: &Record) -> Vec<SheetRow> {
    let start = || row("Date et heure de début", told(record, "started_at"));
    let end = || row("Date et heure de fin", told(record, "ended_at"));
    match record.occurrence {
        Some(Occurrence::SpecificDay | Occurrence::Period) => vec![start(), end()],
        Some(Occurrence::Ongoing) => vec![start()],
        Some(Occurrence::Undeterminable | Occurrence::ToBeDetermined) | None => Vec::new(),
    }
}

/// `None` when the period is not known: the breach may go on.
fn ongoing(occurrence: Occurrence) -> Option<String> {
    match occurrence {
        Occurrence::SpecificDay | Occurrence::Period => Some(yes_no(false)),
        Occurrence::Ongoing => Some(yes_no(true)),
        Occurrence::Undeterminable | Occurrence::ToBeDetermined => None,
    }
}

pub(super) fn about(_: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    let natures = record
        .nature
        .iter()
        .map(|nature| vocabulary::nature(*nature).to_owned());
    let cause = record.cause.map(|cause| vocabulary::cause(cause).to_owned());
    let description = together([told(record, "description"), told(record, "systems")]);
    vec![
        row("Nature de la violation", listed(natures)),
        row(
            "Origine de l’incident",
            record.incident_kind.and_then(|kind| origin(kind, record)),
        ),
        row("Cause de l’incident", cause),
        row("Descriptif détaillé de la violation", description),
    ]
}

fn origin(kind: IncidentKind, record: &Record) -> Option<String> {
    let value = vocabulary::origin(kind)?;
    match (value, told(record, "incident_kind")) {
        (OTHER, Some(ours)) if kind != IncidentKind::Other => Some(format!("{OTHER}\u{a0}: {ours}")),
        (value, _) => Some(value.to_owned()),
    }
}

pub(super) fn data_and_persons(_: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    let data = together([
        ordinary(&record.data_categories),
        told(record, "data_description"),
    ]);
    let persons = together([
        persons(&record.persons_categories),
        told(record, "persons_description"),
    ]);
    vec![
        row("Nature des données concernées", data),
        row("Données sensibles", sensitive(&record.data_categories)),
        row(
            "Nombre approximatif d’enregistrements concernés",
            number(record, record.records_count_kind, "records_count"),
        ),
        row("Catégories de personnes concernées", persons),
        row(
            "Nombre approximatif de personnes concernées",
            number(record, record.persons_count_kind, "persons_count"),
        ),
    ]
}

/// A value with a free text comes last, so that what follows reads as its text.
fn last(values: Vec<String>, other: &str) -> Option<String> {
    let (others, mut values): (Vec<String>, Vec<String>) =
        values.into_iter().partition(|value| value == other);
    values.extend(others);
    listed(values)
}

fn ordinary(categories: &[DataCategory]) -> Option<String> {
    let values = categories
        .iter()
        .filter_map(|category| match vocabulary::data(*category) {
            Data::Ordinary(value) => Some(value.to_owned()),
            Data::Sensitive(_) => None,
        });
    last(values.collect(), OTHER_DATA)
}

/// « Aucune » only once the categories are known.
fn sensitive(categories: &[DataCategory]) -> Option<String> {
    if categories.is_empty() || categories.contains(&DataCategory::NotYetKnown) {
        return None;
    }
    let values = categories
        .iter()
        .filter_map(|category| match vocabulary::data(*category) {
            Data::Sensitive(value) => Some(value.to_owned()),
            Data::Ordinary(_) => None,
        });
    listed(values).or_else(|| text("Aucune"))
}

fn persons(categories: &[PersonsCategory]) -> Option<String> {
    let values = categories
        .iter()
        .map(|category| vocabulary::persons(*category).to_owned());
    last(values.collect(), OTHER_PERSONS)
}

fn number(record: &Record, kind: Option<CountKind>, name: &str) -> Option<String> {
    match kind? {
        CountKind::Exact | CountKind::Approximate => told(record, name),
        CountKind::Undeterminable => text(CountKind::Undeterminable.choice().label),
        CountKind::ToBeDetermined => None,
    }
}

pub(super) fn measures_before(_: &Notice<'_>, record: &Record) -> Vec<SheetRow> {
    let measures = together([
        told(record, "measures_before"),
        told(record, "measures_before_description"),
    ]);
    vec![row("Mesures de sécurité préalables à la violation", measures)]
}
