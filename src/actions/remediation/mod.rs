//! The remediation plan: actions are planned, changed and followed; their owners are reminded.

pub mod change;
pub mod plan;
pub mod remind;

mod owner;

pub use owner::OwnerGiven;

use crate::domain::people::{Account, Party};
use crate::domain::remediation::may_plan;
use crate::store::incidents::Incident;

/// The parties that handle a dossier: the handler and those associated.
#[must_use]
pub fn handlers(incident: &Incident) -> Vec<Party> {
    let decision = &incident.decision;
    std::iter::once(decision.handler)
        .chain(decision.associates.iter().copied())
        .collect()
}

/// Whether the account plans actions in this dossier.
#[must_use]
pub fn plans(account: &Account, incident: &Incident) -> bool {
    may_plan(account, &handlers(incident))
}
