//! A dossier gets a reference that it bears elsewhere, or loses one: by the people of whoever handles it, or the RSSI.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::follow::{FollowRefused, dossier};
use super::note::note;
use crate::domain::external_ref::ExternalRef;
use crate::domain::life::handles;
use crate::domain::people::{Account, Role};
use crate::store::incidents::{self, Incident};
use crate::store::{Db, search};

/// Adds a reference; one that is borne already changes nothing. Answers with all of them.
///
/// # Errors
/// Every problem at once; [`FollowRefused::NotYours`], [`FollowRefused::NotFound`].
pub fn add(
    db: &mut Db,
    by: &Account,
    reference: &str,
    given: ExternalRef,
    now: DateTime<Utc>,
) -> Result<Vec<String>, FollowRefused> {
    let mut incident = of_handler(db, by, reference)?;
    let added = given
        .check(&incident.external_refs)
        .map_err(FollowRefused::Problems)?;
    let text = added.to_string();
    if !incident.external_refs.contains(&text) {
        incident.external_refs.push(text.clone());
        save(db, by, &incident, ("external_ref_added", &text), now)?;
    }
    Ok(incident.external_refs)
}

/// Takes a reference away; one that is not borne changes nothing. Answers with those that are left.
///
/// # Errors
/// [`FollowRefused::NotYours`], [`FollowRefused::NotFound`].
pub fn remove(
    db: &mut Db,
    by: &Account,
    reference: &str,
    text: &str,
    now: DateTime<Utc>,
) -> Result<Vec<String>, FollowRefused> {
    let mut incident = of_handler(db, by, reference)?;
    let before = incident.external_refs.len();
    incident.external_refs.retain(|borne| borne != text);
    if incident.external_refs.len() < before {
        save(db, by, &incident, ("external_ref_removed", text), now)?;
    }
    Ok(incident.external_refs)
}

/// Whether an account may change the references of a dossier that it sees.
#[must_use]
pub fn may_change(by: &Account, incident: &Incident) -> bool {
    handles(&by.roles, incident.decision.handler) || by.roles.contains(&Role::Rssi)
}

fn of_handler(db: &mut Db, by: &Account, reference: &str) -> Result<Incident, FollowRefused> {
    let incident = dossier(db, by, reference)?;
    if may_change(by, &incident) {
        return Ok(incident);
    }
    let message = "Les références d’un dossier reviennent à ceux qui le traitent et au RSSI de l’académie.";
    Err(FollowRefused::NotYours(message.to_owned()))
}

fn save(
    db: &mut Db,
    by: &Account,
    incident: &Incident,
    (act, text): (&str, &str),
    now: DateTime<Utc>,
) -> Result<(), FollowRefused> {
    incidents::set_external_refs(db, &incident.id, &incident.external_refs)?;
    search::reindex(db, &incident.id)?;
    Ok(note(
        db,
        &by.id,
        incident,
        (act, json!({ "reference": text })),
        now,
    )?)
}
