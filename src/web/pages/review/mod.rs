//! « Revoir le »: the review day, set and taken away on the page of a dossier.

pub mod save;
pub mod typed;
