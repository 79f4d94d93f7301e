//! `/api/v1/incidents`: reporting, listing, reading dossiers.

pub mod availability;
pub mod dossier;
pub mod legal_hold;
pub mod list;
pub mod report;
