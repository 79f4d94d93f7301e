//! What a field holds, seen in one way whatever its type, so that forms, pages and payloads need not know each field.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

use super::choice::{Choice, Listed};
use crate::domain::instants;

/// The answer that a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<'a> {
    /// No answer.
    Empty,
    /// One answer of a closed list.
    One(&'static Choice),
    /// Several answers of a closed list, in the order of the list; never empty.
    Many(Vec<&'static Choice>),
    /// A text; never empty.
    Text(&'a str),
    /// Identifiers; never empty.
    Names(&'a [String]),
    /// A whole number.
    Count(u32),
    /// An instant.
    Instant(DateTime<Utc>),
    /// A calendar day.
    Day(NaiveDate),
    /// Yes or no.
    Flag(bool),
}

impl Answer<'_> {
    /// Whether there is no answer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// Whether the answer only says that it is still to come.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        match self {
            Self::One(choice) => choice.pending,
            Self::Many(choices) => choices.iter().any(|choice| choice.pending),
            Self::Empty
            | Self::Text(_)
            | Self::Names(_)
            | Self::Count(_)
            | Self::Instant(_)
            | Self::Day(_)
            | Self::Flag(_) => false,
        }
    }

    /// The answer as the API and the store write it; `null` when there is none.
    #[must_use]
    pub fn json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::One(choice) => json!(choice.name),
            Self::Many(choices) => choices.iter().map(|choice| choice.name).collect(),
            Self::Text(text) => json!(text),
            Self::Names(names) => json!(names),
            Self::Count(count) => json!(count),
            Self::Instant(at) => json!(instants::rfc3339(*at)),
            Self::Day(day) => json!(day.to_string()),
            Self::Flag(flag) => json!(flag),
        }
    }

    /// The values that an HTML form preselects or prefills: names of answers, texts, `true` or `false`.
    #[must_use]
    pub fn form_values(&self) -> Vec<String> {
        match self {
            Self::Empty => Vec::new(),
            Self::One(choice) => vec![choice.name.to_owned()],
            Self::Many(choices) => choices.iter().map(|choice| choice.name.to_owned()).collect(),
            Self::Text(text) => vec![(*text).to_owned()],
            Self::Names(names) => names.to_vec(),
            Self::Count(count) => vec![count.to_string()],
            Self::Instant(at) => vec![instants::rfc3339(*at)],
            Self::Day(day) => vec![day.to_string()],
            Self::Flag(flag) => vec![flag.to_string()],
        }
    }
}

/// A type that a field of the record may have.
pub(super) trait Held: Default {
    /// The answer held.
    fn answer(&self) -> Answer<'_>;
}

impl<T: Listed> Held for Option<T> {
    fn answer(&self) -> Answer<'_> {
        self.map_or(Answer::Empty, |value| Answer::One(value.choice()))
    }
}

impl<T: Listed> Held for Vec<T> {
    fn answer(&self) -> Answer<'_> {
        if self.is_empty() {
            return Answer::Empty;
        }
        Answer::Many(self.iter().map(|value| value.choice()).collect())
    }
}

impl Held for String {
    fn answer(&self) -> Answer<'_> {
        if self.is_empty() {
            Answer::Empty
        } else {
            Answer::Text(self)
        }
    }
}

impl Held for Vec<String> {
    fn answer(&self) -> Answer<'_> {
        if self.is_empty() {
            Answer::Empty
        } else {
            Answer::Names(self)
        }
    }
}

impl Held for Option<u32> {
    fn answer(&self) -> Answer<'_> {
        self.map_or(Answer::Empty, Answer::Count)
    }
}

impl Held for Option<DateTime<Utc>> {
    fn answer(&self) -> Answer<'_> {
        self.map_or(Answer::Empty, Answer::Instant)
    }
}

impl Held for Option<NaiveDate> {
    fn answer(&self) -> Answer<'_> {
        self.map_or(Answer::Empty, Answer::Day)
    }
}

impl Held for Option<bool> {
    fn answer(&self) -> Answer<'_> {
        self.map_or(Answer::Empty, Answer::Flag)
    }
}
