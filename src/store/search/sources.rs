//! What the document of a dossier is made of. To be found by something more, a dossier needs one more source.

use diesel::prelude::*;

use crate::store::schema::{
    attachments, breaches, component_labels, entries, establishments, handovers, incident_components,
    incidents, remediation_actions, stages,
};
use crate::store::{Db, StoreError};

type Source = fn(&mut Db, &str) -> Result<Vec<String>, StoreError>;

/// The first ones count most: a document has an end.
const SOURCES: &[Source] = &[
    dossier, school, breach, components, attached, planned, told, decided,
];

/// Every text of a dossier, as it was written.
pub(super) fn of(db: &mut Db, incident_id: &str) -> Result<Vec<String>, StoreError> {
    let mut texts = Vec::new();
    for source in SOURCES {
        texts.extend(source(db, incident_id)?);
    }
    Ok(texts)
}

/// Its reference, its references elsewhere, and what the reporter wrote.
fn dossier(db: &mut Db, id: &str) -> Result<Vec<String>, StoreError> {
    let columns = (
        incidents::reference,
        incidents::external_refs,
        incidents::title,
        incidents::description,
        incidents::measures_taken,
    );
    let (reference, elsewhere, title, description, measures): (String, String, String, String, String) =
        incidents::table.find(id).select(columns).get_result(db)?;
    let mut texts = vec![reference, title];
    texts.extend(serde_json::from_str::<Vec<String>>(&elsewhere)?);
    texts.extend([description, measures]);
    Ok(texts)
}

/// Its name on the day of the report and its code, with its town.
fn school(db: &mut Db, id: &str) -> Result<Vec<String>, StoreError> {
    let columns = (incidents::establishment_name, incidents::establishment_uai);
    let (name, uai): (String, Option<String>) = incidents::table.find(id).select(columns).get_result(db)?;
    let town: Option<String> = establishments::table
        .filter(establishments::uai.nullable().eq(uai.clone()))
        .select(establishments::town)
        .get_result(db)
        .optional()?;
    Ok([Some(name), uai, town].into_iter().flatten().collect())
}

fn breach(db: &mut Db, id: &str) -> Result<Vec<String>, StoreError> {
    Ok(breaches::table
        .filter(breaches::incident_id.eq(id))
        .select(breaches::reference)
        .load(db)?)
}

fn components(db: &mut Db, id: &str) -> Result<Vec<String>, StoreError> {
    let touched = incident_components::table
        .filter(incident_components::incident_id.eq(id))
        .select(incident_components::component);
    Ok(component_labels::table
        .filter(component_labels::component.eq_any(touched))
        .select(component_labels::label)
        .order((component_labels::component, component_labels::label))
        .load(db)?)
}

fn attached(db: &mut Db, id: &str) -> Result<Vec<String>, StoreError> {
    Ok(attachments::table
        .filter(attachments::incident_id.eq(id))
        .select(attachments::name)
        .order(attachments::id)
        .load(db)?)
}

/// What is to be done, and how it went.
fn planned(db: &mut Db, id: &str) -> Result<Vec<String>, StoreError> {
    let columns = (
        remediation_actions::title,
        remediation_actions::evidence,
        remediation_actions::reason,
    );
    let actions: Vec<(String, String, String)> = remediation_actions::table
        .filter(remediation_actions::incident_id.eq(id))
        .select(columns)
        .order(remediation_actions::number.desc())
        .load(db)?;
    let texts = actions
        .into_iter()
        .flat_map(|(title, evidence, reason)| [title, evidence, reason]);
    Ok(texts.collect())
}

/// What people wrote, corrected or not: the entries stay. The newest come first, so that the end of a document, if it
/// is reached, cuts the oldest.
fn told(db: &mut Db, id: &str) -> Result<Vec<String>, StoreError> {
    Ok(entries::table
        .filter(entries::incident_id.eq(id))
        .select(entries::text)
        .order(entries::number.desc())
        .load(db)?)
}

/// The reasons of what was decided about it.
fn decided(db: &mut Db, id: &str) -> Result<Vec<String>, StoreError> {
    let stages: Vec<(String, String)> = stages::table
        .filter(stages::incident_id.eq(id))
        .select((stages::reason, stages::follow_up))
        .order(stages::number)
        .load(db)?;
    let handovers: Vec<(String, String)> = handovers::table
        .filter(handovers::incident_id.eq(id))
        .select((handovers::reason, handovers::answer_reason))
        .order(handovers::number)
        .load(db)?;
    let reasons = stages.into_iter().chain(handovers);
    Ok(reasons.flat_map(|(one, other)| [one, other]).collect())
}
