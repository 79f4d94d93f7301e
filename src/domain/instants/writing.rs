//! Writing an instant: in French on the clocks of Paris for people, in UTC for programs.
//!
//! Spaces inside a date or a duration do not break: a deadline is not cut in two by the end of a line.
//! Deliberately absent: other languages, and other clocks than those of Paris.

use chrono::{
    DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, TimeZone, Timelike,
    Utc, Weekday,
};
use chrono_tz::Tz;

use super::Paris;
use super::reading::Fold;

const NBSP: char = '\u{a0}';
const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// `dim. 29 mars 2026 à 03:10 (UTC+2)`: the form in which every deadline is shown.
#[must_use]
pub fn in_full(at: DateTime<Utc>) -> String {
    let local = local(at);
    let (date, clock, zone) = (date_of(local.date_naive()), clock(local.time()), zone(&local));
    format!(
        "{}{NBSP}{date} à{NBSP}{clock} ({zone})",
        short_weekday(local.weekday())
    )
}

/// `mars 2026`: the month of a day.
#[must_use]
pub fn month_of(day: NaiveDate) -> String {
    format!("{}{NBSP}{}", month(day), day.year())
}

/// `29/03/2026 03:10`, for narrow lists that say beforehand that hours are those of Paris. The hour that
/// exists twice carries its offset.
#[must_use]
pub fn short(at: DateTime<Utc>) -> String {
    let local = local(at);
    let text = local.format("%d/%m/%Y\u{a0}%H:%M").to_string();
    match fold(at) {
        Some(_) => format!("{text} ({})", zone(&local)),
        None => text,
    }
}

/// `dimanche 29 mars 2026`: the day in Paris.
#[must_use]
pub fn day(at: DateTime<Utc>) -> String {
    day_of(paris_day(at))
}

/// The calendar day in Paris.
#[must_use]
pub fn paris_day(at: DateTime<Utc>) -> NaiveDate {
    local(at).date_naive()
}

/// The values of a date field and a time field (`2026-03-29`, `03:10`); seconds are left out.
/// [`fold`] says which one is meant when the hour exists twice.
#[must_use]
pub fn to_form(at: DateTime<Utc>) -> (String, String) {
    let local = local(at);
    (
        local.format("%Y-%m-%d").to_string(),
        local.format("%H:%M").to_string(),
    )
}

/// Which of the two instants this is, when the clocks of Paris show its hour twice; `None` on any other hour.
#[must_use]
pub fn fold(at: DateTime<Utc>) -> Option<Fold> {
    match Paris.from_local_datetime(&local(at).naive_local()) {
        MappedLocalTime::Ambiguous(earlier, _) if earlier == at => Some(Fold::Earlier),
        MappedLocalTime::Ambiguous(..) => Some(Fold::Later),
        MappedLocalTime::Single(_) | MappedLocalTime::None => None,
    }
}

/// `2026-03-29T01:10:00.000000Z`: UTC, fixed width, for programs, the store and the journal.
#[must_use]
pub fn rfc3339(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// What is left of a deadline, or by how much it is passed: `il reste 1 jour 3 h`, `dépassée de 2 h 05`.
///
/// Days are 24 elapsed hours. What is left is rounded down, so that nobody is promised a minute too much;
/// the last instant itself is still on time.
#[must_use]
pub fn remaining(now: DateTime<Utc>, due: DateTime<Utc>) -> String {
    if now <= due {
        format!("il reste {}", span(due - now))
    } else {
        format!("dépassée de {}", span(now - due))
    }
}

/// A duration in words: days and hours from one day on, else hours and minutes.
fn span(duration: TimeDelta) -> String {
    let (days, hours, minutes) = (
        duration.num_days(),
        duration.num_hours() % 24,
        duration.num_minutes() % 60,
    );
    let plural = if days > 1 { "s" } else { "" };
    match (days, hours, minutes) {
        (0, 0, 0) => format!("moins d’une{NBSP}minute"),
        (0, 0, minutes) => format!("{minutes}{NBSP}min"),
        (0, hours, 0) => format!("{hours}{NBSP}h"),
        (0, hours, minutes) => format!("{hours}{NBSP}h{NBSP}{minutes:02}"),
        (days, 0, _) => format!("{days}{NBSP}jour{plural}"),
        (days, hours, _) => format!("{days}{NBSP}jour{plural} {hours}{NBSP}h"),
    }
}

/// `dimanche 29 mars 2026`.
#[must_use]
pub fn day_of(date: NaiveDate) -> String {
    format!("{} {}", weekday(date.weekday()), date_of(date))
}

/// `03:10`.
pub(super) fn clock(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `29 mars 2026`, `1er avril 2026`.
#[must_use]
pub fn date_of(date: NaiveDate) -> String {
    let ordinal = if date.day() == 1 { "er" } else { "" };
    format!("{}{ordinal}{NBSP}{} {}", date.day(), month(date), date.year())
}

fn month(date: NaiveDate) -> &'static str {
    let rank = usize::try_from(date.month0()).unwrap_or_default();
    MONTHS.get(rank).copied().unwrap_or_default()
}

/// `UTC+2`; minutes are written when there are any.
fn zone(local: &DateTime<Tz>) -> String {
    let offset = local.format("%:z").to_string();
    let offset = offset.strip_suffix(":00").unwrap_or(&offset);
    format!("UTC{}", offset.replacen("+0", "+", 1))
}

fn local(at: DateTime<Utc>) -> DateTime<Tz> {
    at.with_timezone(&Paris)
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "lundi",
        Weekday::Tue => "mardi",
        Weekday::Wed => "mercredi",
        Weekday::Thu => "jeudi",
        Weekday::Fri => "vendredi",
        Weekday::Sat => "samedi",
        Weekday::Sun => "dimanche",
    }
}

fn short_weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "lun.",
        Weekday::Tue => "mar.",
        Weekday::Wed => "mer.",
        Weekday::Thu => "jeu.",
        Weekday::Fri => "ven.",
        Weekday::Sat => "sam.",
        Weekday::Sun => "dim.",
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_rfc3339;
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        parse_rfc3339(text).unwrap()
    }

    #[test]
    fn an_instant_is_shown_in_full_with_its_zone() {
        for (at, shown) in [
            (
                "2026-03-29T01:10:00Z",
                "dim.\u{a0}29\u{a0}mars 2026 à\u{a0}03:10 (UTC+2)",
            ),
            (
                "2026-03-29T00:59:59Z",
                "dim.\u{a0}29\u{a0}mars 2026 à\u{a0}01:59 (UTC+1)",
            ),
            (
                "2026-10-25T00:30:00Z",
                "dim.\u{a0}25\u{a0}octobre 2026 à\u{a0}02:30 (UTC+2)",
            ),
            (
                "2026-10-25T01:30:00Z",
                "dim.\u{a0}25\u{a0}octobre 2026 à\u{a0}02:30 (UTC+1)",
            ),
            (
                "2026-07-31T22:00:00Z",
                "sam.\u{a0}1er\u{a0}août 2026 à\u{a0}00:00 (UTC+2)",
            ),
        ] {
            assert_eq!(in_full(utc(at)), shown);
        }
    }

    #[test]
    fn days_are_those_of_paris() {
        let new_year = utc("2026-12-31T23:30:00Z");
        assert_eq!(day(new_year), "vendredi 1er\u{a0}janvier 2027");
        assert_eq!(paris_day(new_year), NaiveDate::from_ymd_opt(2027, 1, 1).unwrap());
        assert_eq!(to_form(new_year), ("2027-01-01".to_owned(), "00:30".to_owned()));
    }

    #[test]
    fn the_short_form_tells_apart_the_hour_that_exists_twice() {
        assert_eq!(
            short(utc("2026-10-25T00:30:00Z")),
            "25/10/2026\u{a0}02:30 (UTC+2)"
        );
        assert_eq!(
            short(utc("2026-10-25T01:30:00Z")),
            "25/10/2026\u{a0}02:30 (UTC+1)"
        );
        assert_eq!(short(utc("2026-10-25T02:30:00Z")), "25/10/2026\u{a0}03:30");
    }

    #[test]
    fn what_is_left_is_told_in_words() {
        let due = utc("2026-11-26T10:20:00Z");
        for (now, words) in [
            ("2026-11-24T10:20:00Z", "il reste 2 jours"),
            ("2026-11-24T10:20:01Z", "il reste 1 jour 23 h"),
            ("2026-11-25T07:20:00Z", "il reste 1 jour 3 h"),
            ("2026-11-25T10:21:00Z", "il reste 23 h 59"),
            ("2026-11-26T08:15:00Z", "il reste 2 h 05"),
            ("2026-11-26T08:20:00Z", "il reste 2 h"),
            ("2026-11-26T10:07:30Z", "il reste 12 min"),
            ("2026-11-26T10:20:00Z", "il reste moins d’une minute"),
            ("2026-11-26T10:20:00.000001Z", "dépassée de moins d’une minute"),
            ("2026-11-26T12:25:59Z", "dépassée de 2 h 05"),
            ("2026-11-29T10:20:00Z", "dépassée de 3 jours"),
        ] {
            assert_eq!(remaining(utc(now), due).replace(NBSP, " "), words, "{now}");
        }
    }
}
