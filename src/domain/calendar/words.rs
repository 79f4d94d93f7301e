//! Working time in French. Hours and minutes only: a working day is shorter than a day, and nobody should have to guess
//! which of the two is meant.

use chrono::{DateTime, TimeDelta, Utc};

use super::working::time_between;
use crate::domain::convention::Calendar;

/// What is left of the time agreed, or by how much it is passed: « reste 2 h 30 de temps ouvré », « dépassé de 1 h de
/// temps ouvré ». What is left is rounded down; the due instant itself is still in time.
#[must_use]
pub fn left_in_words(calendar: &Calendar, now: DateTime<Utc>, due: DateTime<Utc>) -> String {
    if now <= due {
        format!("reste {}", worked(time_between(calendar, now, due)))
    } else {
        format!("dépassé de {}", worked(time_between(calendar, due, now)))
    }
}

fn worked(time: TimeDelta) -> String {
    let time = match (time.num_hours(), time.num_minutes() % 60) {
        (0, 0) => "moins d’une\u{a0}minute".to_owned(),
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => format!("{hours}\u{a0}h\u{a0}{minutes:02}"),
    };
    format!("{time} de temps ouvré")
}
