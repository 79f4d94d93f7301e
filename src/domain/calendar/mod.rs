//! Working time, in which service levels are promised (DOMAIN §4): half days on the clocks of Paris, Monday to Friday,
//! French public holidays left out when the pack says so.
//!
//! A half day is half of the working time of a day, counted wherever it falls: begun at 10:00, it ends in the
//! afternoon. An instant outside working time counts from the next opening. Everything is pure, UTC in and UTC out.
//!
//! Deliberately absent: the legal clocks, which are elapsed hours and never look at this calendar.

mod holidays;
mod words;
mod working;

pub use holidays::{easter, is_public_holiday};
pub use words::left_in_words;
pub use working::{after_half_days, halfway, is_working_day, time_between};

#[cfg(test)]
mod tests;
