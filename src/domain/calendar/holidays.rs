//! The eleven public holidays of France (Code du travail, art. L3133-1), those that follow Easter computed.

use chrono::{Datelike as _, NaiveDate, TimeDelta};

/// Days after Easter Sunday of its Monday, of Ascension and of Whit Monday.
const AFTER_EASTER: [i64; 3] = [1, 39, 50];
/// Month and day of the others.
const FIXED: [(u32, u32); 8] = [
    (1, 1),
    (5, 1),
    (5, 8),
    (7, 14),
    (8, 15),
    (11, 1),
    (11, 11),
    (12, 25),
];

/// Whether this day is a public holiday in the whole of France.
#[must_use]
pub fn is_public_holiday(day: NaiveDate) -> bool {
    FIXED.contains(&(day.month(), day.day())) || follows_easter(day)
}

fn follows_easter(day: NaiveDate) -> bool {
    easter(day.year()).is_some_and(|easter| AFTER_EASTER.contains(&(day - easter).num_days()))
}

/// Easter Sunday of a year of the Gregorian calendar, by the computation of Meeus, Jones and Butcher.
#[must_use]
pub fn easter(year: i32) -> Option<NaiveDate> {
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let golden = year.rem_euclid(19);
    let moon_drift = (century - (century + 8) / 25 + 1) / 3;
    let full_moon = (19 * golden + century - century / 4 - moon_drift + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - full_moon - rest % 4) % 7;
    let too_late = (golden + 11 * full_moon + 22 * to_sunday) / 451;
    let days = full_moon + to_sunday - 7 * too_late;
    NaiveDate::from_ymd_opt(year, 3, 22)?.checked_add_signed(TimeDelta::days(days.into()))
}
