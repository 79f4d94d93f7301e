//! Programs that are told of events, for the administrator. No page here shows anything of what dossiers say.

pub mod create;
pub mod index;
pub mod remove;
