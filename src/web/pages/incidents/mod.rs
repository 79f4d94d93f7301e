//! Pages about dossiers.

pub mod attachments;
pub mod components;
pub mod create;
mod dossier;
pub mod index;
pub mod new;
pub mod reading;
pub mod reported;
pub mod schools;
pub mod show;
