//! Somebody answers whether personal data are touched, where the reporter could not tell.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::Instance;
use super::open::on_dossier;
use super::{BreachRefused, Case};
use crate::domain::incident::TEXT_MAX;
use crate::domain::journal::Draft;
use crate::domain::obligations::{Kind, State};
use crate::domain::people::Account;
use crate::store::incidents::{self, Incident};
use crate::store::obligations::{self, Settled};
use crate::store::{Db, StoreError, journal, steps};

/// Answers « yes »: a suspected breach is opened.
///
/// # Errors
/// [`BreachRefused::NotFound`] when the account does not see the dossier.
pub fn yes<'a>(
    db: &mut Db,
    instance: &'a Instance,
    by: &Account,
    incident: &str,
    now: DateTime<Utc>,
) -> Result<Case<'a>, BreachRefused> {
    on_dossier(db, instance, by, incident, &[], now).map(|(case, _)| case)
}

/// Answers « no », with the reason: the question is settled and the reason kept in the journal.
///
/// # Errors
/// A missing reason, a breach that is open already, [`BreachRefused::NotFound`].
pub fn no(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    incident: &str,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), BreachRefused> {
    let incident = incidents::find(db, incident, &by.sight())?.ok_or(BreachRefused::NotFound)?;
    if Case::of_incident(db, instance, &incident.id)?.is_some() {
        let message =
            "Une violation est ouverte sur ce dossier\u{a0}: dites plutôt qu’il n’y en a pas, avec le motif.";
        return Err(BreachRefused::stands("breach", message));
    }
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > TEXT_MAX {
        return Err(BreachRefused::problem(
            "reason",
            "Dites pourquoi aucune donnée personnelle n’est touchée.",
        ));
    }
    settle_question(
        db,
        &incident,
        &Settled::Met {
            at: now,
            late_reason: Some(reason),
        },
        by,
    )?;
    let draft = Draft {
        at: now,
        actor: by.id.clone(),
        act: "personal_data_denied".to_owned(),
        dossier: Some(incident.reference),
        body: json!({ "reason": reason }),
    };
    journal::append(db, draft)?;
    Ok(())
}

/// Settles the duty to answer, where it stands.
pub(super) fn settle_question(
    db: &mut Db,
    incident: &Incident,
    settled: &Settled<'_>,
    by: &Account,
) -> Result<(), StoreError> {
    let duties = obligations::of_incident(db, &incident.id)?;
    let open = duties
        .iter()
        .filter(|duty| duty.kind == Kind::AssessPersonalData && duty.state == State::Pending);
    for duty in open {
        obligations::settle(db, duty, settled, Some(&by.id))?;
        steps::drop_open(db, &duty.id)?;
    }
    Ok(())
}
