//! Following a dossier, from its page.

pub mod save;
