//! An alert of a supervision tool: it opens a dossier, adds a fact to the one it opened, or says nothing new.

use chrono::{DateTime, Utc};
use serde_json::json;
use thiserror::Error;

use super::note::note;
use super::report::{Origin, ReportRefused, problems, record};
use super::watching::{self, Happening};
use super::{Instance, new_id};
use crate::domain::entries::EntryKind;
use crate::domain::incident::{PersonalData, Problem, Report, TouchedComponent};
use crate::domain::instants::{in_full, paris_day};
use crate::domain::people::Account;
use crate::domain::routing::Touched;
use crate::domain::supervision::{AlertState, Next, component, next, title};
use crate::domain::uai::Uai;
use crate::domain::watching::News;
use crate::signing::sha256_hex;
use crate::store::entries::{self, Entry};
use crate::store::incidents::{self, Incident};
use crate::store::{Db, StoreError, establishments, search, supervision};

/// An alert, read.
#[derive(Clone, Debug)]
pub struct Alert {
    /// What names the same thing at every call.
    pub key: String,
    /// Where it stands.
    pub state: AlertState,
    /// In one line.
    pub title: String,
    /// In more words; may be empty.
    pub summary: String,
    /// School.
    pub school: Option<Uai>,
    /// Component, by identifier, label or word.
    pub component: String,
    /// Since when (UTC).
    pub since: DateTime<Utc>,
    /// Whether the component cannot be used, which begins the service levels.
    pub unavailable: bool,
}

/// What became of an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The dossier of its key; `None` for the end of what was never told.
    pub reference: Option<String>,
    /// What was recorded.
    pub next: Next,
}

/// Why an alert was not taken; nothing is recorded then.
#[derive(Debug, Error)]
pub enum AlertRefused {
    /// What was given is wrong; every problem at once.
    #[error("alerte incomplète")]
    Problems(Vec<Problem>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes an alert of the machine `by`.
///
/// # Errors
/// [`AlertRefused::Problems`]: an unknown school or component opens no dossier.
pub fn receive(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    alert: &Alert,
    now: DateTime<Utc>,
) -> Result<Received, AlertRefused> {
    let latest = supervision::latest(db, &by.name, &alert.key)?;
    let known = latest.as_ref().map(|(_, known)| known);
    let step = next(known, alert.state, now);
    let reference = match (step, latest) {
        (Next::Open, _) => Some(open(db, instance, by, alert, now)?),
        (Next::Note, Some((id, known))) => {
            let incident = incidents::by_id(db, &id)?;
            let incident =
                incident.ok_or_else(|| StoreError::Corrupt(format!("alert of no dossier: {id}")))?;
            let text = words(alert, known.state == alert.state);
            fact(db, instance, by, &incident, (alert.state, text), now)?;
            supervision::noted(db, &id, alert.state, now)?;
            Some(known.reference)
        }
        (Next::Note | Next::Nothing, latest) => latest.map(|(_, known)| known.reference),
    };
    Ok(Received {
        reference,
        next: step,
    })
}

/// What is wrong with an alert that would open a dossier; empty when it opens none. Nothing is recorded.
///
/// # Errors
/// The store's own failures.
pub fn wrong(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    alert: &Alert,
    now: DateTime<Utc>,
) -> Result<Vec<Problem>, StoreError> {
    let latest = supervision::latest(db, &by.name, &alert.key)?;
    if next(latest.as_ref().map(|(_, known)| known), alert.state, now) != Next::Open {
        return Ok(Vec::new());
    }
    let (report, mut found) = reported(db, instance, by, alert)?;
    found.extend(told(problems(db, instance, by, report, now)?, !found.is_empty()));
    Ok(found)
}

fn open(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    alert: &Alert,
    now: DateTime<Utc>,
) -> Result<String, AlertRefused> {
    let (report, mut found) = reported(db, instance, by, alert)?;
    if !found.is_empty() {
        let further = problems(db, instance, by, report, now)?;
        found.extend(told(further, true));
        return Err(AlertRefused::Problems(found));
    }
    match record(db, instance, by, report, Origin::Alert(&alert.key), now) {
        Ok(incident) => Ok(incident.reference),
        Err(ReportRefused::Problems(problems)) => Err(AlertRefused::Problems(told(problems, false))),
        Err(ReportRefused::Store(error)) => Err(error.into()),
        Err(ReportRefused::KeyReused) => Err(AlertRefused::Problems(Vec::new())),
    }
}

/// The alert as a report, and what is wrong with the component that it names.
fn reported(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    alert: &Alert,
) -> Result<(Report, Vec<Problem>), StoreError> {
    let school = match &alert.school {
        Some(uai) => establishments::find(db, uai)?,
        None => None,
    };
    let covering = school
        .as_ref()
        .and_then(|school| instance.catalogue.covering(school, paris_day(alert.since)));
    let pack = covering.or_else(|| instance.catalogue.home());
    let (found, wrong) = match pack.map(|pack| component(pack, &alert.component)) {
        Some(Ok(component)) => (component.id.clone(), None),
        Some(Err(candidates)) => (String::new(), Some(unknown(&alert.component, &candidates))),
        None => (String::new(), Some(unknown(&alert.component, &[]))),
    };
    let (title, shortened) = title(&alert.title);
    let report = Report {
        establishment_uai: alert.school.clone(),
        title,
        description: description(by, alert, shortened),
        components: vec![TouchedComponent {
            touched: Touched {
                component: found,
                network: None,
            },
            unavailable: alert.unavailable,
        }],
        detected_at: alert.since,
        occurred_from: None,
        personal_data: PersonalData::Unknown,
        departement_impact_possible: false,
        measures_taken: String::new(),
        external_refs: Vec::new(),
        exercise: false,
    };
    Ok((report, wrong.into_iter().collect()))
}

fn unknown(name: &str, candidates: &[&str]) -> Problem {
    let message = if candidates.is_empty() {
        format!("Élément inconnu de la convention\u{a0}: «\u{a0}{name}\u{a0}».")
    } else {
        let several = candidates.join(", ");
        format!(
            "«\u{a0}{name}\u{a0}» désigne plusieurs éléments\u{a0}: {several}. Donnez l’identifiant de l’un d’eux."
        )
    };
    Problem::new("component", message)
}

/// The problems of a report, under the names that the alert has. A component that was complained of already is not
/// complained of again.
fn told(problems: Vec<Problem>, of_component: bool) -> Vec<Problem> {
    let named = |problem: Problem| match problem.field.as_str() {
        "establishment_uai" => Some(Problem::new("school", problem.message)),
        "detected_at" => Some(Problem::new("since", problem.message)),
        field if field.starts_with("components") => {
            (!of_component).then(|| Problem::new("component", problem.message))
        }
        "description" => Some(Problem::new("summary", problem.message)),
        _ => Some(problem),
    };
    problems.into_iter().filter_map(named).collect()
}

fn description(by: &Account, alert: &Alert, shortened: bool) -> String {
    let mut parts = Vec::new();
    if shortened {
        parts.push(alert.title.trim().to_owned());
    }
    let summary = alert.summary.trim();
    if !summary.is_empty() && summary != alert.title.trim() {
        parts.push(summary.to_owned());
    }
    parts.push(format!(
        "Alerte de supervision reçue de «\u{a0}{}\u{a0}», en cours depuis le {}. Référence de l’alerte\u{a0}: {}.",
        by.name,
        in_full(alert.since),
        alert.key
    ));
    parts.join("\n\n")
}

/// What the tool says again is a fact of the dossier. It mentions nobody, whatever signs its words hold.
fn fact(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    incident: &Incident,
    (state, text): (AlertState, String),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let entry = Entry {
        id: new_id(now),
        incident_id: incident.id.clone(),
        number: entries::next_number(db, &incident.id)?,
        kind: EntryKind::Fact,
        text,
        at: Some(now),
        corrects: None,
        written_by: by.id.clone(),
        written_at: now,
    };
    entries::insert(db, entry.clone())?;
    search::reindex(db, &incident.id)?;
    let body = json!({
        "number": entry.number, "kind": entry.kind, "at": entry.at, "corrects": entry.corrects,
        "text_sha256": sha256_hex(entry.text.as_bytes()), "mentioned": [], "alert": state.as_str(),
    });
    note(db, &by.id, incident, ("entry_written", body), now)?;
    let happening = Happening {
        news: News::EntryWritten,
        by,
        at: now,
    };
    watching::tell(db, instance, incident, happening)
}

fn words(alert: &Alert, repeats: bool) -> String {
    let said = match alert.state {
        AlertState::Firing if repeats => "La supervision signale que l’alerte dure encore.",
        AlertState::Firing => "La supervision signale que l’alerte reprend.",
        AlertState::Resolved => {
            "La supervision signale le retour à la normale. Le dossier reste ouvert\u{a0}: à vous de dire s’il est résolu."
        }
    };
    let mut summary = vec![alert.title.trim(), alert.summary.trim()];
    summary.retain(|text| !text.is_empty());
    summary.dedup();
    let mut text = format!("{said}\n{}", summary.join("\n"));
    if text.chars().count() > crate::domain::incident::TEXT_MAX {
        text = text.chars().take(crate::domain::incident::TEXT_MAX).collect();
    }
    text
}
