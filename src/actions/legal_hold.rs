//! Holding the files of a dossier for a legal reason, whatever their retention, and letting them go again.

use chrono::{DateTime, Utc};
use serde_json::json;
use thiserror::Error;

use super::new_id;
use super::note::note;
use crate::domain::incident::{Problem, TEXT_MAX};
use crate::domain::people::Account;
use crate::store::incidents::{self, Incident};
use crate::store::legal_holds::{self, LegalHold};
use crate::store::{Db, StoreError};

/// Why a hold was refused; nothing is recorded then.
#[derive(Debug, Error)]
pub enum HoldRefused {
    /// The reason is missing or too long.
    #[error("motif à corriger")]
    Problems(Vec<Problem>),
    /// The dossier does not exist for this account.
    #[error("dossier introuvable")]
    NotFound,
    /// It is held already, or it is not.
    #[error("gel impossible en l’état du dossier")]
    Stands(Vec<Problem>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Holds the files of a dossier.
///
/// # Errors
/// [`HoldRefused`].
pub fn hold(
    db: &mut Db,
    by: &Account,
    reference: &str,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Incident, HoldRefused> {
    let incident = incidents::find(db, reference, &by.sight())?.ok_or(HoldRefused::NotFound)?;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > TEXT_MAX {
        let message = "Dites pourquoi ces pièces doivent rester.";
        return Err(HoldRefused::Problems(vec![Problem::new("reason", message)]));
    }
    if legal_holds::standing(db, &incident.id)?.is_some() {
        return Err(stands("Les pièces de ce dossier sont déjà gelées."));
    }
    let hold = LegalHold {
        id: new_id(now),
        incident_id: incident.id.clone(),
        reason: reason.to_owned(),
        held_by: by.id.clone(),
        held_at: now,
    };
    legal_holds::insert(db, &hold)?;
    let body = json!({ "hold": hold.id, "reason": reason });
    note(db, &by.id, &incident, ("attachments_held", body), now)?;
    Ok(incident)
}

/// Lets the files of a dossier go again, when their time is over.
///
/// # Errors
/// [`HoldRefused`].
pub fn release(
    db: &mut Db,
    by: &Account,
    reference: &str,
    now: DateTime<Utc>,
) -> Result<Incident, HoldRefused> {
    let incident = incidents::find(db, reference, &by.sight())?.ok_or(HoldRefused::NotFound)?;
    let standing = legal_holds::standing(db, &incident.id)?;
    let standing = standing.ok_or_else(|| stands("Les pièces de ce dossier ne sont pas gelées."))?;
    legal_holds::release(db, &standing.id, &by.id, now)?;
    let body = json!({ "hold": standing.id });
    note(db, &by.id, &incident, ("attachments_released", body), now)?;
    Ok(incident)
}

fn stands(message: &str) -> HoldRefused {
    HoldRefused::Stands(vec![Problem::new("legal_hold", message)])
}
