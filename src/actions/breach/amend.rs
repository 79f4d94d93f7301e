//! Saying more, or better, of a breach: its record, who knew when, who is controller, what it is taken to be.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::super::life::take_up;
use super::super::{Instance, new_id};
use super::open::on_dossier;
use super::{BreachRefused, Case, document, duties, not_rejected};
use crate::domain::breach::{Awareness, Status, check_awareness, is_officer_of};
use crate::domain::incident::{Problem, TEXT_MAX};
use crate::domain::people::{Account, Party};
use crate::signing::sha256_hex;
use crate::store::breaches::{self, Breach, Fact, Settled};
use crate::store::{Db, StoreError};

/// What is given about a breach; what is left out stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Amendment {
    /// Fields of the record by name; `null` empties one.
    pub record: Map<String, Value>,
    /// What it is taken to be, and why.
    pub status: Option<(Status, String)>,
    /// Who knew when; replaces what counted for each party named.
    pub awareness: Vec<Known>,
    /// The controllers of the processing touched.
    pub controllers: Option<BTreeSet<Party>>,
    /// The version that was read, so that nobody overwrites what they did not see.
    pub version: Option<i64>,
}

/// A fact of awareness as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The fact.
    pub awareness: Awareness,
    /// Why it corrects what counted before.
    pub reason: String,
}

/// Opens the breach of a dossier if it has none, and records what is given about it.
///
/// # Errors
/// [`BreachRefused`]; nothing is recorded then.
pub fn put<'a>(
    db: &mut Db,
    instance: &'a Instance,
    by: &Account,
    incident: &str,
    mut given: Amendment,
    now: DateTime<Utc>,
) -> Result<(Case<'a>, bool), BreachRefused> {
    let (case, opened) = on_dossier(db, instance, by, incident, &given.facts(), now)?;
    if opened {
        given.awareness.clear();
    }
    Ok((apply(db, instance, case, by, &given, now)?, opened))
}

/// Records what is given about a breach.
///
/// # Errors
/// [`BreachRefused`]; nothing is recorded then.
pub fn amend<'a>(
    db: &mut Db,
    instance: &'a Instance,
    by: &Account,
    reference: &str,
    given: &Amendment,
    now: DateTime<Utc>,
) -> Result<Case<'a>, BreachRefused> {
    let case = Case::of(db, instance, by, reference)?;
    apply(db, instance, case, by, given, now)
}

impl Amendment {
    /// Whether it says something that duties follow from.
    fn moves_clocks(&self) -> bool {
        let treatments = self.record.contains_key("treatments");
        self.status.is_some() || !self.awareness.is_empty() || self.controllers.is_some() || treatments
    }

    fn facts(&self) -> Vec<Awareness> {
        self.awareness
            .iter()
            .map(|known| known.awareness.clone())
            .collect()
    }
}

fn apply<'a>(
    db: &mut Db,
    instance: &Instance,
    mut case: Case<'a>,
    by: &Account,
    given: &Amendment,
    now: DateTime<Utc>,
) -> Result<Case<'a>, BreachRefused> {
    if given.version.is_some_and(|read| read != case.breach.version) {
        return Err(BreachRefused::Changed);
    }
    if given.moves_clocks() {
        not_rejected(&case.incident)?;
    }
    let before = case.breach.clone();
    let problems = change(&mut case, given, now);
    if !problems.is_empty() {
        return Err(BreachRefused::Problems(problems));
    }
    may(&case, by, given)?;
    if settled(&before, &case.breach) {
        case.breach.settled = Some(Settled {
            by: by.id.clone(),
            at: now,
        });
    }
    let corrected = correct(db, &mut case, by, &given.awareness, now)?;
    if case.breach == before && corrected.is_empty() {
        return Ok(case);
    }
    case.save(db)?;
    let changes = duties::refresh(db, &case, cause(&case), false, now)?;
    let typed = serde_json::to_string(&case.breach.record).map_err(StoreError::from)?;
    let body = json!({
        "breach": case.breach.reference, "fields": given.record.keys().collect::<Vec<_>>(),
        "record_sha256": sha256_hex(typed.as_bytes()), "status": case.breach.status,
        "status_reason": case.breach.status_reason, "controllers": case.breach.controllers, "awareness": corrected,
        "changed": changed(&before, &case.breach), "duties": changes,
    });
    case.record(db, &by.id, "breach_amended", body, now)?;
    take_up::if_owed(db, instance, &mut case, by, now)?;
    Ok(case)
}

/// Whether it was said anew what the breach is taken to be, or why.
fn settled(before: &Breach, after: &Breach) -> bool {
    before.status != after.status || before.status_reason != after.status_reason
}

/// What changed beside the record and who knew when.
fn changed(before: &Breach, after: &Breach) -> Vec<&'static str> {
    let changes = [
        ("status", before.status != after.status),
        ("status_reason", before.status_reason != after.status_reason),
        ("controllers", before.controllers != after.controllers),
    ];
    let changes = changes.into_iter().filter(|(_, changed)| *changed);
    changes.map(|(name, _)| name).collect()
}

/// Changes the case as given, in memory; answers with every problem at once.
fn change(case: &mut Case<'_>, given: &Amendment, now: DateTime<Utc>) -> Vec<Problem> {
    let mut problems = case.breach.record.merge(&given.record).err().unwrap_or_default();
    let facts = given.facts();
    let started_at = case.breach.record.started_at;
    problems.extend(check_awareness(&facts, case.pack.as_deref(), started_at, now));
    problems.extend(unreasoned(case, &given.awareness));
    if problems.is_empty() {
        problems.extend(case.breach.record.check(case.controller_aware_at(), now));
    }
    set_controllers(case, given, &mut problems);
    if given.record.contains_key("treatments") {
        document::prefill_treatments(case);
    }
    if let Some((status, reason)) = &given.status {
        set_status(case, *status, reason.trim(), &mut problems);
    }
    problems
}

/// Corrections that do not say why.
fn unreasoned(case: &Case<'_>, given: &[Known]) -> Vec<Problem> {
    let given = given.iter().enumerate();
    given
        .filter(|(_, known)| case.is_correction(&known.awareness) && known.reason.trim().is_empty())
        .map(|(at, _)| {
            let message =
                "Une autre prise de connaissance compte déjà\u{a0}: dites pourquoi vous la corrigez.";
            Problem::new(format!("awareness[{at}].reason"), message)
        })
        .collect()
}

impl Case<'_> {
    /// Whether this fact takes the place of another one of its party.
    fn is_correction(&self, given: &Awareness) -> bool {
        let mut own = self
            .awareness
            .iter()
            .filter(|fact| fact.party == given.party)
            .peekable();
        own.peek().is_some() && !own.any(|fact| fact.aware_at == given.aware_at)
    }
}

/// Given ones count; otherwise those of the treatments just chosen.
fn set_controllers(case: &mut Case<'_>, given: &Amendment, problems: &mut Vec<Problem>) {
    let pack = case.pack.as_deref();
    let of_treatments: BTreeSet<Party> = pack
        .into_iter()
        .flat_map(|pack| &pack.treatments)
        .filter(|treatment| case.breach.record.treatments.contains(&treatment.id))
        .map(|treatment| treatment.controller)
        .collect();
    let chosen = match &given.controllers {
        Some(given) => given.clone(),
        None if given.record.contains_key("treatments") => of_treatments,
        None => return,
    };
    let unknown = |party: &Party| pack.is_some_and(|pack| pack.party_name(*party).is_none());
    if chosen.iter().any(unknown) {
        let message = "Un responsable de traitement n’est pas partie à la convention du dossier.";
        problems.push(Problem::new("controllers", message));
    } else if !chosen.is_empty() {
        case.breach.controllers = chosen;
    } else if given.controllers.is_some() {
        problems.push(Problem::new(
            "controllers",
            "Indiquez au moins un responsable de traitement.",
        ));
    }
}

fn set_status(case: &mut Case<'_>, status: Status, reason: &str, problems: &mut Vec<Problem>) {
    let said = !reason.is_empty() && reason != case.breach.status_reason;
    if status == case.breach.status && !said {
        return;
    }
    if reason.is_empty() {
        problems.push(Problem::new(
            "status_reason",
            "Dites sur quoi repose cette conclusion.",
        ));
    } else if reason.chars().count() > TEXT_MAX {
        problems.push(Problem::new("status_reason", "Ce texte est trop long."));
    }
    case.breach.status = status;
    reason.clone_into(&mut case.breach.status_reason);
}

/// What it is taken to be is the officers' to say, and each party's awareness its own officer's to correct.
fn may(case: &Case<'_>, by: &Account, given: &Amendment) -> Result<(), BreachRefused> {
    let settles = given.status.is_some();
    let officer = case.is_officer_of_a_controller(by) || is_officer_of(by, case.incident.decision.handler);
    if settles && !officer {
        return Err(BreachRefused::NotTheOfficer(
            "Dire s’il y a violation revient au délégué à la protection des données du responsable de traitement ou de la \
             partie qui traite l’incident."
                .to_owned(),
        ));
    }
    let foreign = given
        .awareness
        .iter()
        .map(|known| &known.awareness)
        .find(|fact| case.is_correction(fact) && !is_officer_of(by, fact.party));
    foreign.map_or(Ok(()), |_| {
        Err(BreachRefused::NotTheOfficer(
            "Corriger une prise de connaissance revient à l’officier de la partie concernée.".to_owned(),
        ))
    })
}

/// Records the corrected facts and keeps what they correct; answers with those that changed something.
fn correct(
    db: &mut Db,
    case: &mut Case<'_>,
    by: &Account,
    given: &[Known],
    now: DateTime<Utc>,
) -> Result<Vec<Value>, StoreError> {
    let news: Vec<&Known> = given
        .iter()
        .filter(|known| !case.awareness.contains(&known.awareness))
        .collect();
    for party in news
        .iter()
        .map(|known| known.awareness.party)
        .collect::<BTreeSet<_>>()
    {
        breaches::correct(db, &case.breach.id, party, now)?;
    }
    for known in &news {
        let fact = Fact {
            awareness: known.awareness.clone(),
            reason: Some(known.reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
            recorded_by: by.id.clone(),
            recorded_at: now,
            superseded_at: None,
        };
        breaches::insert_awareness(db, &new_id(now), &case.breach.id, &fact)?;
    }
    case.awareness = breaches::awareness(db, &case.breach.id)?;
    Ok(news
        .iter()
        .map(|known| json!({ "party": known.awareness.party, "aware_at": known.awareness.aware_at, "reason": known.reason }))
        .collect())
}

/// Why duties fall away, when they do.
fn cause(case: &Case<'_>) -> &'static str {
    match case.breach.status {
        Status::NotABreach => "Il n’y a pas de violation de données.",
        Status::Suspected | Status::Confirmed => "Les faits qui la fondaient ont changé.",
    }
}
