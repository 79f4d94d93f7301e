//! A letter that a server had accepted came back: the duty it met is owed again, and an alarm says so.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::life::take_up;
use super::super::{Instance, new_id};
use super::{BreachRefused, Case};
use crate::domain::incident::TEXT_MAX;
use crate::domain::people::Account;
use crate::store::alarms::{self, Alarm};
use crate::store::{Db, StoreError, mails, notifications, obligations, steps};

/// Records that the notification `number` of a breach came back undelivered.
///
/// # Errors
/// A missing reason, a notification that no letter carried, [`BreachRefused::NotFound`].
pub fn bounced(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    reference: &str,
    number: i64,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), BreachRefused> {
    let mut case = Case::of(db, instance, by, reference)?;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > TEXT_MAX {
        return Err(BreachRefused::problem(
            "reason",
            "Recopiez ce que dit le message de retour.",
        ));
    }
    let notification = notifications::find(db, &case.breach.id, number)?.ok_or(BreachRefused::NotFound)?;
    let carried = notifications::mails_of(db, &notification.id)?;
    if carried.is_empty() {
        return Err(BreachRefused::stands(
            "number",
            "Cette notification n’est pas partie par courriel.",
        ));
    }
    let mut reopened = Vec::new();
    for mail in carried {
        mails::came_back(db, &mail, reason, now)?;
        raise(db, &case, &mail, reason, now)?;
        for duty in obligations::met_by_mail(db, &mail)? {
            obligations::reopen(db, &duty.id)?;
            steps::pick_up(db, &duty.id)?;
            reopened.push(duty.id);
        }
    }
    let body =
        json!({ "breach": case.breach.reference, "number": number, "reason": reason, "reopened": reopened });
    case.record(db, &by.id, "notification_bounced", body, now)?;
    Ok(take_up::if_owed(db, instance, &mut case, by, now)?)
}

fn raise(
    db: &mut Db,
    case: &Case<'_>,
    mail: &str,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let message = format!(
        "La notification de la violation {} est revenue\u{a0}: elle n’est pas arrivée. Prévenez le DPD par téléphone, \
         faites corriger l’adresse et notifiez de nouveau. Motif\u{a0}: {reason}",
        case.breach.reference
    );
    let alarm = Alarm {
        id: new_id(now),
        incident_id: Some(case.incident.id.clone()),
        mail_id: Some(mail.to_owned()),
        kind: "mail_bounced".to_owned(),
        message,
        raised_at: now.into(),
        cleared_at: None,
    };
    alarms::raise(db, alarm).map(|_| ())
}
