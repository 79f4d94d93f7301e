//! One act on several dossiers of the list.

pub mod save;
pub mod show;
