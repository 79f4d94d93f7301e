//! The line of time of a dossier.

pub mod line;
pub mod show;
