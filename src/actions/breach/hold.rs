//! Holding the automatic sending of the 48 h notification, with a reason, and letting it go again (DOMAIN §5). The hold
//! stops no clock: reminders and escalations go on.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::Instance;
use super::{BreachRefused, Case};
use crate::domain::breach::is_officer_of;
use crate::domain::incident::TEXT_MAX;
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Party};
use crate::store::breaches::Hold;
use crate::store::{Db, StoreError, obligations, steps};

/// Holds the automatic sending.
///
/// # Errors
/// A missing reason, another person than the département's officer, a hold that stands already.
pub fn hold<'a>(
    db: &mut Db,
    instance: &'a Instance,
    by: &Account,
    reference: &str,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Case<'a>, BreachRefused> {
    let mut case = of_the_officer(db, instance, by, reference)?;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > TEXT_MAX {
        return Err(BreachRefused::problem(
            "reason",
            "Dites pourquoi l’envoi automatique est retenu.",
        ));
    }
    if case.breach.hold.is_some() {
        return Err(BreachRefused::stands(
            "hold",
            "L’envoi automatique est déjà retenu.",
        ));
    }
    case.breach.hold = Some(Hold {
        reason: reason.to_owned(),
        by: by.id.clone(),
        at: now,
    });
    case.save(db)?;
    each_pending(db, &case, steps::hold)?;
    let body = json!({ "breach": case.breach.reference, "reason": reason });
    case.record(db, &by.id, "automatic_sending_held", body, now)?;
    Ok(case)
}

/// Lets the automatic sending go again: it leaves at its instant, or at once when that is past.
///
/// # Errors
/// Another person than the département's officer, no hold that stands.
pub fn release<'a>(
    db: &mut Db,
    instance: &'a Instance,
    by: &Account,
    reference: &str,
    now: DateTime<Utc>,
) -> Result<Case<'a>, BreachRefused> {
    let mut case = of_the_officer(db, instance, by, reference)?;
    if case.breach.hold.take().is_none() {
        return Err(BreachRefused::stands(
            "hold",
            "L’envoi automatique n’est pas retenu.",
        ));
    }
    case.save(db)?;
    each_pending(db, &case, steps::release)?;
    let body = json!({ "breach": case.breach.reference });
    case.record(db, &by.id, "automatic_sending_released", body, now)?;
    Ok(case)
}

fn of_the_officer<'a>(
    db: &mut Db,
    instance: &'a Instance,
    by: &Account,
    reference: &str,
) -> Result<Case<'a>, BreachRefused> {
    let case = Case::of(db, instance, by, reference)?;
    if is_officer_of(by, Party::Departement) {
        return Ok(case);
    }
    let message =
        "Retenir l’envoi automatique revient au délégué à la protection des données du Département.";
    Err(BreachRefused::NotTheOfficer(message.to_owned()))
}

fn each_pending(
    db: &mut Db,
    case: &Case<'_>,
    act: fn(&mut Db, &str) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let duties = obligations::of_incident(db, &case.incident.id)?;
    let mut pending = duties
        .iter()
        .filter(|duty| duty.kind == Kind::Breach48h && duty.state == State::Pending);
    pending.try_for_each(|duty| act(db, &duty.id))
}
