//! One entry in the journal for an act on a dossier, in the transaction of the act (DOMAIN §11).

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::domain::journal::Draft;
use crate::store::incidents::Incident;
use crate::store::{Db, StoreError, journal};

/// Journals what `actor`, an account or the program itself, did to a dossier.
pub(super) fn note(
    db: &mut Db,
    actor: &str,
    incident: &Incident,
    (act, body): (&str, Value),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let draft = Draft {
        at: now,
        actor: actor.to_owned(),
        act: act.to_owned(),
        dossier: Some(incident.reference.clone()),
        body,
    };
    journal::append(db, draft).map(|_| ())
}
