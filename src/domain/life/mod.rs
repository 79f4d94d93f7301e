//! The life of a dossier: from its report to its closing, between two authorities that must each do their part
//! (DOMAIN §3.5 and §6).
//!
//! Everything here is pure: a transition receives facts and an instant and answers with what happened or with all that
//! stands in the way. Deliberately absent: the duties, which are in [`obligations`](super::obligations), and any
//! decision of the convention, which is in [`routing`](super::routing) and is taken once.

mod decision;
mod gravity;
mod handover;
mod may;
mod obstacle;
mod qualifying;
mod stage;
mod taxonomy;
mod tlp;

pub use decision::{Cause, handed_to, with_associate, without_associate};
pub use gravity::{Gravity, Grid};
pub use handover::Answer;
pub use may::{Act, handles, may};
pub use obstacle::Obstacle;
pub use qualifying::{Ground, Qualification, Typed, TypedRejection, Wanted, reason};
pub use stage::{Event, Facts, Pending, Refused, Step};
pub use taxonomy::{Class, Kind, class, find, taxonomy};
pub use tlp::Tlp;

#[cfg(test)]
mod tests;
