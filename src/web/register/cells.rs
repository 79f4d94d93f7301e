//! One breach as the cells of its line.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::super::wording;
use super::closing::closing;
use super::standing::{Side, of_kind, standing};
use super::{COLUMNS, Entry};
use crate::documents::sheet::Cell;
use crate::domain::breach::record::{Field, Record};
use crate::domain::breach::{Risk, Status};
use crate::domain::instants::in_full;
use crate::domain::obligations::{Kind, State};
use crate::domain::severity::{Band, Points};

/// The cells of a breach, one under each column.
pub(super) fn line(entry: &Entry, now: DateTime<Utc>) -> Vec<Cell> {
    COLUMNS
        .iter()
        .map(|heading| cell(entry, heading.id, now))
        .collect()
}

fn cell(entry: &Entry, column: &str, now: DateTime<Utc>) -> Cell {
    let record = &entry.listed.breach.record;
    match column {
        "person_count" => number(record.persons_count),
        "record_count" => number(record.records_count),
        other => text(words(entry, other, now)),
    }
}

fn number(count: Option<u32>) -> Cell {
    count.map_or(Cell::Empty, |count| Cell::Number(f64::from(count)))
}

fn text(words: String) -> Cell {
    if words.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(words)
    }
}

fn words(entry: &Entry, column: &str, now: DateTime<Utc>) -> String {
    let record = &entry.listed.breach.record;
    match column {
        "reference" => entry.listed.breach.reference.clone(),
        "school" => school(entry),
        "controller" => controller(entry),
        "occurred" => told(record, &["occurrence", "started_at", "ended_at"]),
        "aware_at" => awareness(entry),
        "facts" => facts(entry),
        "natures" => told(record, &["nature"]),
        "origins_causes" => told(record, &["incident_kind", "cause"]),
        "person_categories" => told(record, &["persons_categories", "persons_description"]),
        "data_categories" => told(record, &["data_categories", "data_description"]),
        "effects" => effects(record),
        "severity" => severity(entry),
        "risk_outcome" => risk(entry),
        "measures" => told(
            record,
            &["measures_taken", "measures_after", "measures_after_description"],
        ),
        "partner_notified_at" => standing(entry, Side::Dpd, now),
        "cnil_notified_at" => cnil(entry, now),
        "cnil_not_notified_reason" => not_notified(entry),
        "delay_reasons" => delays(entry),
        "persons_informed" => informed(entry),
        "persons_not_informed_reason" => not_informed(entry),
        "closed_at" => closing(entry),
        _ => String::new(),
    }
}

/// The answers to these fields, one to a line.
fn told(record: &Record, fields: &[&str]) -> String {
    let fields = fields.iter().filter_map(|name| Field::named(name));
    lines(fields.filter_map(|field| record.told_in_french(field)))
}

/// The answers to these fields, each after its label.
fn labelled(record: &Record, fields: &[&str]) -> String {
    let fields = fields.iter().filter_map(|name| Field::named(name));
    lines(fields.filter_map(|field| {
        let answer = record.told_in_french(field)?;
        Some(format!("{}\u{a0}: {answer}", field.label))
    }))
}

fn lines(parts: impl Iterator<Item = String>) -> String {
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn school(entry: &Entry) -> String {
    match &entry.listed.establishment_uai {
        Some(uai) => format!("{uai}, {}", entry.listed.establishment_name),
        None => "Aucun établissement en particulier".to_owned(),
    }
}

fn controller(entry: &Entry) -> String {
    let breach = &entry.listed.breach;
    let parties = breach
        .controllers
        .iter()
        .map(|party| wording::party(*party).to_owned());
    lines(parties.chain([breach.record.controller_name.clone()]))
}

fn awareness(entry: &Entry) -> String {
    let facts = entry.awareness.iter();
    lines(facts.map(|fact| {
        let party = wording::party(fact.party);
        format!("{party}\u{a0}: {}", in_full(fact.aware_at))
    }))
}

fn facts(entry: &Entry) -> String {
    let listed = &entry.listed;
    let dossier = format!("Dossier {}\u{a0}: {}", listed.incident, listed.title);
    let told = told(
        &listed.breach.record,
        &["description", "systems", "timeline_comments"],
    );
    lines([dossier, told].into_iter())
}

fn effects(record: &Record) -> String {
    told(
        record,
        &[
            "confidentiality_consequences",
            "confidentiality_consequences_other",
            "integrity_consequences",
            "integrity_consequences_other",
            "availability_consequences",
            "availability_consequences_other",
            "impacts",
            "impacts_description",
        ],
    )
}

fn severity(entry: &Entry) -> String {
    let scored = entry.assessed.as_ref().map(|assessed| {
        let points = u8::try_from(assessed.quarters).map(Points::from_quarters);
        let score = points.map(Points::in_french).unwrap_or_default();
        let band = Band::parse(&assessed.band).map(Band::label).unwrap_or_default();
        format!("{score} sur 6 ({band}), méthode de l’ENISA (2013)")
    });
    let told = told(&entry.listed.breach.record, &["severity"]);
    lines([scored.unwrap_or_default(), told].into_iter())
}

fn risk(entry: &Entry) -> String {
    let breach = &entry.listed.breach;
    let verdict = breach.verdict.as_ref();
    let said = verdict.map_or_else(
        || "À apprécier".to_owned(),
        |verdict| format!("{}, décidé le {}", verdict.risk.label(), in_full(verdict.at)),
    );
    let why = verdict.map(|verdict| verdict.reasons.clone()).unwrap_or_default();
    match breach.status {
        Status::NotABreach => {
            lines(["Pas une violation".to_owned(), breach.status_reason.clone()].into_iter())
        }
        Status::Suspected => lines([format!("{said} (violation suspectée)"), why].into_iter()),
        Status::Confirmed => lines([said, why].into_iter()),
    }
}

fn cnil(entry: &Entry, now: DateTime<Utc>) -> String {
    let filed = entry.made.iter().filter(|it| it.duty == Kind::Cnil72h).map(|it| {
        let number = it.filing.as_deref().unwrap_or("sans numéro");
        let extent = if it.complete { "complète" } else { "incomplète" };
        let proof = it.proof_id.as_deref().map(|id| entry.name(id));
        let proof = proof.map(|name| format!(", récépissé joint\u{a0}: {name}"));
        format!(
            "{} ({extent}), le {}, n°\u{a0}{number}{}",
            it.kind.label(),
            in_full(it.done_at),
            proof.unwrap_or_default()
        )
    });
    lines([standing(entry, Side::Cnil, now)].into_iter().chain(filed))
}

/// The verdict that makes a notification needless, or the decision to set the duty aside.
fn not_notified(entry: &Entry) -> String {
    let breach = &entry.listed.breach;
    let waived = of_kind(entry, Kind::Cnil72h).filter(|duty| duty.state == State::Waived);
    let waived = waived.filter_map(|duty| duty.reason.clone());
    let verdict = breach.verdict.as_ref();
    let verdict = verdict.filter(|verdict| verdict.risk == Risk::Unlikely);
    let unlikely = verdict.map(|verdict| {
        format!(
            "RGPD, art. 33, § 1\u{a0}: pas de risque probable. {}",
            verdict.reasons
        )
    });
    let none = (breach.status == Status::NotABreach).then(|| breach.status_reason.clone());
    lines(none.into_iter().chain(unlikely).chain(waived))
}

fn delays(entry: &Entry) -> String {
    let of_duties = entry.duties.iter().filter(|duty| is_of_a_breach(duty.kind));
    let of_duties = of_duties.filter_map(|duty| reason(duty.kind, duty.late_reason.as_deref()));
    let of_notices = entry.made.iter();
    let of_notices = of_notices.filter_map(|it| reason(it.duty, it.late_reason.as_deref()));
    let all: BTreeSet<String> = of_duties.chain(of_notices).collect();
    lines(all.into_iter())
}

fn reason(kind: Kind, why: Option<&str>) -> Option<String> {
    why.map(|why| format!("{}\u{a0}: {why}", wording::obligation(kind)))
}

fn is_of_a_breach(kind: Kind) -> bool {
    matches!(kind, Kind::Breach48h | Kind::Cnil72h | Kind::PersonsArt34)
}

fn informed(entry: &Entry) -> String {
    let fields = [
        "communication",
        "informed_on",
        "planned_on",
        "communication_means",
        "communication_means_description",
        "informed_extent",
        "not_all_reasons",
    ];
    labelled(&entry.listed.breach.record, &fields)
}

fn not_informed(entry: &Entry) -> String {
    let waived = of_kind(entry, Kind::PersonsArt34).filter(|duty| duty.state == State::Waived);
    let waived = waived.filter_map(|duty| duty.reason.clone());
    let exempted = told(&entry.listed.breach.record, &["exemption", "exemption_reasons"]);
    let verdict = entry.listed.breach.verdict.as_ref();
    let no_high_risk = verdict
        .filter(|verdict| verdict.risk != Risk::High)
        .map(|_| "Absence de risque élevé".to_owned());
    lines(waived.chain([exempted]).chain(no_high_risk))
}
