//! Files of a dossier: sending one, marking it for the notification, reading it. They are listed on the dossier's page.

pub mod create;
pub mod hold;
pub mod mark;
pub mod show;
