//! Pages about dossiers.

pub mod attachments;
pub mod breach;
pub mod components;
pub mod create;
mod dossier;
pub mod filter;
pub mod index;
pub mod new;
pub mod personal_data;
pub mod reading;
pub mod reported;
pub mod schools;
pub mod show;
