//! What people keep, print, sign or open elsewhere: PDF, spreadsheets and calendars (DOMAIN §7, §8).
//!
//! Each document is a plain struct that others fill with words already chosen; it knows how it looks and nothing of
//! where its words come from. The same struct and the same instant give the same PDF, byte for byte, so that what was
//! sent can be shown again and its hash compared.
//!
//! Deliberately absent: the store, the clock, rights, and the wording of values that belong to a dossier.

pub mod calendar;
pub mod families_letter;
pub mod notification;
pub mod pdf;
pub mod register;
pub mod section;
pub mod sheet;
pub mod sheet_to_copy;

mod legible;
