//! Periods of whole days in Paris: those at which committees meet, and any other.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};

use crate::domain::instants::start_of_day;
use crate::domain::people::named;

named! {
    /// How long a period is.
    Span {
        /// A calendar month: the committee of operations.
        Month = "month",
        /// A calendar quarter: the operational committee.
        Quarter = "quarter",
        /// A half of a year: the strategic committee, and that of evaluation.
        Half = "half",
        /// A calendar year.
        Year = "year",
        /// Any other.
        Free = "free",
    }
}

impl Span {
    /// In months; `None` for a free one.
    #[must_use]
    pub fn months(self) -> Option<u32> {
        match self {
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Half => Some(6),
            Self::Year => Some(12),
            Self::Free => None,
        }
    }
}

/// Days of Paris, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

impl Period {
    /// The days from `first` to `last`; `None` when they are the wrong way round.
    #[must_use]
    pub fn new(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The calendar period of this length that holds a day; the day itself for a free one.
    #[must_use]
    pub fn holding(day: NaiveDate, span: Span) -> Self {
        let Some(months) = span.months() else {
            return Self {
                first: day,
                last: day,
            };
        };
        let rank = day.month0() / months * months;
        let first = NaiveDate::from_ymd_opt(day.year(), rank + 1, 1).unwrap_or(day);
        Self {
            first,
            last: last_of(first, months),
        }
    }

    /// The first day.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// From its first instant (UTC) to that of the day after.
    #[must_use]
    pub fn bounds(self) -> (DateTime<Utc>, DateTime<Utc>) {
        (start_of_day(self.first), start_of_day(after(self.last)))
    }

    /// Which kind of calendar period this is.
    #[must_use]
    pub fn span(self) -> Span {
        let spans = [Span::Month, Span::Quarter, Span::Half, Span::Year];
        let is = |span: &Span| Self::holding(self.first, *span) == self;
        spans.into_iter().find(is).unwrap_or(Span::Free)
    }

    /// The one before it: of the same kind, or as many days.
    #[must_use]
    pub fn preceding(self) -> Self {
        let last = before(self.first);
        match self.span().months() {
            Some(months) => Self {
                first: self.first.checked_sub_months(Months::new(months)).unwrap_or(last),
                last,
            },
            None => Self {
                first: self
                    .first
                    .checked_sub_days(Days::new(self.days()))
                    .unwrap_or(last),
                last,
            },
        }
    }

    /// The one after it: of the same kind, or as many days.
    #[must_use]
    pub fn following(self) -> Self {
        let first = after(self.last);
        let last = match self.span().months() {
            Some(months) => Some(last_of(first, months)),
            None => first.checked_add_days(Days::new(self.days() - 1)),
        };
        Self {
            first,
            last: last.unwrap_or(first),
        }
    }

    /// Its calendar months, the first and the last one cut where it begins and ends.
    #[must_use]
    pub fn months(self) -> Vec<Self> {
        let mut months = Vec::new();
        let mut first = self.first;
        while first <= self.last {
            let last = Self::holding(first, Span::Month).last.min(self.last);
            months.push(Self { first, last });
            let next = after(last);
            if next <= first {
                break;
            }
            first = next;
        }
        months
    }

    /// Whether another one lies within it.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether its last day is over on this day.
    #[must_use]
    pub fn has_ended(self, today: NaiveDate) -> bool {
        self.last < today
    }

    /// How many days.
    #[must_use]
    pub fn days(self) -> u64 {
        u64::try_from((self.last - self.first).num_days() + 1).unwrap_or(1)
    }
}

fn last_of(first: NaiveDate, months: u32) -> NaiveDate {
    first
        .checked_add_months(Months::new(months))
        .map_or(first, before)
}

fn before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(day)
}

fn after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(first: &str, last: &str) -> Period {
        Period::new(first.parse().unwrap(), last.parse().unwrap()).unwrap()
    }

    #[test]
    fn committees_meet_about_calendar_periods() {
        let day = "2026-05-20".parse().unwrap();
        for (span, first, last) in [
            (Span::Month, "2026-05-01", "2026-05-31"),
            (Span::Quarter, "2026-04-01", "2026-06-30"),
            (Span::Half, "2026-01-01", "2026-06-30"),
            (Span::Year, "2026-01-01", "2026-12-31"),
        ] {
            let found = Period::holding(day, span);
            assert_eq!(found, period(first, last), "{span}");
            assert_eq!(found.span(), span);
            assert_eq!(found.preceding().following(), found, "{span}");
            assert_eq!(found.following().preceding(), found, "{span}");
        }
    }

    #[test]
    fn the_one_before_has_the_same_kind_or_as_many_days() {
        for (now, before) in [
            (
                period("2026-03-01", "2026-03-31"),
                period("2026-02-01", "2026-02-28"),
            ),
            (
                period("2026-01-01", "2026-06-30"),
                period("2025-07-01", "2025-12-31"),
            ),
            (
                period("2026-03-10", "2026-03-19"),
                period("2026-02-28", "2026-03-09"),
            ),
            (
                period("2028-02-01", "2028-02-29"),
                period("2028-01-01", "2028-01-31"),
            ),
        ] {
            assert_eq!(now.preceding(), before);
        }
        assert_eq!(
            period("2026-03-10", "2026-03-19").following(),
            period("2026-03-20", "2026-03-29")
        );
    }

    #[test]
    fn a_period_over_the_change_of_hour_is_bounded_by_midnights_of_paris() {
        let (from, to) = period("2026-03-01", "2026-03-31").bounds();
        assert_eq!(from.to_rfc3339(), "2026-02-28T23:00:00+00:00");
        assert_eq!(to.to_rfc3339(), "2026-03-31T22:00:00+00:00");
        assert_eq!((to - from).num_hours(), 31 * 24 - 1);
        let (from, to) = period("2026-10-25", "2026-10-25").bounds();
        assert_eq!((to - from).num_hours(), 25);
    }

    #[test]
    fn months_are_cut_where_the_period_begins_and_ends_and_leave_no_day_out() {
        let months = period("2026-01-15", "2026-03-02").months();
        assert_eq!(
            months,
            [
                period("2026-01-15", "2026-01-31"),
                period("2026-02-01", "2026-02-28"),
                period("2026-03-01", "2026-03-02"),
            ]
        );
        assert_eq!(months.iter().map(|it| it.days()).sum::<u64>(), 47);
        assert_eq!(
            Period::new("2026-03-02".parse().unwrap(), "2026-03-01".parse().unwrap()),
            None
        );
    }
}
