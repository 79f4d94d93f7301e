//! Reading an instant: from a program, with its offset; from a person, on the clocks of Paris.
//!
//! Deliberately absent: whether the instant makes sense for what it dates (in the future, before the school
//! opened): the acts say that.

use chrono::{
    DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

use super::super::people::named;
use super::writing::{clock, day_of};
use super::{InstantRefused, Paris};

named! {
    /// Which of the two instants an hour that exists twice means.
    Fold {
        /// Summer time still runs (UTC+2).
        Earlier = "earlier",
        /// Winter time has begun (UTC+1).
        Later = "later",
    }
}

/// The two instants at which the clocks of Paris show the same time, when summer time ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Twice {
    /// The first one (UTC+2).
    pub earlier: DateTime<Utc>,
    /// One hour after (UTC+1).
    pub later: DateTime<Utc>,
}

/// What a person's date and time mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormInstant {
    /// The instant; the earlier one when the hour exists twice and no choice was made.
    pub at: DateTime<Utc>,
    /// Both instants, when the hour exists twice: the page asks which one is meant.
    pub twice: Option<Twice>,
}

/// Reads an instant written by a program: RFC 3339, with its offset; finer than a microsecond is cut off.
///
/// # Errors
/// [`InstantRefused::WithoutOffset`] for a local time; `Unreadable` or `Year` for anything else.
pub fn parse_rfc3339(text: &str) -> Result<DateTime<Utc>, InstantRefused> {
    match DateTime::parse_from_rfc3339(text.trim()) {
        Ok(at) => in_our_time(at.to_utc()),
        Err(_) if is_local(text.trim()) => Err(InstantRefused::WithoutOffset),
        Err(_) => Err(InstantRefused::Unreadable),
    }
}

/// Reads the two fields of a form, on the clocks of Paris: `2026-03-29` (or `29/03/2026`) and `14:05` (or
/// `14:05:30`, `14h05`). `choice` counts only for an hour that exists twice.
///
/// # Errors
/// `Date`, `Time` or `Year` for the field that cannot be read; `Skipped` for an hour that does not exist.
pub fn from_paris_form(date: &str, time: &str, choice: Option<Fold>) -> Result<FormInstant, InstantRefused> {
    let date =
        one_of(date, &["%Y-%m-%d", "%d/%m/%Y"], NaiveDate::parse_from_str).ok_or(InstantRefused::Date)?;
    on_paris_clocks(date.and_time(time_of_day(time)?), choice)
}

/// Reads the one field of a `datetime-local` input, on the clocks of Paris: `2026-03-29T14:05`.
///
/// # Errors
/// As [`from_paris_form`].
pub fn from_paris_local(text: &str, choice: Option<Fold>) -> Result<FormInstant, InstantRefused> {
    let (date, time) = text.trim().split_once(['T', ' ']).ok_or(InstantRefused::Date)?;
    from_paris_form(date, time, choice)
}

fn time_of_day(text: &str) -> Result<NaiveTime, InstantRefused> {
    one_of(
        text,
        &["%H:%M", "%H:%M:%S%.f", "%Hh%M", "%H h %M"],
        NaiveTime::parse_from_str,
    )
    .ok_or(InstantRefused::Time)
}

fn one_of<T, E>(text: &str, formats: &[&str], parse: impl Fn(&str, &str) -> Result<T, E>) -> Option<T> {
    formats.iter().find_map(|format| parse(text.trim(), format).ok())
}

fn on_paris_clocks(local: NaiveDateTime, choice: Option<Fold>) -> Result<FormInstant, InstantRefused> {
    if !is_our_year(local.year()) {
        return Err(InstantRefused::Year);
    }
    match Paris.from_local_datetime(&local) {
        MappedLocalTime::Single(at) => Ok(FormInstant {
            at: in_our_time(at.to_utc())?,
            twice: None,
        }),
        MappedLocalTime::Ambiguous(earlier, later) => twice(earlier, later, choice),
        MappedLocalTime::None => Err(skipped(local)),
    }
}

fn twice(
    earlier: DateTime<Tz>,
    later: DateTime<Tz>,
    choice: Option<Fold>,
) -> Result<FormInstant, InstantRefused> {
    let both = Twice {
        earlier: in_our_time(earlier.to_utc())?,
        later: in_our_time(later.to_utc())?,
    };
    let at = match choice {
        None | Some(Fold::Earlier) => both.earlier,
        Some(Fold::Later) => both.later,
    };
    Ok(FormInstant {
        at,
        twice: Some(both),
    })
}

/// The refusal of an hour that does not exist, with the change that swallowed it.
fn skipped(asked: NaiveDateTime) -> InstantRefused {
    let minute = TimeDelta::minutes(1);
    let exists = |local: &NaiveDateTime| Paris.from_local_datetime(local).earliest().is_some();
    let whole = asked.date().and_time(NaiveTime::MIN);
    let minutes = || (0..24 * 60).map(|n| whole + minute * n);
    let from = minutes().find(|local| !exists(local)).unwrap_or(asked);
    let to = minutes()
        .find(|local| *local > from && exists(local))
        .unwrap_or(asked);
    InstantRefused::Skipped {
        day: day_of(asked.date()),
        asked: clock(asked.time()),
        from: clock(from.time()),
        to: clock(to.time()),
    }
}

fn is_local(text: &str) -> bool {
    one_of(
        text,
        &[
            "%Y-%m-%dT%H:%M:%S%.f",
            "%Y-%m-%dT%H:%M",
            "%Y-%m-%d %H:%M:%S%.f",
            "%Y-%m-%d %H:%M",
        ],
        NaiveDateTime::parse_from_str,
    )
    .is_some()
}

/// An instant given as seconds since 1970.
///
/// # Errors
/// [`InstantRefused::Year`] outside of the years that are taken.
pub fn from_unix(seconds: i64) -> Result<DateTime<Utc>, InstantRefused> {
    let at = DateTime::from_timestamp(seconds, 0).ok_or(InstantRefused::Year)?;
    in_our_time(at)
}

/// The instant to the microsecond; a leap second is the second after it.
fn in_our_time(at: DateTime<Utc>) -> Result<DateTime<Utc>, InstantRefused> {
    DateTime::from_timestamp_micros(at.timestamp_micros())
        .filter(|at| is_our_year(at.year()))
        .ok_or(InstantRefused::Year)
}

pub(super) fn is_our_year(year: i32) -> bool {
    (1970..=2099).contains(&year)
}

#[cfg(test)]
mod tests;
