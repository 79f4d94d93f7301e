//! What the acts that follow a dossier share: entries, the remediation plan, review days.

use thiserror::Error;

use super::once::KeyRefused;
use crate::domain::incident::Problem;
use crate::domain::people::Account;
use crate::store::incidents::{self, Incident};
use crate::store::{Db, StoreError};

/// Why such an act was refused; nothing is recorded then.
#[derive(Debug, Error)]
pub enum FollowRefused {
    /// What was given is wrong; every problem at once.
    #[error("saisie incomplète")]
    Problems(Vec<Problem>),
    /// It does not exist for this account.
    #[error("introuvable")]
    NotFound,
    /// It belongs to others; the sentence says to whom.
    #[error("{0}")]
    NotYours(String),
    /// Facts stand in the way, or somebody else was faster; each said in French.
    #[error("cet acte n’est pas possible dans l’état du dossier")]
    Stands(Vec<Problem>),
    /// The idempotency key was used before for another request.
    #[error("clé déjà utilisée pour une autre demande")]
    KeyReused,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<KeyRefused> for FollowRefused {
    fn from(refused: KeyRefused) -> Self {
        match refused {
            KeyRefused::Reused => Self::KeyReused,
            KeyRefused::Store(error) => Self::Store(error),
        }
    }
}

/// The dossier of this reference, if the account sees it: not allowed and not existing look the same.
///
/// # Errors
/// [`FollowRefused::NotFound`].
pub fn dossier(db: &mut Db, by: &Account, reference: &str) -> Result<Incident, FollowRefused> {
    incidents::find(db, reference, &by.sight())?.ok_or(FollowRefused::NotFound)
}
