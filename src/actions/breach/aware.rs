//! A party becomes aware without anybody saying so: by the notification that reached it.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::super::{Instance, new_id};
use super::told::tell_officers;
use super::{Case, duties};
use crate::domain::breach::{Awareness, Status};
use crate::domain::people::Party;
use crate::store::breaches::{self, Fact};
use crate::store::incidents::Incident;
use crate::store::{Db, StoreError};

/// The académie knows of the breach of a dossier from now on, if it is a controller and nobody said since when it does.
pub(in crate::actions) fn academie_learns(
    db: &mut Db,
    instance: &Instance,
    incident_id: &str,
    how: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let Some(mut case) = Case::of_incident(db, instance, incident_id)? else {
        return Ok(());
    };
    let knows = case.aware().contains_key(&Party::Academie);
    if knows || !case.breach.controllers.contains(&Party::Academie) {
        return Ok(());
    }
    let changes = learns(db, &mut case, Party::Academie, now, how, now)?;
    let body = json!({ "breach": case.breach.reference, "party": Party::Academie, "aware_at": now, "duties": changes });
    case.record(db, "tocsin", "awareness_recorded", body, now)
}

/// The handler of a dossier changed: what its breach calls for is brought into agreement. The département knows of the
/// breach of what it handles since it was told of it, until its officer corrects that.
pub(in crate::actions) fn handler_learns(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    told_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let Some(mut case) = Case::of_incident(db, instance, &incident.id)? else {
        return Ok(());
    };
    case.incident = incident.clone();
    let (party, known) = (incident.decision.handler, case.aware());
    if party != Party::Departement || known.contains_key(&party) || case.breach.status == Status::NotABreach {
        return duties::refresh(db, &case, "", false, now).map(|_| ());
    }
    let aware_at = told_at.max(case.breach.opened_at);
    let how = "Proposition de reprise du dossier.";
    let changes = learns(db, &mut case, party, aware_at, how, now)?;
    let body =
        json!({ "breach": case.breach.reference, "party": party, "aware_at": aware_at, "duties": changes });
    case.record(db, "tocsin", "awareness_recorded", body, now)?;
    tell_officers(db, instance, &case, now)
}

/// Records a fact of awareness that nobody stated; answers with what became of the duties.
fn learns(
    db: &mut Db,
    case: &mut Case<'_>,
    party: Party,
    aware_at: DateTime<Utc>,
    how: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Value>, StoreError> {
    let awareness = Awareness {
        party,
        aware_at,
        how: how.to_owned(),
    };
    let fact = Fact {
        awareness: awareness.clone(),
        reason: None,
        recorded_by: "tocsin".to_owned(),
        recorded_at: now,
        superseded_at: None,
    };
    breaches::insert_awareness(db, &new_id(now), &case.breach.id, &fact)?;
    case.awareness.push(awareness);
    duties::refresh(db, case, "", false, now)
}
