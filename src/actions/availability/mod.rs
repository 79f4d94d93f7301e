//! Components of a dossier that cannot be used: marked by whoever handles it, with what makes up for them, their service
//! levels kept in step, the journal told. One transaction for each act.

mod checks;
mod duties;
pub mod first_action;
pub mod mark;
mod opening;

pub(super) use opening::at_report;
pub use opening::follow_handler;

use thiserror::Error;

use crate::domain::incident::{Problem, Status};
use crate::domain::life::handles;
use crate::domain::people::Account;
use crate::store::incidents::{self, Incident};
use crate::store::{Db, StoreError};

/// Why an act about availability was refused; nothing is recorded then.
#[derive(Debug, Error)]
pub enum AvailabilityRefused {
    /// What was given is wrong; every problem at once.
    #[error("saisie à corriger")]
    Problems(Vec<Problem>),
    /// The dossier does not exist for this account.
    #[error("dossier introuvable")]
    NotFound,
    /// Somebody else handles the dossier.
    #[error("{0}")]
    NotTheHandler(String),
    /// Facts stand in the way; each said in French.
    #[error("cet acte n’est pas possible dans l’état du dossier")]
    Stands(Vec<Problem>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AvailabilityRefused {
    fn stands(field: &str, message: impl Into<String>) -> Self {
        Self::Stands(vec![Problem::new(field, message)])
    }
}

/// The dossier of this reference, if the account sees it, handles it, and it is still open.
fn handled(db: &mut Db, by: &Account, reference: &str) -> Result<Incident, AvailabilityRefused> {
    let incident = incidents::find(db, reference, &by.sight())?.ok_or(AvailabilityRefused::NotFound)?;
    if !handles(&by.roles, incident.decision.handler) {
        let message = "La disponibilité est notée par les personnes qui traitent l’incident.";
        return Err(AvailabilityRefused::NotTheHandler(message.to_owned()));
    }
    match incident.status {
        Status::Closed => Err(AvailabilityRefused::stands("status", "Ce dossier est clos.")),
        Status::Rejected => Err(AvailabilityRefused::stands("status", "Ce dossier est écarté.")),
        Status::Reported | Status::Qualified | Status::InProgress | Status::Resolved => Ok(incident),
    }
}
