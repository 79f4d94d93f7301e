//! Calendar days of Paris: as people and programs write them, and the instant at which each begins.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Europe::Paris;

use super::reading::is_our_year;
use super::refused::InstantRefused;

/// A day written `2026-03-29` (programs, forms) or `29/03/2026` (people).
///
/// # Errors
/// [`InstantRefused::Date`] or [`InstantRefused::Year`].
pub fn parse_day(text: &str) -> Result<NaiveDate, InstantRefused> {
    let text = text.trim();
    let read = |format| NaiveDate::parse_from_str(text, format).ok();
    let day = read("%Y-%m-%d")
        .or_else(|| read("%d/%m/%Y"))
        .ok_or(InstantRefused::Date)?;
    if is_our_year(chrono::Datelike::year(&day)) {
        Ok(day)
    } else {
        Err(InstantRefused::Year)
    }
}

/// The first instant (UTC) of a day in Paris. Clocks there never change at midnight.
#[must_use]
pub fn start_of_day(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    let local = Paris.from_local_datetime(&midnight).earliest();
    local.map_or_else(|| midnight.and_utc(), |local| local.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_of_paris_whatever_the_season() {
        for (day, begins) in [
            ("2026-03-29", "2026-03-28T23:00:00+00:00"),
            ("2026-03-30", "2026-03-29T22:00:00+00:00"),
            ("25/10/2026", "2026-10-24T22:00:00+00:00"),
            ("2026-10-26", "2026-10-25T23:00:00+00:00"),
        ] {
            assert_eq!(
                start_of_day(parse_day(day).unwrap()).to_rfc3339(),
                begins,
                "{day}"
            );
        }
    }

    #[test]
    fn what_is_no_day_of_our_time_is_refused() {
        for (text, refused) in [
            ("2026-02-29", InstantRefused::Date),
            ("demain", InstantRefused::Date),
            ("", InstantRefused::Date),
            ("9999-12-31", InstantRefused::Year),
            ("0226-03-01", InstantRefused::Year),
        ] {
            assert_eq!(parse_day(text), Err(refused), "{text}");
        }
    }
}
