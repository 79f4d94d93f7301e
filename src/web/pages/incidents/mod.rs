//! Pages about dossiers.

pub mod components;
pub mod index;
pub mod new;
pub mod reported;
pub mod show;
