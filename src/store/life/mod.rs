//! The life of a dossier as recorded: stages, decisions and handovers, each numbered within its dossier.

mod decisions;
mod handovers;
mod stages;

pub use decisions::{Decided, decisions, insert_decision};
pub use handovers::{Answered, Handover, answer, handovers, insert_handover};
pub use stages::{Rejection, Stage, insert_stage, stages};
