//! What the document of a dossier is made of. To be found by something more, a dossier needs one more source.

use diesel::prelude::*;

use crate::store::schema::{
    attachments, breaches, component_labels, establishments, incident_components, incidents,
};
use crate::store::{Db, StoreError};

type Source = fn(&mut Db, &str) -> Result<Vec<String>, StoreError>;

/// The first ones count most: a document has an end.
const SOURCES: &[Source] = &[dossier, school, breach, components, attached];

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
