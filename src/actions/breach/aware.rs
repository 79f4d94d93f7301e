//! A party becomes aware without anybody saying so: by the notification that reached it.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::{Instance, new_id};
use super::{Case, duties};
use crate::domain::breach::Awareness;
use crate::domain::people::Party;
use crate::store::breaches::{self, Fact};
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
    let awareness = Awareness {
        party: Party::Academie,
        aware_at: now,
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
    let changes = duties::refresh(db, &case, "", false, now)?;
    let body = json!({ "breach": case.breach.reference, "party": Party::Academie, "aware_at": now, "duties": changes });
    case.record(db, "tocsin", "awareness_recorded", body, now)
}
