//! A closed dossier is open again as soon as its breach asks something of anybody: no clock waits until somebody thinks of
//! taking the dossier up, and none runs on a dossier that says it is over.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::Instance;
use super::super::breach::Case;
use super::super::note::note;
use super::super::watching::{self, Happening};
use crate::domain::breach;
use crate::domain::incident::Status;
use crate::domain::life::Act;
use crate::domain::obligations::State;
use crate::domain::people::Account;
use crate::domain::watching::News;
use crate::store::life::{self, Stage};
use crate::store::{Db, StoreError, incidents, obligations, search};

const WHY: &str = "Ce que l’on sait de la violation de données appelle de nouveau à agir.";

/// Takes the dossier of a breach up again if it is closed and something is owed, or its breach is not decided.
pub(in crate::actions) fn if_owed(
    db: &mut Db,
    instance: &Instance,
    case: &mut Case<'_>,
    by: &Account,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let duties = obligations::of_incident(db, &case.incident.id)?;
    let pending = duties.iter().any(|duty| duty.state == State::Pending);
    let calls = pending || case.breach.status == breach::Status::Suspected;
    if case.incident.status != Status::Closed || !calls {
        return Ok(());
    }
    let mut incident = case.incident.clone();
    incident.status = Status::InProgress;
    let stage = Stage {
        number: 0,
        act: Act::Reopen,
        status: incident.status,
        reason: WHY.to_owned(),
        follow_up: String::new(),
        qualification: None,
        rejection: None,
        by: by.id.clone(),
        at: now,
    };
    life::insert_stage(db, &incident.id, stage)?;
    if !incidents::change(db, &incident)? {
        return Err(StoreError::Corrupt(format!("version of {}", incident.reference)));
    }
    incident.version += 1;
    search::reindex(db, &incident.id)?;
    let body = json!({ "status": incident.status, "version": incident.version });
    note(db, &by.id, &incident, ("incident_reopened", body), now)?;
    let happening = Happening {
        news: News::Reopened,
        by,
        at: now,
    };
    watching::tell(db, instance, &incident, happening)?;
    case.incident = incident;
    Ok(())
}
