//! Telling the ministry of a breach: decided by the DPD or the RSSI, then recorded when done.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::Instance;
use super::super::life::take_up;
use super::{BreachRefused, Case, duties, not_rejected};
use crate::domain::obligations::{Kind, Ministry, State};
use crate::domain::people::{Account, Role};
use crate::store::obligations::{self, Settled};
use crate::store::{Db, steps};

/// Decides that the ministry is to be told by `due_at` (UTC), or without delay.
///
/// # Errors
/// Another person than the DPD or the RSSI; an instant in the past.
pub fn decide<'a>(
    db: &mut Db,
    instance: &'a Instance,
    by: &Account,
    reference: &str,
    due_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Case<'a>, BreachRefused> {
    let mut case = of_the_academie(db, instance, by, reference)?;
    not_rejected(&case.incident)?;
    if due_at.is_some_and(|due| due < now) {
        return Err(BreachRefused::problem(
            "due_at",
            "Cette échéance est déjà passée.",
        ));
    }
    case.breach.ministry = Some(Ministry {
        decided_at: now,
        due_at,
    });
    case.save(db)?;
    let changes = duties::refresh(db, &case, "", false, now)?;
    let body = json!({ "breach": case.breach.reference, "due_at": due_at, "duties": changes });
    case.record(db, &by.id, "ministry_escalation_decided", body, now)?;
    take_up::if_owed(db, instance, &mut case, by, now)?;
    Ok(case)
}

/// Records that the ministry was told.
///
/// # Errors
/// Another person than the DPD or the RSSI; no such duty pending; lateness without its reason.
pub fn told(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    reference: &str,
    late_reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), BreachRefused> {
    let case = of_the_academie(db, instance, by, reference)?;
    let duties = obligations::of_incident(db, &case.incident.id)?;
    let pending = duties
        .iter()
        .find(|duty| duty.kind == Kind::EscalateToMinistry && duty.state == State::Pending);
    let Some(duty) = pending else {
        return Err(BreachRefused::stands(
            "ministry",
            "Aucune remontée au ministère n’est attendue.",
        ));
    };
    let late_reason = late_reason.map(str::trim).filter(|reason| !reason.is_empty());
    if duty.is_overdue(now) && late_reason.is_none() {
        return Err(BreachRefused::problem(
            "late_reason",
            "L’échéance est passée\u{a0}: dites pourquoi.",
        ));
    }
    obligations::settle(db, duty, &Settled::Met { at: now, late_reason }, Some(&by.id))?;
    steps::drop_open(db, &duty.id)?;
    let body = json!({ "breach": case.breach.reference, "late_reason": late_reason });
    case.record(db, &by.id, "ministry_told", body, now)?;
    Ok(())
}

fn of_the_academie<'a>(
    db: &mut Db,
    instance: &'a Instance,
    by: &Account,
    reference: &str,
) -> Result<Case<'a>, BreachRefused> {
    let case = Case::of(db, instance, by, reference)?;
    if by.roles.contains(&Role::Dpd) || by.roles.contains(&Role::Rssi) {
        return Ok(case);
    }
    let message = "La remontée au ministère revient au DPD et au RSSI de l’académie.";
    Err(BreachRefused::NotTheOfficer(message.to_owned()))
}
