//! Instants as people write and read them: Paris local time, with the offset shown (DOMAIN §4).
//!
//! Inside, an instant is UTC, to the microsecond. A person types and reads the time of the clocks of Paris;
//! a program writes RFC 3339 with an offset.
//!
//! Deliberately absent: the present (`now` is an argument), working time and public holidays, which never
//! move a deadline counted in hours.

mod counting;
mod days;
mod reading;
mod refused;
mod writing;

pub use counting::{due_after_hours, regulation_1182_71};
pub use days::{parse_day, start_of_day};
pub use reading::{Fold, FormInstant, Twice, from_paris_form, from_paris_local, from_unix, parse_rfc3339};
pub use refused::InstantRefused;
pub use writing::{
    date_of, day, day_of, fold, in_full, month_of, paris_day, remaining, rfc3339, short, to_form,
};

use chrono_tz::Europe::Paris;
