//! Deadlines counted in hours: elapsed hours on UTC instants, never paused, never extended.
//!
//! Deliberately absent: days, working time and holidays.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// The last instant that every store and every zone can write: one day before the end of the year 9999.
const LAST: DateTime<Utc> = match DateTime::from_timestamp(253_402_214_399, 0) {
    Some(last) => last,
    None => DateTime::<Utc>::MAX_UTC,
};

/// The instant `hours` elapsed hours after `from`. Acting at that very instant is on time.
///
/// This is how the 72 h of GDPR art. 33(1) and the contractual 48 h are counted. A deadline beyond
/// the year 9999, which could not be written, is brought back to its end.
#[must_use]
pub fn due_after_hours(from: DateTime<Utc>, hours: u32) -> DateTime<Utc> {
    from.checked_add_signed(TimeDelta::hours(i64::from(hours)))
        .map_or(LAST, |due| due.min(LAST))
}

/// The end of a period of `hours` as Regulation (EEC, Euratom) 1182/71 counts it, art. 3(1) and 3(2)(a): the
/// hour in which the awareness falls is not counted, so the period begins with the next full hour.
///
/// Shown as information beside a legal deadline; never enforced, never applied to a contract.
#[must_use]
pub fn regulation_1182_71(aware_at: DateTime<Utc>, hours: u32) -> DateTime<Utc> {
    let hour_begun = aware_at.duration_trunc(TimeDelta::hours(1)).unwrap_or(aware_at);
    due_after_hours(hour_begun, hours.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use chrono::FixedOffset;

    use super::super::{day, in_full, rfc3339};
    use super::*;

    const EXAMPLES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/law/deadlines.csv"));

    fn examples() -> Vec<csv::StringRecord> {
        let reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_reader(EXAMPLES.as_bytes());
        reader.into_records().map(Result::unwrap).collect()
    }

    fn local(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    fn check(computed: DateTime<Utc>, expected: &str, case: &str) {
        let expected = local(expected);
        assert_eq!(computed, expected.to_utc(), "{case}");
        let (clock, hours) = (
            expected.format("%H:%M"),
            expected.offset().local_minus_utc() / 3600,
        );
        let shown = format!("à\u{a0}{clock} (UTC+{hours})");
        assert!(
            in_full(computed).ends_with(&shown),
            "{case}: {}",
            in_full(computed)
        );
    }

    #[test]
    fn every_example_of_the_law_table_is_counted_as_written() {
        let examples = examples();
        assert_eq!(examples.len(), 9);
        for row in &examples {
            let aware_at = local(&row[1]).to_utc();
            let case = &row[0];
            check(due_after_hours(aware_at, 48), &row[3], case);
            check(due_after_hours(aware_at, 72), &row[5], case);
            check(regulation_1182_71(aware_at, 48), &row[7], case);
            check(regulation_1182_71(aware_at, 72), &row[8], case);
            for (instant, weekday) in [(1, 2), (3, 4), (5, 6)] {
                assert!(
                    day(local(&row[instant]).to_utc()).starts_with(&row[weekday]),
                    "{case}"
                );
            }
        }
    }

    #[test]
    fn a_deadline_beyond_the_year_9999_can_still_be_written() {
        assert_eq!(rfc3339(LAST), "9999-12-30T23:59:59.000000Z");
        assert_eq!(due_after_hours(DateTime::UNIX_EPOCH, u32::MAX), LAST);
        assert_eq!(regulation_1182_71(DateTime::<Utc>::MAX_UTC, u32::MAX), LAST);
        assert_eq!(day(LAST), "vendredi 31\u{a0}décembre 9999");
    }

    #[test]
    fn minutes_and_seconds_are_kept_by_elapsed_hours() {
        let at = local("2026-10-24T23:59:59.999999Z").to_utc();
        assert_eq!(rfc3339(due_after_hours(at, 48)), "2026-10-26T23:59:59.999999Z");
        assert_eq!(rfc3339(regulation_1182_71(at, 48)), "2026-10-27T00:00:00.000000Z");
    }
}
