//! Programs that are told of events: registered and removed by an administrator, told by the worker.

pub mod register;
pub mod remove;
pub mod tell;

use thiserror::Error;

use super::once::KeyRefused;
use crate::domain::incident::Problem;
use crate::store::StoreError;

/// Why an act on a subscriber was refused.
#[derive(Debug, Error)]
pub enum WebhookRefused {
    /// What was given is wrong; every problem at once.
    #[error("saisie incomplète")]
    Problems(Vec<Problem>),
    /// There is no such subscriber.
    #[error("abonné inconnu")]
    NotFound,
    /// The key was used before for something else.
    #[error("clé d’idempotence déjà utilisée pour une autre demande")]
    KeyReused,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<KeyRefused> for WebhookRefused {
    fn from(refused: KeyRefused) -> Self {
        match refused {
            KeyRefused::Reused => Self::KeyReused,
            KeyRefused::Store(error) => Self::Store(error),
        }
    }
}
