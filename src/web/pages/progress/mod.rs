//! Pages on which the people of the handler move a dossier on.

pub mod record;
pub mod show;
