//! Failures of the machine: one error with its source, logged once and shown as our fault.

use thiserror::Error;

/// The store could not do what was asked of it.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The address of the database cannot be used.
    #[error("database address: {0}")]
    Address(String),
    /// No connection could be had.
    #[error("database connection: {0}")]
    Connection(String),
    /// A query failed.
    #[error("database query: {0}")]
    Query(#[from] diesel::result::Error),
    /// The commit that an act shared with others failed: none of them is kept.
    #[error("database commit: {0}")]
    Commit(String),
    /// A migration failed.
    #[error("database migration: {0}")]
    Migration(String),
    /// A stored value cannot be read back.
    #[error("stored value: {0}")]
    Corrupt(String),
}

impl StoreError {
    /// Whether a row that must be unique was there already.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        use diesel::result::{DatabaseErrorKind::UniqueViolation, Error::DatabaseError};
        matches!(self, Self::Query(DatabaseError(UniqueViolation, _)))
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt(error.to_string())
    }
}
