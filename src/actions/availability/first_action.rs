//! The first action of the handler on what cannot be used: outages that waited for it are taken charge of.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::new_id;
use super::super::note::note;
use super::checks::{late_without_reason, not_before, not_in_the_future, not_too_long};
use super::{AvailabilityRefused, duties, handled};
use crate::domain::incident::Problem;
use crate::domain::obligations::Kind;
use crate::domain::people::Account;
use crate::signing::sha256_hex;
use crate::store::incidents::Incident;
use crate::store::obligations::Obligation;
use crate::store::outages::{self, Deed};
use crate::store::{Db, StoreError};

/// What was done first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What.
    pub text: String,
    /// Why it is late, or empty.
    pub late_reason: String,
}

/// Records the first action: every outage that began by then and waits for it is taken charge of.
///
/// # Errors
/// [`AvailabilityRefused`]; nothing is recorded then.
pub fn record(
    db: &mut Db,
    by: &Account,
    reference: &str,
    given: &Given,
    now: DateTime<Utc>,
) -> Result<Incident, AvailabilityRefused> {
    let incident = handled(db, by, reference)?;
    let waiting = waiting(db, &incident)?;
    let Some(first) = waiting.iter().map(|(began_at, _)| *began_at).min() else {
        let message = "Aucune prise en charge n’est attendue sur ce dossier.";
        return Err(AvailabilityRefused::stands("first_action", message));
    };
    let begun = waiting.into_iter().filter(|(began_at, _)| *began_at <= given.at);
    let taken: Vec<Obligation> = begun.map(|(_, duty)| duty).collect();
    check(given, first, &taken, now)?;
    let deed = Deed {
        id: new_id(now),
        about: incident.id.clone(),
        at: given.at,
        text: given.text.trim().to_owned(),
        recorded_by: by.id.clone(),
        recorded_at: now,
    };
    outages::first_action(db, &deed)?;
    let met = duties::meet(db, &taken, given.at, &given.late_reason, &by.id)?;
    let body = json!({ "at": deed.at, "text_sha256": sha256_hex(deed.text.as_bytes()), "duties": met });
    note(db, &by.id, &incident, ("first_action_recorded", body), now)?;
    Ok(incident)
}

/// The outages that wait to be taken charge of: since when, and the service level.
fn waiting(db: &mut Db, incident: &Incident) -> Result<Vec<(DateTime<Utc>, Obligation)>, StoreError> {
    let mut waiting = Vec::new();
    for recorded in outages::of_incident(db, &incident.id)? {
        let pending = duties::pending(db, &recorded)?.into_iter();
        let to_take = pending.filter(|duty| duty.kind == Kind::TakeCharge);
        waiting.extend(to_take.map(|duty| (recorded.outage.began_at, duty)));
    }
    Ok(waiting)
}

fn check(
    given: &Given,
    first: DateTime<Utc>,
    taken: &[Obligation],
    now: DateTime<Utc>,
) -> Result<(), AvailabilityRefused> {
    let nothing = given.text.trim().is_empty();
    let problems: Vec<Problem> = [
        not_in_the_future(given.at, now)
            .or_else(|| not_before(given.at, first, "le début de l’indisponibilité")),
        nothing.then(|| Problem::new("text", "Dites ce qui a été fait en premier.")),
        not_too_long("text", &given.text),
        late_without_reason(taken, given.at, &given.late_reason),
        not_too_long("late_reason", &given.late_reason),
    ]
    .into_iter()
    .flatten()
    .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(AvailabilityRefused::Problems(problems))
    }
}
