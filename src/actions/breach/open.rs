//! Opening a breach: at once with a report that says that personal data are touched, or later by somebody who finds
//! out. Every clock runs from here, as a precaution (DOMAIN §4).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::life::take_up;
use super::super::{Instance, new_id};
use super::answer::settle_question;
use super::told::tell_officers;
use super::{BreachRefused, Case, duties, not_rejected, pack_as_decided};
use crate::domain::breach::record::Record;
use crate::domain::breach::{Awareness, Status, check_awareness};
use crate::domain::instants::paris_day;
use crate::domain::people::{Account, Party};
use crate::store::breaches::{self, Breach, Fact};
use crate::store::incidents::{self, Incident};
use crate::store::obligations::Settled;
use crate::store::{Db, StoreError, search};

/// Opens a suspected breach with the report of an incident.
pub(in crate::actions) fn at_report(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    by: &Account,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let facts = first_awareness(incident, by);
    open(db, instance, incident, by, facts, now).map(|_| ())
}

/// Opens a suspected breach on a dossier that has none, with the awareness given or, for the parties it leaves out, the
/// one that follows from the dossier; a breach that exists is answered as it is.
///
/// # Errors
/// [`BreachRefused::NotFound`] when the account does not see the dossier, and what is wrong with the awareness given.
pub fn on_dossier<'a>(
    db: &mut Db,
    instance: &'a Instance,
    by: &Account,
    incident: &str,
    given: &[Awareness],
    now: DateTime<Utc>,
) -> Result<(Case<'a>, bool), BreachRefused> {
    let incident = incidents::find(db, incident, &by.sight())?.ok_or(BreachRefused::NotFound)?;
    if let Some(case) = Case::of_incident(db, instance, &incident.id)? {
        return Ok((case, false));
    }
    not_rejected(&incident)?;
    let pack = pack_as_decided(db, instance, &incident.decision)?;
    let problems = check_awareness(given, pack.as_deref(), incident.occurred_from, now);
    if !problems.is_empty() {
        return Err(BreachRefused::Problems(problems));
    }
    let mut facts = late_awareness(&incident, by, now);
    facts.retain(|fact| given.iter().all(|known| known.party != fact.party));
    facts.extend_from_slice(given);
    let mut case = open(db, instance, &incident, by, facts, now)?;
    take_up::if_owed(db, instance, &mut case, by, now)?;
    Ok((case, true))
}

/// The school knows since it noticed, the département since the report of what it handles (DOMAIN §4). Without a school
/// it is the reporter's side that noticed.
fn first_awareness(incident: &Incident, by: &Account) -> Vec<Awareness> {
    let noticed_by = match &incident.establishment_uai {
        Some(_) => Some(Party::Etablissement),
        None => by.roles.iter().find_map(|role| role.party()),
    };
    let noticed = noticed_by.map(|party| Awareness {
        party,
        aware_at: incident.detected_at,
        how: "Incident constaté.".to_owned(),
    });
    let handled = (incident.decision.handler == Party::Departement).then(|| Awareness {
        party: Party::Departement,
        aware_at: incident.reported_at,
        how: "Signalement de l’incident.".to_owned(),
    });
    noticed.into_iter().chain(handled).collect()
}

/// Whoever finds out later makes its own side aware now, as a precaution until its officer corrects it.
fn late_awareness(incident: &Incident, by: &Account, now: DateTime<Utc>) -> Vec<Awareness> {
    let sides: BTreeSet<Party> = by.roles.iter().filter_map(|role| role.party()).collect();
    let handled = (incident.decision.handler == Party::Departement).then_some(Party::Departement);
    let sides: BTreeSet<Party> = sides.into_iter().chain(handled).collect();
    sides
        .into_iter()
        .map(|party| Awareness {
            party,
            aware_at: now,
            how: "Des données personnelles paraissent touchées.".to_owned(),
        })
        .collect()
}

fn open<'a>(
    db: &mut Db,
    instance: &'a Instance,
    incident: &Incident,
    by: &Account,
    facts: Vec<Awareness>,
    now: DateTime<Utc>,
) -> Result<Case<'a>, StoreError> {
    let year = i64::from(chrono::Datelike::year(&paris_day(now)));
    let breach = Breach {
        id: new_id(now),
        incident_id: incident.id.clone(),
        reference: incidents::next_reference(db, "VIO", year)?,
        status: Status::Suspected,
        status_reason: String::new(),
        settled: None,
        record: Record::default(),
        controllers: BTreeSet::from([controller(incident)]),
        verdict: None,
        hold: None,
        ministry: None,
        opened_by: by.id.clone(),
        opened_at: now,
        version: 1,
    };
    let mut case = Case {
        pack: pack_as_decided(db, instance, &incident.decision)?,
        incident: incident.clone(),
        breach,
        awareness: facts,
    };
    super::document::prefill(db, &mut case, by)?;
    breaches::insert(db, &case.breach)?;
    search::reindex(db, &incident.id)?;
    for awareness in &case.awareness {
        let fact = Fact {
            awareness: awareness.clone(),
            reason: None,
            recorded_by: "tocsin".to_owned(),
            recorded_at: now,
            superseded_at: None,
        };
        breaches::insert_awareness(db, &new_id(now), &case.breach.id, &fact)?;
    }
    answered(db, incident, by, now)?;
    let changes = duties::refresh(db, &case, "", false, now)?;
    let body = json!({
        "breach": case.breach.reference, "controllers": case.breach.controllers, "awareness": case.awareness,
        "duties": changes,
    });
    case.record(db, &by.id, "breach_opened", body, now)?;
    tell_officers(db, instance, &case, now)?;
    Ok(case)
}

/// Opening a breach answers the question whether personal data are touched.
fn answered(db: &mut Db, incident: &Incident, by: &Account, now: DateTime<Utc>) -> Result<(), StoreError> {
    let late_reason = Some("Réponse donnée après le délai.");
    settle_question(db, incident, &Settled::Met { at: now, late_reason }, by)
}

/// Until somebody says better, the school answers for what happens in it; without a school, whoever handles it.
fn controller(incident: &Incident) -> Party {
    match incident.establishment_uai {
        Some(_) => Party::Etablissement,
        None => incident.decision.handler,
    }
}
