//! What a list of dossiers is narrowed to and how it is ordered, read from the parameters of an address: the same ones
//! for programs, for the page and for the views that people keep.

use chrono::{DateTime, Days, NaiveDate, Utc};
use url::form_urlencoded;

use super::params::{Params, Slice, cursor};
use crate::domain::breach;
use crate::domain::incident::{Problem, Status};
use crate::domain::instants::from_paris_form;
use crate::domain::people::{Party, named};
use crate::signing::sha256_hex;
use crate::store::incidents::{Filter, OfBreach, Place, Sort};

/// The parameters, in the order of the form.
pub(super) const NAMES: [&str; 10] = [
    "q",
    "status",
    "handler",
    "establishment",
    "severity",
    "breach",
    "overdue",
    "from",
    "to",
    "sort",
];
/// The severities of the grid.
pub(super) const SEVERITIES: [&str; 4] = ["1", "2", "3", "4"];
/// Characters of a search.
pub(super) const QUERY_MAX: usize = 160;
/// Parts of a cursor: the list it belongs to, when something is due, the other instant, the dossier.
pub(super) const CURSOR_PARTS: usize = 4;
/// Characters of a fingerprint that tell one list from another.
const MARK: usize = 16;

named! {
    /// What is asked of the breach of each dossier.
    BreachWord {
        /// Whatever it is taken to be.
        Any = "any",
        /// There is none.
        None = "none",
        /// Taken to be one, as a precaution.
        Suspected = "suspected",
        /// One.
        Confirmed = "confirmed",
        /// Settled not to be one.
        NotABreach = "not_a_breach",
    }
}

impl From<BreachWord> for OfBreach {
    fn from(word: BreachWord) -> Self {
        match word {
            BreachWord::Any => Self::Any,
            BreachWord::None => Self::None,
            BreachWord::Suspected => Self::Of(breach::Status::Suspected),
            BreachWord::Confirmed => Self::Of(breach::Status::Confirmed),
            BreachWord::NotABreach => Self::Of(breach::Status::NotABreach),
        }
    }
}

fn words<T: Copy>(all: &[T], text: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| text(*value)).collect()
}

/// Takes the filter and the order from the parameters of an address. A day stands for its hours in Paris.
pub(super) fn filter(params: &mut Params, now: DateTime<Utc>) -> Filter {
    let filter = Filter {
        q: query(params),
        status: params.choice("status", &words(Status::ALL, Status::as_str), Status::parse),
        handler: params.choice("handler", &words(Party::ALL, Party::as_str), Party::parse),
        establishment: params.school("establishment"),
        severity: params.choice("severity", &SEVERITIES, severity),
        breach: params
            .choice(
                "breach",
                &words(BreachWord::ALL, BreachWord::as_str),
                BreachWord::parse,
            )
            .map(OfBreach::from),
        overdue_at: params.flag("overdue").then_some(now),
        from: instant(params, "from", 0),
        to: instant(params, "to", 1),
        sort: params
            .choice("sort", &words(Sort::ALL, Sort::as_str), Sort::parse)
            .unwrap_or_default(),
    };
    if filter.from.zip(filter.to).is_some_and(|(from, to)| to <= from) {
        params.problem("to", "La fin de la période doit suivre son début.");
    }
    filter
}

/// A severity of the grid.
fn severity(text: &str) -> Option<i64> {
    SEVERITIES.contains(&text).then(|| text.parse().ok()).flatten()
}

fn query(params: &mut Params) -> String {
    let text = params.text("q").unwrap_or_default();
    if text.chars().count() > QUERY_MAX {
        params.problem("q", format!("Cherchez en {QUERY_MAX} caractères au plus."));
    }
    text
}

/// An instant with its offset, or the day that begins `days` later in Paris.
fn instant(params: &mut Params, name: &str, days: u64) -> Option<DateTime<Utc>> {
    let day = params.peek(name)?.parse::<NaiveDate>().ok();
    let Some(day) = day else {
        return params.instant(name);
    };
    params.text(name);
    let midnight = day
        .checked_add_days(Days::new(days))
        .and_then(|day| from_paris_form(&day.to_string(), "00:00", None).ok());
    if midnight.is_none() {
        params.problem(name, "Cette date est hors du calendrier.");
    }
    midnight.map(|read| read.at)
}

/// The place that a cursor names. One of another list, or of another order, leads nowhere in this one.
pub(super) fn place(params: &mut Params, slice: &Slice, filter: &Filter) -> Option<Place> {
    let [mark, due, at, id] = slice.after.as_deref()? else {
        return None;
    };
    let read = |text: &String| text.parse::<DateTime<Utc>>().ok();
    let due = if due.is_empty() {
        Some(None)
    } else {
        read(due).map(Some)
    };
    let place = due.zip(read(at)).map(|(due, at)| Place {
        due,
        at,
        id: id.clone(),
    });
    if place.is_none() || *mark != mark_of(filter) {
        params.problem(
            "cursor",
            "Ce curseur vient d’une autre liste\u{a0}: gardez le même tri et les mêmes filtres, ou repartez du début.",
        );
        return None;
    }
    place
}

/// The cursor of a place of a list.
pub(super) fn cursor_of(filter: &Filter, place: &Place) -> String {
    let exact = |at: DateTime<Utc>| at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    let (due, at) = (place.due.map(exact).unwrap_or_default(), exact(place.at));
    cursor(&[&mark_of(filter), &due, &at, &place.id])
}

/// Tells one list from another; that time passes does not make another list.
fn mark_of(filter: &Filter) -> String {
    let same_at_any_time = Filter {
        overdue_at: filter.overdue_at.map(|_| DateTime::UNIX_EPOCH),
        ..filter.clone()
    };
    let whole = sha256_hex(format!("{same_at_any_time:?}").as_bytes());
    whole.chars().take(MARK).collect()
}

/// The parameters as they were typed; nothing is lost of what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(Vec<(&'static str, String)>);

impl Typed {
    /// Those of a query; what else it says is left out.
    #[must_use]
    pub fn read(query: &str) -> Self {
        let given: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let typed = NAMES.iter().filter_map(|name| {
            let value = given.iter().find(|(given, _)| given == name)?.1.replace('\0', "");
            let value = value.trim();
            (!value.is_empty()).then(|| (*name, value.to_owned()))
        });
        Self(typed.collect())
    }

    /// What was typed in a field; empty when nothing was.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Whether anything is left out of the list.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.0.iter().any(|(name, _)| *name != "sort")
    }

    /// Whether more than words and a status is asked for, so that the form shows it opened.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        self.0.iter().any(|(name, _)| *name != "q" && *name != "status")
    }

    /// As the address of the list has it, in one order.
    #[must_use]
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.0)
            .finish()
    }

    /// What is wrong with it; empty when a list can be narrowed so.
    #[must_use]
    pub fn problems(&self, now: DateTime<Utc>) -> Vec<Problem> {
        let mut params = Params::read(&self.query());
        filter(&mut params, now);
        params.problems()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    fn read(query: &str) -> Filter {
        let mut params = Params::read(query);
        let filter = filter(&mut params, now());
        assert!(params.problems().is_empty(), "{query}");
        filter
    }

    #[test]
    fn a_period_of_days_is_that_of_paris() {
        let filter = read("from=2026-03-29&to=2026-03-29");
        assert_eq!(filter.from.unwrap().to_rfc3339(), "2026-03-28T23:00:00+00:00");
        assert_eq!(filter.to.unwrap().to_rfc3339(), "2026-03-29T22:00:00+00:00");
        let filter = read("from=2026-03-29T00:00:00%2B01:00");
        assert_eq!(filter.from.unwrap().to_rfc3339(), "2026-03-28T23:00:00+00:00");
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let wrong = "q=&status=perdu&handler=x&establishment=1&severity=5&breach=oui&overdue=oui&from=hier&to=9&sort=taille";
        let fields: Vec<String> = Typed::read(wrong)
            .problems(now())
            .into_iter()
            .map(|problem| problem.field)
            .collect();
        assert_eq!(
            fields,
            [
                "status",
                "handler",
                "establishment",
                "severity",
                "breach",
                "overdue",
                "from",
                "to",
                "sort"
            ]
        );
        let long = format!("q={}&from=2026-03-02&to=2026-03-01", "a".repeat(QUERY_MAX + 1));
        assert_eq!(Typed::read(&long).problems(now()).len(), 2);
    }

    #[test]
    fn what_was_typed_goes_from_address_to_address() {
        let typed = Typed::read("sort=due&q=vol+d%E2%80%99%C3%A9cran&status=perdu&autre=x&status=closed");
        assert_eq!(typed.query(), "q=vol+d%E2%80%99%C3%A9cran&status=perdu&sort=due");
        assert_eq!(Typed::read(&typed.query()), typed);
        assert!(typed.is_active() && typed.is_narrow());
        assert!(!Typed::read("sort=due").is_active());
    }

    #[test]
    fn a_cursor_is_taken_in_its_own_list_only() {
        let at = now() + chrono::TimeDelta::microseconds(1);
        let place = |due| Place {
            due,
            at,
            id: "0193".to_owned(),
        };
        for (query, place_of) in [("q=vol&overdue=true", place(None)), ("sort=due", place(Some(at)))] {
            let given = cursor_of(&read(query), &place_of);
            let found = |query: &str| {
                let mut params = Params::read(&format!("{query}&cursor={given}"));
                let filter = filter(&mut params, at);
                let slice = params.slice(CURSOR_PARTS);
                let found = super::place(&mut params, &slice, &filter);
                (found, params.problems().len())
            };
            assert_eq!(found(query), (Some(place_of), 0));
            assert_eq!(found("sort=changed"), (None, 1));
            assert_eq!(found("q=vols&overdue=true"), (None, 1));
        }
    }
}
