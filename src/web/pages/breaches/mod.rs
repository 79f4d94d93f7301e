//! Pages about personal-data breaches: one breach, its record section by section, who knew when, what it is taken to be.
//!
//! Deliberately absent: the register, and the pages on which an officer notifies.

pub mod awareness;
pub mod chain;
pub mod conflict;
pub mod files;
pub mod hold;
pub mod know;
pub mod knowledge;
pub mod line;
pub mod meter;
pub mod next;
pub mod questions;
pub mod save;
pub mod section;
pub(super) mod seen;
pub mod settle;
pub mod show;
pub mod status;
pub mod typed;
