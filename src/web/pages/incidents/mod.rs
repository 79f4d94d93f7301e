//! Pages about dossiers.

pub mod components;
pub mod new;
