//! Tokens of machines, for the administrator. No page here shows anything of a dossier.

pub mod create;
pub mod index;
pub mod revoke;
