//! Small pieces of view data shared by several pages. Templates show them and decide nothing.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::establishment::Establishment;
use crate::domain::instants;

/// An instant, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// RFC 3339 with offset, for machines.
    pub iso: String,
    /// In full in Paris local time with its zone: `dim. 29 mars 2026 à 03:10 (UTC+2)`.
    pub full: String,
}

impl Moment {
    /// An instant (UTC).
    #[must_use]
    pub fn of(at: DateTime<Utc>) -> Self {
        Self {
            iso: instants::rfc3339(at),
            full: instants::in_full(at),
        }
    }
}

/// A school, as it is named on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct School {
    /// National code.
    pub uai: String,
    /// Name as published.
    pub name: String,
    /// Town.
    pub town: String,
}

impl From<&Establishment> for School {
    fn from(school: &Establishment) -> Self {
        Self {
            uai: school.uai.to_string(),
            name: school.name.clone(),
            town: school.town.clone(),
        }
    }
}

/// One value among several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Value sent by the form.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Whether it is the present value.
    pub selected: bool,
}

/// Links of a list read in slices; a list never counts its pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slices {
    /// Address of the beginning, when this slice is not the first.
    pub first: Option<String>,
    /// Address of the next slice, when there is one.
    pub next: Option<String>,
}

/// A term and what it stands for, in a list of facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// Term.
    pub term: String,
    /// Value.
    pub value: String,
}

impl Fact {
    /// A fact.
    pub fn new(term: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            term: term.into(),
            value: value.into(),
        }
    }
}

/// The kind of a field for a day: what was typed and is no day would vanish from a field for days.
#[must_use]
pub fn kind_of_day(typed: &str) -> &'static str {
    if typed.is_empty() || typed.parse::<NaiveDate>().is_ok() {
        "date"
    } else {
        "text"
    }
}
