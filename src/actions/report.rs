//! Reporting an incident: decided, recorded, journaled, its first duties and letters, all in one transaction.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::json;
use thiserror::Error;

use super::tell::tell;
use super::{Instance, availability, breach, new_id};
use crate::domain::establishment::Establishment;
use crate::domain::incident::{PersonalData, Problem, Report, Status};
use crate::domain::instants::paris_day;
use crate::domain::journal::Draft;
use crate::domain::people::{Account, Party};
use crate::domain::routing::{self, Decision, RoutingRefused, Touched};
use crate::store::idempotency::{self, Earlier};
use crate::store::incidents::{self, Incident};
use crate::store::{Db, StoreError, establishments, journal, search, supervision};

/// A creating call's key and the fingerprint of what it asked for.
#[derive(Clone, Debug)]
pub struct Key {
    /// The key, as the caller chose it.
    pub key: String,
    /// SHA-256 of the request.
    pub request_hash: String,
}

/// What a report led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// Reference of the dossier.
    pub reference: String,
    /// Whether an earlier call with the same key had created it.
    pub already: bool,
    /// The dossier as it was recorded; `None` when an earlier call recorded it.
    pub incident: Option<Incident>,
}

/// Why a report was not taken.
#[derive(Debug, Error)]
pub enum ReportRefused {
    /// What was given is wrong; every problem at once.
    #[error("signalement incomplet")]
    Problems(Vec<Problem>),
    /// The key was used before for something else.
    #[error("clé d’idempotence déjà utilisée pour une autre demande")]
    KeyReused,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Records a report. The same key and request again answers with the dossier created the first time.
///
/// # Errors
/// [`ReportRefused`]; nothing is recorded then.
pub fn report(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    report: Report,
    key: Option<&Key>,
    now: DateTime<Utc>,
) -> Result<Reported, ReportRefused> {
    if let Some(earlier) = key
        .map(|k| idempotency::find(db, &by.id, &k.key))
        .transpose()?
        .flatten()
    {
        return same_again(key, earlier);
    }
    let incident = record(db, instance, by, report, Origin::Report, now)?;
    if let Some(key) = key {
        let earlier = Earlier {
            request_hash: key.request_hash.clone(),
            reference: incident.reference.clone(),
        };
        idempotency::insert(db, &by.id, &key.key, &earlier, now)?;
    }
    Ok(Reported {
        reference: incident.reference.clone(),
        already: false,
        incident: Some(incident),
    })
}

/// Where a dossier comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin<'a> {
    /// Somebody reported it.
    Report,
    /// A supervision tool raised an alert of this key.
    Alert(&'a str),
}

/// Records a report with all that follows from it.
pub(super) fn record(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    report: Report,
    origin: Origin<'_>,
    now: DateTime<Utc>,
) -> Result<Incident, ReportRefused> {
    let (report, school, decision) = check(db, instance, by, report, now)?;
    let incident = incident(db, by, report, school.as_ref(), decision, now)?;
    incidents::insert(db, &incident)?;
    if let Origin::Alert(key) = origin {
        supervision::insert(db, &incident.id, (&by.id, key), now)?;
    }
    journal::append(db, entry(&incident, by, now))?;
    tell(db, instance, &incident, now)?;
    availability::at_report(db, instance, &incident, by, now)?;
    if incident.personal_data == PersonalData::Yes {
        // The breach is found with the dossier: opening it indexes both.
        breach::open::at_report(db, instance, &incident, by, now)?;
    } else {
        search::reindex(db, &incident.id)?;
    }
    Ok(incident)
}

/// What is wrong with a report; empty when it would be taken. Nothing is recorded.
///
/// # Errors
/// The store's own failures.
pub fn problems(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    report: Report,
    now: DateTime<Utc>,
) -> Result<Vec<Problem>, StoreError> {
    match check(db, instance, by, report, now) {
        Err(ReportRefused::Problems(problems)) => Ok(problems),
        Err(ReportRefused::Store(error)) => Err(error),
        Ok(_) | Err(ReportRefused::KeyReused) => Ok(Vec::new()),
    }
}

fn same_again(key: Option<&Key>, earlier: Earlier) -> Result<Reported, ReportRefused> {
    match key {
        Some(key) if key.request_hash == earlier.request_hash => Ok(Reported {
            reference: earlier.reference,
            already: true,
            incident: None,
        }),
        _ => Err(ReportRefused::KeyReused),
    }
}

type Checked = (Report, Option<Establishment>, Decision);

/// Everything that can be wrong, told at once: the facts, the school, the components.
fn check(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    report: Report,
    now: DateTime<Utc>,
) -> Result<Checked, ReportRefused> {
    let mut problems = Vec::new();
    let school = school(db, by, &report, &mut problems)?;
    let touched: Vec<Touched> = report.components.iter().map(|c| c.touched.clone()).collect();
    let decision = routing::decide(
        &instance.catalogue,
        school.as_ref(),
        &touched,
        report.departement_impact_possible,
        report.detected_at,
    );
    if of_another_convention(by, &decision) {
        let message = "Ce jeton ne vaut que pour les établissements de sa convention.";
        problems.push(Problem::new("establishment_uai", message));
    }
    if report.exercise && instance.exercise_mailbox.is_none() {
        let message = "Aucune boîte d’exercice n’est configurée\u{a0}: demandez-la à l’administrateur.";
        problems.push(Problem::new("exercise", message));
    }
    match (report.check(now), decision) {
        (Ok(report), Ok(decision)) if problems.is_empty() => Ok((report, school, decision)),
        (report, decision) => {
            problems.extend(report.err().unwrap_or_default());
            problems.extend(decision.err().unwrap_or_default().iter().map(component_problem));
            Err(ReportRefused::Problems(problems))
        }
    }
}

/// A machine for a convention reports for the schools that this convention covers.
fn of_another_convention(by: &Account, decision: &Result<Decision, Vec<RoutingRefused>>) -> bool {
    let decided = decision.as_ref().map(|decision| decision.convention.as_ref());
    by.is_machine() && by.convention.is_some() && decided.is_ok_and(|id| id != by.convention.as_ref())
}

fn school(
    db: &mut Db,
    by: &Account,
    report: &Report,
    problems: &mut Vec<Problem>,
) -> Result<Option<Establishment>, StoreError> {
    let reports_for_schools_only = by.reports_for_its_schools_only();
    let field = "establishment_uai";
    let Some(uai) = &report.establishment_uai else {
        if reports_for_schools_only || by.is_machine() {
            problems.push(Problem::new(field, "Indiquez votre établissement."));
        }
        return Ok(None);
    };
    if reports_for_schools_only && !by.schools.contains(uai) {
        problems.push(Problem::new(
            field,
            "Vous pouvez signaler un incident pour vos établissements seulement.",
        ));
        return Ok(None);
    }
    let school = establishments::find(db, uai)?;
    if school.is_none() {
        problems.push(Problem::new(
            field,
            format!("L’établissement {uai} n’est pas dans l’annuaire."),
        ));
    }
    Ok(school)
}

/// A routing fault as a problem beside its field, named as in the API.
#[must_use]
pub fn component_problem(refused: &RoutingRefused) -> Problem {
    let field = match refused {
        RoutingRefused::NoComponent => "components".to_owned(),
        RoutingRefused::UnknownComponent(at, _) | RoutingRefused::Twice(at, _) => {
            format!("components[{at}].component")
        }
        RoutingRefused::UnknownNetwork(at, _) => format!("components[{at}].network"),
    };
    Problem::new(field, refused.to_string())
}

fn incident(
    db: &mut Db,
    by: &Account,
    report: Report,
    school: Option<&Establishment>,
    decision: Decision,
    now: DateTime<Utc>,
) -> Result<Incident, StoreError> {
    let year = i64::from(chrono::Datelike::year(&paris_day(now)));
    let reference = incidents::next_reference(db, "SSI", year)?;
    let name = school.map(|s| s.name.clone()).unwrap_or_default();
    Ok(Incident {
        id: new_id(now),
        reference,
        status: Status::Reported,
        establishment_uai: report.establishment_uai,
        establishment_name: name,
        parties: parties(&decision, school.is_some()),
        decision,
        title: report.title,
        description: report.description,
        components: report.components,
        detected_at: report.detected_at,
        occurred_from: report.occurred_from,
        personal_data: report.personal_data,
        departement_impact_possible: report.departement_impact_possible,
        measures_taken: report.measures_taken,
        external_refs: report.external_refs,
        exercise: report.exercise,
        reported_by: by.id.clone(),
        reported_at: now,
        version: 1,
        qualification: None,
    })
}

/// Who sees the dossier: its handlers and those who are told.
fn parties(decision: &Decision, of_a_school: bool) -> Vec<Party> {
    let mut parties: BTreeSet<Party> = decision.inform.iter().map(|told| told.party).collect();
    parties.insert(decision.handler);
    parties.extend(&decision.associates);
    if of_a_school {
        parties.insert(Party::Etablissement);
    }
    parties.into_iter().collect()
}

/// The journal keeps the facts that decide, and fingerprints of what was typed rather than the texts.
fn entry(incident: &Incident, by: &Account, now: DateTime<Utc>) -> Draft {
    let typed = json!([incident.title, incident.description, incident.measures_taken]);
    let body = json!({
        "establishment": incident.establishment_uai, "components": incident.components, "decision": incident.decision,
        "detected_at": incident.detected_at, "occurred_from": incident.occurred_from, "personal_data": incident.personal_data,
        "departement_impact_possible": incident.departement_impact_possible, "exercise": incident.exercise,
        "text_sha256": crate::signing::sha256_hex(typed.to_string().as_bytes()),
    });
    let (actor, act) = (by.id.clone(), "incident_reported".to_owned());
    Draft {
        at: now,
        actor,
        act,
        dossier: Some(incident.reference.clone()),
        body,
    }
}
