//! Adding working time to an instant, and measuring it between two.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc, Weekday};
use chrono_tz::Europe::Paris;

use super::holidays::is_public_holiday;
use crate::domain::convention::Calendar;
use crate::domain::instants::paris_day;

/// From when to when one works (UTC).
type Opening = (DateTime<Utc>, DateTime<Utc>);

/// Whether one works on this day of Paris.
#[must_use]
pub fn is_working_day(calendar: &Calendar, day: NaiveDate) -> bool {
    let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let is_holiday = calendar.french_holidays && is_public_holiday(day);
    !is_weekend && !is_holiday
}

/// The instant at which `count` half days of working time have passed since `from`; acting at that very instant is in
/// time. `None` when the calendar has no working time, or none that is left.
#[must_use]
pub fn after_half_days(calendar: &Calendar, from: DateTime<Utc>, count: u32) -> Option<DateTime<Utc>> {
    let time = half_day(calendar)?.checked_mul(i32::try_from(count).ok()?)?;
    after(calendar, from, time)
}

/// The instant at which half of the working time between two instants has passed.
#[must_use]
pub fn halfway(calendar: &Calendar, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<DateTime<Utc>> {
    half_day(calendar)?;
    after(calendar, from, time_between(calendar, from, to) / 2)
}

/// The working time from one instant to a later one; none when they stand the other way round.
#[must_use]
pub fn time_between(calendar: &Calendar, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
    let last = paris_day(to);
    let days = paris_day(from).iter_days().take_while(|day| *day <= last);
    let within = days.flat_map(|day| openings(calendar, day));
    within
        .map(|(opens, closes)| closes.min(to) - opens.max(from))
        .filter(|time| *time > TimeDelta::zero())
        .sum()
}

/// Half of the working time of a day.
fn half_day(calendar: &Calendar) -> Option<TimeDelta> {
    let day: TimeDelta = calendar.half_days.iter().map(|(from, to)| *to - *from).sum();
    Some(day / 2).filter(|half| *half > TimeDelta::zero())
}

/// The first instant by which `time` was worked since `from`.
fn after(calendar: &Calendar, from: DateTime<Utc>, time: TimeDelta) -> Option<DateTime<Utc>> {
    let mut left = time;
    for day in paris_day(from).iter_days() {
        for (opens, closes) in openings(calendar, day).filter(|(_, closes)| *closes >= from) {
            let begins = opens.max(from);
            if left <= closes - begins {
                return Some(begins + left);
            }
            left -= closes - begins;
        }
    }
    None
}

fn openings(calendar: &Calendar, day: NaiveDate) -> impl Iterator<Item = Opening> {
    let works = is_working_day(calendar, day);
    let half_days = calendar.half_days.iter().filter(move |_| works);
    half_days.filter_map(move |(from, to)| Some((on_the_clock(day, *from)?, on_the_clock(day, *to)?)))
}

/// An hour of Paris: the first one when it exists twice, an hour later when the clocks skip it.
fn on_the_clock(day: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
    let local = day.and_time(time);
    let exists = |local| Paris.from_local_datetime(&local).earliest();
    let at = exists(local).or_else(|| exists(local + TimeDelta::hours(1)));
    at.map(|at| at.to_utc())
}
