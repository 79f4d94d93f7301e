//! Reporting an incident: decided, recorded, journaled, its first duties and letters, all in one transaction.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::json;
use thiserror::Error;

use super::letters::{self, Outgoing};
use super::{Instance, new_id};
use crate::domain::convention::Pack;
use crate::domain::establishment::Establishment;
use crate::domain::incident::{Problem, Report, Status};
use crate::domain::instants::paris_day;
use crate::domain::journal::Draft;
use crate::domain::letter::LetterKind;
use crate::domain::obligations::{self, Arising, ReportFacts};
use crate::domain::people::{Account, Party};
use crate::domain::routing::{self, Decision, Inform, RoutingRefused, Touched};
use crate::domain::text::searchable;
use crate::mail::message::is_address;
use crate::store::alarms::{self, Alarm};
use crate::store::idempotency::{self, Earlier};
use crate::store::incidents::{self, Incident};
use crate::store::{Db, StoreError, establishments, journal, obligations as duties};

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
    let (report, school, decision) = check(db, instance, by, report, now)?;
    let incident = incident(db, by, report, school.as_ref(), decision, now)?;
    incidents::insert(db, &incident)?;
    journal::append(db, entry(&incident, by, now))?;
    tell(db, instance, &incident, now)?;
    if let Some(key) = key {
        let earlier = Earlier {
            request_hash: key.request_hash.clone(),
            reference: incident.reference.clone(),
        };
        idempotency::insert(db, &by.id, &key.key, &earlier, now)?;
    }
    Ok(Reported {
        reference: incident.reference,
        already: false,
    })
}

fn same_again(key: Option<&Key>, earlier: Earlier) -> Result<Reported, ReportRefused> {
    match key {
        Some(key) if key.request_hash == earlier.request_hash => Ok(Reported {
            reference: earlier.reference,
            already: true,
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

fn school(
    db: &mut Db,
    by: &Account,
    report: &Report,
    problems: &mut Vec<Problem>,
) -> Result<Option<Establishment>, StoreError> {
    let reports_for_schools_only = by.roles.iter().all(|role| role.belongs_to_schools());
    let field = "establishment_uai";
    let Some(uai) = &report.establishment_uai else {
        if reports_for_schools_only {
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
    let place = school
        .map(|s| format!("{} {} {}", s.name, s.town, s.uai))
        .unwrap_or_default();
    let search = searchable(&format!(
        "{reference} {} {} {} {place}",
        report.title, report.description, report.measures_taken
    ));
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
        search,
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

/// Records the duties that arise at once, and queues one letter for each recipient.
fn tell(db: &mut Db, instance: &Instance, incident: &Incident, now: DateTime<Utc>) -> Result<(), StoreError> {
    let facts = ReportFacts {
        pack: pack(instance, &incident.decision),
        decision: &incident.decision,
        has_establishment: incident.establishment_uai.is_some(),
        reported_at: now,
    };
    let mut owed: Vec<(String, Arising)> = Vec::new();
    for arising in obligations::arising_from_report(facts) {
        let id = new_id(now);
        duties::insert(
            db,
            &id,
            &incident.id,
            &arising,
            incident.decision.convention_hash.as_deref(),
        )?;
        owed.push((id, arising));
    }
    for letter in by_recipient(&owed) {
        send(db, instance, incident, &letter, now)?;
    }
    let written: BTreeSet<&str> = owed.iter().map(|(_, arising)| arising.address.as_str()).collect();
    let handlers = incident
        .decision
        .inform
        .iter()
        .filter(|told| handles(&incident.decision, told));
    for told in handlers.filter(|told| !written.contains(told.address.as_str())) {
        tell_handler(db, instance, incident, told, now)?;
    }
    Ok(())
}

/// Whether somebody told stands for a party that handles the incident or a part of it. The académie and the
/// school are told by duties of their own.
fn handles(decision: &Decision, told: &Inform) -> bool {
    let has_a_part = decision.handler == told.party || decision.associates.contains(&told.party);
    match told.party {
        Party::Departement | Party::Region | Party::Commune => has_a_part,
        Party::Academie | Party::Etablissement => false,
    }
}

fn tell_handler(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    told: &Inform,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let to_role = (told.party, told.role);
    let address = address_for(instance, incident, &told.address);
    if !is_address(&address) {
        return raise_no_address(db, incident, to_role, now);
    }
    let kind = LetterKind::HandlerTold;
    let outgoing = Outgoing {
        kind,
        to_role: Some(to_role),
        address,
        meets: Vec::new(),
    };
    let write = |db: &mut Db, link| letters::handler_told(db, instance, incident, told, link);
    letters::queue(db, instance, Some(incident), outgoing, write, now)
}

/// Letters of a drill go to the mailbox of drills, whoever they are for (DOMAIN §6).
fn address_for(instance: &Instance, incident: &Incident, address: &str) -> String {
    match &instance.exercise_mailbox {
        Some(mailbox) if incident.exercise => mailbox.clone(),
        _ => address.to_owned(),
    }
}

/// The pack of the decision, or the installation's own when no pack covers the school.
#[must_use]
pub fn pack<'a>(instance: &'a Instance, decision: &Decision) -> Option<&'a Pack> {
    let covering = decision
        .convention
        .as_deref()
        .and_then(|id| instance.catalogue.get(id));
    covering.or_else(|| instance.catalogue.home())
}

type Owed<'a> = Vec<&'a (String, Arising)>;

/// Duties of one act towards one recipient share one letter (DOMAIN §8).
fn by_recipient(owed: &[(String, Arising)]) -> Vec<Owed<'_>> {
    let mut letters: Vec<Owed<'_>> = Vec::new();
    for duty in owed {
        let same = |letter: &&mut Owed<'_>| {
            letter
                .iter()
                .any(|d| d.1.creditor == duty.1.creditor && d.1.address == duty.1.address)
        };
        match letters.iter_mut().find(same) {
            Some(letter) => letter.push(duty),
            None => letters.push(vec![duty]),
        }
    }
    letters
}

fn send(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    owed: &Owed<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let Some((_, first)) = owed.first() else {
        return Ok(());
    };
    let Some((kind, to_role)) = letters::written_to(first.creditor) else {
        return Ok(());
    };
    let address = address_for(instance, incident, &first.address);
    if !is_address(&address) {
        return raise_no_address(db, incident, to_role, now);
    }
    let meets = owed.iter().map(|(id, _)| id.clone()).collect();
    let arising: Vec<&Arising> = owed.iter().map(|(_, arising)| arising).collect();
    let outgoing = Outgoing {
        kind,
        to_role: Some(to_role),
        address,
        meets,
    };
    letters::queue(
        db,
        instance,
        Some(incident),
        outgoing,
        |db, link| letters::first_letter(db, instance, incident, kind, &arising, link),
        now,
    )
}

fn raise_no_address(
    db: &mut Db,
    incident: &Incident,
    to: letters::Recipient,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let who = letters::recipient_words(to);
    let message =
        format!("Aucune adresse de courriel n’est connue pour {who}. Prévenez cette personne par téléphone.");
    let alarm = Alarm {
        id: new_id(now),
        incident_id: Some(incident.id.clone()),
        mail_id: None,
        kind: "no_address".to_owned(),
        message,
        raised_at: now.into(),
        cleared_at: None,
    };
    alarms::raise(db, alarm)?;
    let body = json!({ "party": to.0.as_str(), "role": to.1.as_str(), "alarm": "no_address" });
    let (actor, act) = ("tocsin".to_owned(), "mail_alarm_raised".to_owned());
    journal::append(
        db,
        Draft {
            at: now,
            actor,
            act,
            dossier: Some(incident.reference.clone()),
            body,
        },
    )
    .map(|_| ())
}
