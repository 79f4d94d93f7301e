//! The web layer: the only place that knows actix. Pages are struct + template + form, one folder per noun.
//!
//! Handlers ask the actions and the store; nothing here decides anything about the law.

pub mod assets;
pub mod deadline;
pub mod explanation;
pub mod pages;
pub mod paths;
pub mod problems;
pub mod shell;
pub mod view;
pub mod wording;
