//! Tokens of machines: given once, recognised by their hash, taken back at once.

pub mod give;
pub mod recognise;
pub mod revoke;

use thiserror::Error;

use super::once::KeyRefused;
use super::password::HashingFailed;
use crate::domain::incident::Problem;
use crate::store::StoreError;

/// How every token begins, so that programs that look for leaked secrets know one.
pub const BEGINS: &str = "tocsin_";

/// Why an act on a token was refused.
#[derive(Debug, Error)]
pub enum TokenRefused {
    /// What was given is wrong; every problem at once.
    #[error("{}", .0.iter().map(|p| format!("{}: {}", p.field, p.message)).collect::<Vec<_>>().join("\n"))]
    Problems(Vec<Problem>),
    /// There is no such token.
    #[error("jeton inconnu")]
    NotFound,
    /// The key was used before for something else.
    #[error("clé d’idempotence déjà utilisée pour une autre demande")]
    KeyReused,
    /// The machine has no randomness to give.
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<KeyRefused> for TokenRefused {
    fn from(refused: KeyRefused) -> Self {
        match refused {
            KeyRefused::Reused => Self::KeyReused,
            KeyRefused::Store(error) => Self::Store(error),
        }
    }
}
