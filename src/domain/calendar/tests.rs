//! The holidays and the working time of the law tables, and what holds of every instant.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use proptest::prelude::*;

use super::*;
use crate::domain::convention::Calendar;
use crate::domain::instants::{paris_day, parse_rfc3339};

const HOLIDAYS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/law/holidays.csv"));
const WORKING_TIME: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/law/working_time.csv"));

fn rows(table: &str) -> Vec<csv::StringRecord> {
    let reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(table.as_bytes());
    reader.into_records().map(Result::unwrap).collect()
}

fn hour(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

/// The working hours of the convention of Ille-et-Vilaine.
fn ordinary() -> Calendar {
    Calendar {
        half_days: vec![(hour(8, 30), hour(12, 30)), (hour(13, 30), hour(17, 30))],
        french_holidays: true,
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn easter_and_what_follows_it_are_those_of_the_table() {
    let rows = rows(HOLIDAYS);
    assert!(rows.len() > 100);
    for row in &rows {
        let year: i32 = row[0].parse().unwrap();
        assert_eq!(easter(year), Some(day(&row[1])), "{year}");
        for following in [2, 3, 4] {
            assert!(is_public_holiday(day(&row[following])), "{}", &row[following]);
        }
    }
}

#[test]
fn there_are_eleven_holidays_a_year_and_no_other() {
    for row in rows(HOLIDAYS) {
        let (year, easter) = (&row[0], day(&row[1]));
        let fixed = [
            "01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25",
        ];
        let mut expected: Vec<NaiveDate> = fixed.iter().map(|it| day(&format!("{year}-{it}"))).collect();
        expected.extend([1, 39, 50].map(|after| easter + TimeDelta::days(after)));
        expected.sort_unstable();
        expected.dedup();
        let first = day(&format!("{year}-01-01"));
        let of_year = first.iter_days().take_while(|day| day.year() == first.year());
        let found: Vec<NaiveDate> = of_year.filter(|day| is_public_holiday(*day)).collect();
        assert_eq!(found, expected, "{year}");
    }
}

#[test]
fn every_example_of_working_time_is_counted_as_written() {
    let rows = rows(WORKING_TIME);
    assert!(rows.len() >= 20);
    for row in &rows {
        let (from, due) = (parse_rfc3339(&row[1]).unwrap(), parse_rfc3339(&row[3]).unwrap());
        let counted = after_half_days(&ordinary(), from, row[2].parse().unwrap());
        assert_eq!(counted, Some(due), "{}", &row[0]);
    }
}

#[test]
fn half_of_the_time_is_half_of_what_is_worked() {
    let at = |text| parse_rfc3339(text).unwrap();
    let (friday, monday) = (at("2026-11-27T16:30:00+01:00"), at("2026-11-30T11:30:00+01:00"));
    assert_eq!(
        halfway(&ordinary(), friday, monday),
        Some(at("2026-11-30T09:30:00+01:00"))
    );
    let morning = at("2026-11-24T08:30:00+01:00");
    assert_eq!(halfway(&ordinary(), morning, morning), Some(morning));
}

#[test]
fn what_is_left_is_told_in_working_time() {
    let due = parse_rfc3339("2026-11-30T11:00:00+01:00").unwrap();
    for (now, words) in [
        ("2026-11-27T16:00:00+01:00", "reste 4 h de temps ouvré"),
        ("2026-11-28T10:00:00+01:00", "reste 2 h 30 de temps ouvré"),
        ("2026-11-30T10:15:30+01:00", "reste 44 min de temps ouvré"),
        (
            "2026-11-30T11:00:00+01:00",
            "reste moins d’une minute de temps ouvré",
        ),
        ("2026-12-01T09:30:00+01:00", "dépassé de 6 h 30 de temps ouvré"),
    ] {
        let said = left_in_words(&ordinary(), parse_rfc3339(now).unwrap(), due);
        assert_eq!(said.replace('\u{a0}', " "), words, "{now}");
    }
}

#[test]
fn a_calendar_without_hours_promises_nothing() {
    let empty = Calendar {
        half_days: Vec::new(),
        french_holidays: true,
    };
    let now = parse_rfc3339("2026-11-24T10:00:00Z").unwrap();
    assert_eq!(after_half_days(&empty, now, 1), None);
    assert_eq!(halfway(&empty, now, now), None);
    assert_eq!(
        time_between(&empty, now, now + TimeDelta::days(9)),
        TimeDelta::zero()
    );
}

#[test]
fn hours_that_the_clocks_skip_or_repeat_leave_no_gap() {
    let nights = Calendar {
        half_days: vec![(hour(2, 30), hour(4, 30)), (hour(5, 0), hour(7, 0))],
        french_holidays: false,
    };
    // Both clock changes are Sundays: the Friday before and the Monday after are ordinary.
    for (from, due) in [
        ("2026-03-27T02:30:00+01:00", "2026-03-30T04:30:00+02:00"),
        ("2026-10-23T02:30:00+02:00", "2026-10-26T04:30:00+01:00"),
    ] {
        let counted = after_half_days(&nights, parse_rfc3339(from).unwrap(), 3);
        assert_eq!(counted, Some(parse_rfc3339(due).unwrap()));
    }
}

/// Any minute of ten years, both clock changes of each among them.
fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..10 * 366 * 24 * 60)
        .prop_map(|minute| parse_rfc3339("2024-01-01T00:00:00Z").unwrap() + TimeDelta::minutes(minute))
}

/// Any two half days of a day.
fn calendar() -> impl Strategy<Value = Calendar> {
    let minutes = proptest::collection::btree_set(0_u32..24 * 60, 4);
    (minutes, any::<bool>()).prop_map(|(minutes, french_holidays)| {
        let times: Vec<NaiveTime> = minutes.into_iter().map(|it| hour(it / 60, it % 60)).collect();
        Calendar {
            half_days: vec![(times[0], times[1]), (times[2], times[3])],
            french_holidays,
        }
    })
}

fn is_worked(calendar: &Calendar, at: DateTime<Utc>) -> bool {
    let time = at.with_timezone(&chrono_tz::Europe::Paris).time();
    let mut half_days = calendar.half_days.iter();
    is_working_day(calendar, paris_day(at)) && half_days.any(|(from, to)| (*from..=*to).contains(&time))
}

proptest! {
    #[test]
    fn the_end_lies_inside_working_time_or_closes_it(
        calendar in calendar(), from in instant(), count in 0_u32..12,
    ) {
        let end = after_half_days(&calendar, from, count).unwrap();
        prop_assert!(end >= from && is_worked(&calendar, end));
    }

    #[test]
    fn one_duration_after_the_other_is_their_sum(
        calendar in calendar(), from in instant(), one in 0_u32..8, other in 0_u32..8,
    ) {
        let first = after_half_days(&calendar, from, one).unwrap();
        prop_assert_eq!(
            after_half_days(&calendar, first, other),
            after_half_days(&calendar, from, one + other)
        );
    }

    #[test]
    fn who_begins_later_never_ends_sooner(
        calendar in calendar(), from in instant(), later in 0_i64..20_000, count in 0_u32..8,
    ) {
        let end = |from| after_half_days(&calendar, from, count).unwrap();
        prop_assert!(end(from) <= end(from + TimeDelta::minutes(later)));
        let more = after_half_days(&calendar, from, count + 1).unwrap();
        prop_assert!(end(from) < more);
    }

    #[test]
    fn what_was_added_is_what_is_measured(from in instant(), count in 0_u32..8) {
        let end = after_half_days(&ordinary(), from, count).unwrap();
        let worked = time_between(&ordinary(), from, end);
        prop_assert_eq!(worked, TimeDelta::hours(4) * i32::try_from(count).unwrap());
    }

    #[test]
    fn no_weekend_and_no_holiday_is_ever_counted(from in instant(), count in 0_u32..8) {
        let end = after_half_days(&ordinary(), from, count).unwrap();
        let day = paris_day(end);
        prop_assert!(!is_public_holiday(day));
        prop_assert!(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
        let days = paris_day(from).iter_days().take_while(|it| *it <= day);
        let worked: i64 = days.filter(|it| is_working_day(&ordinary(), *it)).map(|_| 8).sum();
        prop_assert!(i64::from(count) * 4 <= worked);
    }
}
