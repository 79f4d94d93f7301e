//! The references that a dossier bears elsewhere.

pub mod change;
pub mod show;
