//! What the register is narrowed to: read from the address, told as a sentence, carried from page to page.

use chrono::{DateTime, Days, NaiveDate, Utc};
use url::form_urlencoded;

use crate::domain::breach::{Risk, Status};
use crate::domain::instants::{day_of, from_paris_form, paris_day};
use crate::domain::people::Party;
use crate::domain::uai::Uai;
use crate::store::breaches::Filter;
use crate::web::pages::incidents::schools::QUERY_MAX;
use crate::web::view::Choice;
use crate::web::wording::{self, Words as _};

/// The value that asks for breaches without a verdict.
const UNDECIDED: &str = "undecided";

/// The filter as it was typed; what is not understood is as if left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterFilter {
    /// Words, or the code of a school.
    pub q: String,
    /// Status; `None` for all.
    pub status: Option<Status>,
    /// Verdict; `None` for all.
    pub risk: Option<Risk>,
    /// Whether only those that await a verdict are shown.
    pub undecided: bool,
    /// Controller; `None` for all.
    pub controller: Option<Party>,
    /// Who handles the incident; `None` for all.
    pub handler: Option<Party>,
    /// Opened on this day or later.
    pub from: Option<NaiveDate>,
    /// Opened on this day or before.
    pub to: Option<NaiveDate>,
}

/// The filter and the place to go on from.
#[must_use]
pub fn asked(query: &str) -> (RegisterFilter, Option<String>) {
    let (mut filter, mut after) = (RegisterFilter::default(), None);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = value.replace('\0', "");
        match name.as_ref() {
            "after" => after = Some(value).filter(|value| !value.is_empty()),
            name => filter.take(name, &value),
        }
    }
    (filter, after)
}

/// What a program narrowed to, so that it is told in the same words; instants as their days in Paris.
impl From<&Filter> for RegisterFilter {
    fn from(filter: &Filter) -> Self {
        let school = filter.establishment.as_ref().map(ToString::to_string);
        Self {
            q: school.unwrap_or_default(),
            status: filter.status,
            risk: filter.risk,
            undecided: filter.undecided,
            controller: filter.controller,
            handler: filter.handler,
            from: filter.from.map(paris_day),
            to: filter.to.map(paris_day),
        }
    }
}

impl RegisterFilter {
    fn take(&mut self, name: &str, value: &str) {
        match name {
            "q" => self.q = value.chars().take(QUERY_MAX).collect(),
            "status" => self.status = Status::parse(value),
            "risk" => {
                self.risk = Risk::parse(value);
                self.undecided = value == UNDECIDED;
            }
            "controller" => self.controller = Party::parse(value),
            "handler" => self.handler = Party::parse(value),
            "from" => self.from = day(value),
            "to" => self.to = day(value),
            _ => {}
        }
    }

    /// Whether anything is left out.
    #[must_use]
    pub fn is_active(&self) -> bool {
        !self.pairs().is_empty()
    }

    /// Whether anything beside the words is narrowed, so that the form shows it opened.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        self.pairs().iter().any(|(name, _)| *name != "q")
    }

    /// As the store narrows.
    #[must_use]
    pub fn narrowed(&self) -> Filter {
        let school = Uai::parse(self.q.trim()).ok();
        Filter {
            status: self.status,
            risk: self.risk,
            undecided: self.undecided,
            controller: self.controller,
            handler: self.handler,
            q: if school.is_some() {
                String::new()
            } else {
                self.q.clone()
            },
            establishment: school,
            from: self.from.and_then(midnight),
            to: self
                .to
                .and_then(|day| day.checked_add_days(Days::new(1)))
                .and_then(midnight),
            with_exercises: false,
        }
    }

    /// The parameters of this filter.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let risk = if self.undecided {
            Some(UNDECIDED.to_owned())
        } else {
            self.risk.map(|risk| risk.to_string())
        };
        let q = self.q.trim();
        let all = [
            ("q", (!q.is_empty()).then(|| q.to_owned())),
            ("status", self.status.map(|status| status.to_string())),
            ("risk", risk),
            ("controller", self.controller.map(|party| party.to_string())),
            ("handler", self.handler.map(|party| party.to_string())),
            ("from", self.from.map(|day| day.to_string())),
            ("to", self.to.map(|day| day.to_string())),
        ];
        let given = all.into_iter().filter_map(|(name, value)| Some((name, value?)));
        given.collect()
    }

    /// The address of `path` with this filter, from the place `after` on.
    #[must_use]
    pub fn address(&self, path: &str, after: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.pairs() {
            query.append_pair(name, &value);
        }
        if let Some(after) = after {
            query.append_pair("after", after);
        }
        match query.finish().as_str() {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// The filter as a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let said = [
            self.status
                .map(|status| format!("état\u{a0}: {}", status.words())),
            self.risk.map(|risk| format!("risque\u{a0}: {}", risk.words())),
            self.undecided.then(|| "risque à apprécier".to_owned()),
            self.controller
                .map(|party| format!("responsable\u{a0}: {}", party.words())),
            self.handler
                .map(|party| format!("incident traité par\u{a0}: {}", party.words())),
            self.from
                .map(|day| format!("ouvertes à partir du {}", day_of(day))),
            self.to.map(|day| format!("ouvertes jusqu’au {}", day_of(day))),
            (!self.q.trim().is_empty()).then(|| format!("mots\u{a0}: {}", self.q.trim())),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        if said.is_empty() {
            "Tout ce que voit ce compte, hors exercices".to_owned()
        } else {
            format!("{}, hors exercices", said.join("\u{a0}; "))
        }
    }

    /// The choices of the status field.
    #[must_use]
    pub fn statuses(&self) -> Vec<Choice> {
        let each = Status::ALL.iter().map(|status| (status.as_str(), status.words()));
        choices("Tous", each, self.status.map(Status::as_str))
    }

    /// The choices of the field of the verdict.
    #[must_use]
    pub fn risks(&self) -> Vec<Choice> {
        let each = Risk::ALL.iter().map(|risk| (risk.as_str(), risk.words()));
        let each = std::iter::once((UNDECIDED, "À apprécier")).chain(each);
        let chosen = if self.undecided {
            Some(UNDECIDED)
        } else {
            self.risk.map(Risk::as_str)
        };
        choices("Tous", each, chosen)
    }

    /// The choices of the field of the controller.
    #[must_use]
    pub fn controllers(&self) -> Vec<Choice> {
        choices("Tous", parties(), self.controller.map(Party::as_str))
    }

    /// The choices of the field of whoever handles the incident.
    #[must_use]
    pub fn handlers(&self) -> Vec<Choice> {
        choices("Tous", parties(), self.handler.map(Party::as_str))
    }

    /// A day as its field holds it.
    #[must_use]
    pub fn day(&self, day: &Option<NaiveDate>) -> String {
        day.map(|day| day.to_string()).unwrap_or_default()
    }
}

fn parties() -> impl Iterator<Item = (&'static str, &'static str)> {
    Party::ALL
        .iter()
        .map(|party| (party.as_str(), wording::party(*party)))
}

fn choices<'a>(
    all: &'a str,
    each: impl Iterator<Item = (&'a str, &'a str)>,
    chosen: Option<&str>,
) -> Vec<Choice> {
    let first = std::iter::once(("", all));
    first
        .chain(each)
        .map(|(value, label)| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            selected: value == chosen.unwrap_or_default(),
        })
        .collect()
}

fn day(text: &str) -> Option<NaiveDate> {
    let read = from_paris_form(text, "12:00", None).ok()?;
    Some(crate::domain::instants::paris_day(read.at))
}

/// When a day begins in Paris (UTC).
fn midnight(day: NaiveDate) -> Option<DateTime<Utc>> {
    from_paris_form(&day.to_string(), "00:00", None)
        .ok()
        .map(|read| read.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_goes_with_the_reader_from_page_to_page() {
        let query = "q=cl%C3%A9&status=confirmed&risk=high&controller=etablissement&handler=departement\
                     &from=2026-03-29&to=29%2F03%2F2026&after=0193&other=x";
        let (filter, after) = asked(query);
        assert_eq!(after.as_deref(), Some("0193"));
        let address = filter.address("/violations", Some("0194"));
        let (again, next) = asked(address.split_once('?').unwrap().1);
        assert_eq!((again, next.as_deref()), (filter, Some("0194")));
    }

    #[test]
    fn a_period_is_of_whole_days_in_paris() {
        let (filter, _) = asked("from=2026-03-29&to=2026-03-29");
        let narrowed = filter.narrowed();
        assert_eq!(narrowed.from.unwrap().to_rfc3339(), "2026-03-28T23:00:00+00:00");
        assert_eq!(narrowed.to.unwrap().to_rfc3339(), "2026-03-29T22:00:00+00:00");
    }

    #[test]
    fn the_code_of_a_school_is_no_word() {
        let narrowed = asked("q=0350003N").0.narrowed();
        assert_eq!(
            (narrowed.establishment.is_some(), narrowed.q.as_str()),
            (true, "")
        );
    }

    #[test]
    fn what_is_not_understood_narrows_nothing() {
        let (filter, after) = asked("status=perdue&risk=x&from=hier&after=");
        assert!(!filter.is_active());
        assert_eq!(
            (after, filter.address("/violations", None).as_str()),
            (None, "/violations")
        );
        assert_eq!(filter.sentence(), "Tout ce que voit ce compte, hors exercices");
    }
}
