//! Pages about dossiers.

pub mod attachments;
pub mod availability;
pub mod breach;
pub mod components;
pub mod create;
mod dossier;
pub mod filter;
pub mod first_action;
pub mod follow;
pub mod holding;
pub mod index;
pub mod life;
pub mod mark_availability;
pub mod new;
pub mod outages;
pub mod personal_data;
pub mod reading;
pub mod reported;
pub mod schools;
pub mod show;
