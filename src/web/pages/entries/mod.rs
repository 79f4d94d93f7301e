//! Writing in a dossier: from its page, and the page to correct an entry.

pub mod correct;
pub mod create;
pub mod save;
pub mod typed;
