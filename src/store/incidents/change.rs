//! What changes in a dossier as its life goes on, and the dossiers that wait for the RSSI.

use diesel::prelude::*;

use super::sight::seen_by;
use super::{Incident, Listed};
use crate::domain::convention::Certainty;
use crate::domain::incident::Status;
use crate::domain::people::{Party, Sight};
use crate::store::db::MultiBackend;
use crate::store::schema::{incident_parties, incidents, stages};
use crate::store::types::{CertaintyText, PartyText, StatusText, TlpText};
use crate::store::{Db, StoreError};

/// Saves where a dossier stands, who handles it and what it is, if nobody else changed it since it was read at
/// `incident.version`; tells whether nobody did. The version stored is the next one.
///
/// # Errors
/// The store's own failures.
pub fn change(db: &mut Db, incident: &Incident) -> Result<bool, StoreError> {
    let as_read = incidents::table
        .filter(incidents::id.eq(&incident.id))
        .filter(incidents::version.eq(incident.version));
    let qualification = incident.qualification.as_ref();
    let values = (
        incidents::status.eq(StatusText(incident.status)),
        incidents::handler.eq(PartyText(incident.decision.handler)),
        incidents::certainty.eq(CertaintyText(incident.decision.certainty)),
        incidents::decision.eq(serde_json::to_string(&incident.decision)?),
        incidents::category.eq(qualification.map(|it| &it.category)),
        incidents::kind.eq(qualification.and_then(|it| it.kind.as_ref())),
        incidents::severity.eq(qualification.map(|it| it.severity)),
        incidents::tlp.eq(qualification.map(|it| TlpText(it.tlp))),
        incidents::version.eq(incident.version + 1),
    );
    Ok(diesel::update(as_read).set(values).execute(db)? > 0)
}

/// Keeps the references that a dossier bears elsewhere.
///
/// # Errors
/// The store's own failures.
pub fn set_external_refs(db: &mut Db, incident_id: &str, refs: &[String]) -> Result<(), StoreError> {
    diesel::update(incidents::table.find(incident_id))
        .set(incidents::external_refs.eq(serde_json::to_string(refs)?))
        .execute(db)?;
    Ok(())
}

/// Lets a party see a dossier from now on; one that sees it already goes on seeing it.
///
/// # Errors
/// The store's own failures.
pub fn add_party(db: &mut Db, incident_id: &str, party: Party) -> Result<(), StoreError> {
    let known: i64 = incident_parties::table
        .filter(incident_parties::incident_id.eq(incident_id))
        .filter(incident_parties::party.eq(PartyText(party)))
        .count()
        .get_result(db)?;
    if known > 0 {
        return Ok(());
    }
    let values = (
        incident_parties::incident_id.eq(incident_id),
        incident_parties::party.eq(PartyText(party)),
    );
    diesel::insert_into(incident_parties::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// References of the dossiers that stand rejected as duplicates of this one, in order: a reference says nothing to whoever
/// may not open it.
///
/// # Errors
/// The store's own failures.
pub fn duplicates_of(db: &mut Db, incident_id: &str) -> Result<Vec<String>, StoreError> {
    let named = stages::table
        .filter(stages::duplicate_of.eq(incident_id))
        .select(stages::incident_id);
    let references = incidents::table
        .filter(incidents::status.eq(StatusText(Status::Rejected)))
        .filter(incidents::id.eq_any(named))
        .select(incidents::reference)
        .order(incidents::id)
        .load(db)?;
    Ok(references)
}

/// Dossiers within a sight that wait to be qualified, the oldest report first, after the dossier `cursor` of the slice
/// before: the contested ones, or the others.
///
/// # Errors
/// The store's own failures.
pub fn to_qualify(
    db: &mut Db,
    sight: &Sight,
    contested: bool,
    cursor: Option<&str>,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    let Some(visible) = seen_by(sight) else {
        return Ok(Vec::new());
    };
    let mut waiting = incidents::table
        .select(Listed::as_select())
        .filter(visible)
        .filter(incidents::status.eq(StatusText(Status::Reported)))
        .into_boxed::<MultiBackend>();
    let as_contested = CertaintyText(Certainty::Contested);
    waiting = if contested {
        waiting.filter(incidents::certainty.eq(as_contested))
    } else {
        waiting.filter(incidents::certainty.ne(as_contested))
    };
    if let Some(cursor) = cursor {
        waiting = waiting.filter(incidents::id.gt(cursor));
    }
    Ok(waiting.order(incidents::id).limit(limit).load(db)?)
}
