//! Which period is asked for: two days of Paris, or none for the usual one.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::Reader;
use crate::domain::committee::{Closed, Period, Span, open_to_observers};
use crate::domain::incident::Problem;
use crate::domain::instants::{InstantRefused, paris_day, parse_day, parse_rfc3339};
use crate::web::params::Params;

/// The longest period, in days: five years.
const LONGEST: u64 = 5 * 366;

/// The two days as they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// First day, or an instant of it; empty for the usual period.
    pub from: String,
    /// Last day, or the instant at which it is over.
    pub to: String,
}

/// The period shown to whoever asks for none: observers the last half-year that is over, others the present year.
#[must_use]
pub fn usual(reader: &Reader, today: NaiveDate) -> Period {
    if reader.is_observer() {
        Period::holding(today, Span::Half).preceding()
    } else {
        Period::holding(today, Span::Year)
    }
}

impl Asked {
    /// Takes the two days from the parameters of an address.
    pub fn read(params: &mut Params) -> Self {
        Self {
            from: params.text("from").unwrap_or_default(),
            to: params.text("to").unwrap_or_default(),
        }
    }

    /// The days of a period.
    #[must_use]
    pub fn of(period: Period) -> Self {
        Self {
            from: period.first().to_string(),
            to: period.last().to_string(),
        }
    }

    /// The period that this reader may be shown today.
    ///
    /// # Errors
    /// Every problem at once, by the name of its field.
    pub fn period(&self, reader: &Reader, today: NaiveDate) -> Result<Period, Vec<Problem>> {
        if self.from.trim().is_empty() && self.to.trim().is_empty() {
            return Ok(usual(reader, today));
        }
        let from = given(&self.from, "le premier jour", first_day).map_err(|told| Problem::new("from", told));
        let to = given(&self.to, "le dernier jour", last_day).map_err(|told| Problem::new("to", told));
        match (from, to) {
            (Ok(from), Ok(to)) => checked(from, to, reader, today),
            (from, to) => Err([from.err(), to.err()].into_iter().flatten().collect()),
        }
    }
}

fn checked(
    from: NaiveDate,
    to: NaiveDate,
    reader: &Reader,
    today: NaiveDate,
) -> Result<Period, Vec<Problem>> {
    let wrong = |field: &str, told: &str| Err(vec![Problem::new(field, told)]);
    let Some(period) = Period::new(from, to) else {
        return wrong("to", "Le dernier jour ne peut pas précéder le premier.");
    };
    if period.days() > LONGEST {
        return wrong("to", "Choisissez une période de cinq ans au plus.");
    }
    if reader.is_observer() {
        return match open_to_observers(period, today) {
            Ok(()) => Ok(period),
            Err(Closed::Free) => wrong("from", &Closed::Free.to_string()),
            Err(Closed::Running) => wrong("to", &Closed::Running.to_string()),
        };
    }
    Ok(period)
}

fn given(
    text: &str,
    what: &str,
    read: impl Fn(&str) -> Result<NaiveDate, InstantRefused>,
) -> Result<NaiveDate, String> {
    match text.trim() {
        "" => Err(format!("Indiquez aussi {what} de la période.")),
        text => read(text).map_err(|refused| refused.to_string()),
    }
}

fn first_day(text: &str) -> Result<NaiveDate, InstantRefused> {
    parse_day(text).or_else(|refused| instant(text).map(paris_day).map_err(|_| refused))
}

/// A period ends before the instant given, which belongs to the day after when it is its first one.
fn last_day(text: &str) -> Result<NaiveDate, InstantRefused> {
    let before = |at: DateTime<Utc>| paris_day(at - TimeDelta::microseconds(1));
    parse_day(text).or_else(|refused| instant(text).map(before).map_err(|_| refused))
}

/// An instant with its offset; a plus sign that arrives as a space is understood.
fn instant(text: &str) -> Result<DateTime<Utc>, InstantRefused> {
    parse_rfc3339(text).or_else(|_| parse_rfc3339(&text.replace(' ', "+")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::Sight;

    fn reader() -> Reader {
        Reader::OfDossiers(Sight::default())
    }

    fn today() -> NaiveDate {
        "2026-11-24".parse().unwrap()
    }

    fn asked(from: &str, to: &str, reader: &Reader) -> Result<(String, String), Vec<String>> {
        let asked = Asked {
            from: from.to_owned(),
            to: to.to_owned(),
        };
        let period = asked.period(reader, today()).map_err(|problems| {
            let told = |it: Problem| format!("{}: {}", it.field, it.message);
            problems.into_iter().map(told).collect::<Vec<_>>()
        })?;
        Ok((period.first().to_string(), period.last().to_string()))
    }

    fn days(from: &str, to: &str) -> (String, String) {
        (from.to_owned(), to.to_owned())
    }

    #[test]
    fn days_are_both_included_and_instants_stand_for_their_day_in_paris() {
        for (from, to) in [
            ("2026-03-01", "2026-03-31"),
            ("01/03/2026", "31/03/2026"),
            ("2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"),
            ("2026-03-01T00:00:00+01:00", "2026-04-01T00:00:00+02:00"),
            ("2026-03-01T10:00:00+01:00", "2026-03-31T10:00:00+02:00"),
        ] {
            assert_eq!(
                asked(from, to, &reader()),
                Ok(days("2026-03-01", "2026-03-31")),
                "{from}"
            );
        }
    }

    #[test]
    fn whoever_asks_for_nothing_is_shown_the_year_or_the_half_year_that_is_over() {
        assert_eq!(asked("", " ", &reader()), Ok(days("2026-01-01", "2026-12-31")));
        let observer = Reader::Observer(Sight::default());
        assert_eq!(asked("", "", &observer), Ok(days("2026-01-01", "2026-06-30")));
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let told = asked("hier", "", &reader()).unwrap_err();
        assert_eq!(told.len(), 2, "{told:?}");
        for (from, to, told) in [
            ("2026-03-02", "2026-03-01", "to: Le dernier jour ne peut pas"),
            (
                "2020-01-01",
                "2026-03-01",
                "to: Choisissez une période de cinq ans",
            ),
            ("2026-03-02", "", "to: Indiquez aussi le dernier jour"),
        ] {
            let problems = asked(from, to, &reader()).unwrap_err();
            assert!(
                problems.len() == 1 && problems[0].starts_with(told),
                "{problems:?}"
            );
        }
    }

    #[test]
    fn observers_are_shown_whole_calendar_periods_that_are_over() {
        let observer = Reader::Observer(Sight::default());
        assert!(asked("2026-10-01", "2026-10-31", &observer).is_ok());
        for (from, to) in [("2026-11-01", "2026-11-30"), ("2026-01-01", "2026-12-31")] {
            let problems = asked(from, to, &observer).unwrap_err();
            assert!(problems[0].starts_with("to: Cette période"), "{problems:?}");
        }
        let problems = asked("2026-10-01", "2026-10-30", &observer).unwrap_err();
        assert!(
            problems[0].starts_with("from: Choisissez un mois"),
            "{problems:?}"
        );
        assert!(asked("2026-10-01", "2026-10-30", &reader()).is_ok());
    }
}
