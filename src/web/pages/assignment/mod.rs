//! Who holds a dossier, said on its page.

pub mod save;
