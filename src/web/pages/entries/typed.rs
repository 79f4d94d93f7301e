//! An entry as it is typed.

use chrono::{DateTime, Utc};

use crate::domain::entries::{EntryKind, Writing};
use crate::domain::incident::Problem;
use crate::web::form::value;
use crate::web::pages::notifying::typed::TypedInstant;
use crate::web::pages::once::KEY;
use crate::web::posted::FormFields;
use crate::web::view::Choice;
use crate::web::wording::Words as _;

/// What is typed, kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryForm {
    /// The form's own key.
    pub key: String,
    /// What it is.
    pub kind: String,
    /// Its words.
    pub text: String,
    /// When the fact happened.
    pub at: TypedInstant,
}

impl EntryForm {
    /// A form that nobody has filled yet: most of what is written are comments.
    #[must_use]
    pub fn blank(key: String) -> Self {
        Self {
            key,
            kind: EntryKind::Comment.as_str().to_owned(),
            ..Self::default()
        }
    }

    /// What a form says.
    #[must_use]
    pub fn of(mut fields: FormFields) -> Self {
        Self {
            key: value(&mut fields, KEY),
            kind: value(&mut fields, "kind"),
            text: value(&mut fields, "text").replace("\r\n", "\n"),
            at: TypedInstant::take(&mut fields, "at"),
        }
    }

    /// The kinds that may be chosen.
    #[must_use]
    pub fn kinds(&self) -> Vec<Choice> {
        let choice = |kind: &EntryKind| Choice {
            value: kind.as_str().to_owned(),
            label: kind.words().to_owned(),
            selected: self.kind == kind.as_str(),
        };
        EntryKind::ALL.iter().map(choice).collect()
    }

    /// What is meant. What could not be read is told; something legal stands in its place, so that the rest is checked all
    /// the same.
    #[must_use]
    pub fn read(&self, corrects: Option<i64>, now: DateTime<Utc>) -> (Writing, Vec<Problem>) {
        let mut problems = Vec::new();
        let kind = EntryKind::parse(&self.kind).unwrap_or_else(|| {
            problems.push(Problem::new("kind", "Dites ce que vous écrivez."));
            EntryKind::Comment
        });
        let at = match kind {
            EntryKind::Fact => self.at.read("at").unwrap_or_else(|problem| {
                problems.push(problem);
                Some(now)
            }),
            // The fields of the instant are there for facts: nobody has to empty them.
            EntryKind::Comment | EntryKind::Decision => None,
        };
        let writing = Writing {
            kind,
            text: self.text.clone(),
            at,
            corrects,
        };
        (writing, problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_and_the_instant_counts_for_facts_only() {
        let now = DateTime::UNIX_EPOCH;
        let typed = |kind: &str, date: &str| EntryForm {
            kind: kind.to_owned(),
            at: TypedInstant {
                date: date.to_owned(),
                time: "10:00".to_owned(),
                fold: String::new(),
            },
            ..EntryForm::default()
        };
        let wrong = |form: EntryForm| {
            let (_, problems) = form.read(None, now);
            problems
                .into_iter()
                .map(|problem| problem.field)
                .collect::<Vec<_>>()
        };
        assert_eq!(wrong(typed("fact", "hier")), ["at"]);
        assert_eq!(wrong(typed("", "2026-03-02")), ["kind"]);
        assert!(wrong(typed("decision", "hier")).is_empty());
        assert!(typed("comment", "2026-03-02").read(None, now).0.at.is_none());
        assert!(typed("fact", "2026-03-02").read(None, now).0.at.is_some());
    }
}
