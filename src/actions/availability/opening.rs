//! What becomes of availability when a dossier begins or changes hands.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::super::note::note;
use super::super::{Instance, new_id};
use super::duties;
use crate::domain::obligations::Outage;
use crate::domain::people::Account;
use crate::store::incidents::Incident;
use crate::store::outages::{self, Recorded};
use crate::store::{Db, StoreError};

/// Begins an outage for each component that the report says cannot be used, since it was noticed.
pub(in crate::actions) fn at_report(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    by: &Account,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let unavailable = incident.components.iter().filter(|it| it.unavailable);
    let components: BTreeSet<&String> = unavailable.map(|it| &it.touched.component).collect();
    for component in components {
        let recorded = Recorded {
            id: new_id(now),
            incident_id: incident.id.clone(),
            outage: Outage {
                component: component.clone(),
                began_at: incident.detected_at,
                ended_at: None,
                spare: None,
                under_control: None,
                shared_data: false,
            },
            recorded_by: by.id.clone(),
            recorded_at: now,
        };
        outages::insert(db, &recorded)?;
        let changes = duties::refresh(db, instance, incident, &recorded, now)?;
        let body = json!({
            "outage": recorded.id, "component": component, "at": recorded.outage.began_at, "duties": changes,
        });
        note(db, &by.id, incident, ("component_unavailable", body), now)?;
    }
    Ok(())
}

/// Brings the service levels of a dossier into agreement with its new handler: what the former one promised falls away
/// unless it was kept, what the new one promises begins. Answers with what changed, for the journal of the handover.
///
/// # Errors
/// The store's own failures.
pub fn follow_handler(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    now: DateTime<Utc>,
) -> Result<Vec<Value>, StoreError> {
    let mut changes = Vec::new();
    for recorded in outages::of_incident(db, &incident.id)? {
        if recorded.outage.ended_at.is_none() {
            changes.extend(duties::refresh(db, instance, incident, &recorded, now)?);
        }
    }
    Ok(changes)
}
