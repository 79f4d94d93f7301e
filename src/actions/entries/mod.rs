//! Writing in a dossier: comments, facts, decisions and their corrections; the people mentioned are told.

pub mod write;

mod mentioned;
