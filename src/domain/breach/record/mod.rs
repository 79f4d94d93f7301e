//! The record of a breach: every fact that the common template of the EDPB asks for (draft v1.0, June 2026), typed.
//!
//! One table names the fields; forms, payloads, pages and the register read them through [`FIELDS`] without knowing
//! each of them. An answer may be *pending* (« à déterminer »): that is legal only in an incomplete notification,
//! and [`Record::missing_for_complete`] lists what remains.
//!
//! Deliberately absent: what others hold: the kind of notification and its chain, our reference, awareness, the
//! reasons of lateness, the verdict on the risk and the attachments (`super::notice`). The national identification
//! number of the person who reports (field 25) is not collected: the template leaves it to countries that require
//! it, and nothing here needs it (GDPR art. 5(1)(c)).

mod answer;
mod check;
mod choice;
mod completeness;
mod conditions;
mod fields;
mod french;
pub mod lists;
mod merge;
mod prefill;
mod reading;
mod table;
#[cfg(test)]
pub(super) mod tests;

pub use answer::Answer;
pub use choice::{Choice, Listed};
pub use completeness::{Completeness, Outside};
pub use fields::{Field, Kind, Section};
pub use french::SectionLines;
pub use prefill::Prefill;
pub use reading::{COUNT_MAX, LINE_MAX, NAMES_MAX, TEXT_MAX};
pub use table::{FIELDS, Record};
