//! Who handles a dossier, who did, who is asked to, who is associated.

pub mod change;
pub mod show;
