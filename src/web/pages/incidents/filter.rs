//! The filter of the list as its form shows it: the choices, and what was typed.

use crate::domain::breach;
use crate::domain::incident::Status;
use crate::domain::people::Party;
use crate::store::incidents::Sort;
use crate::web::narrowing::{BreachWord, SEVERITIES, Typed};
use crate::web::view::{Choice, kind_of_day};
use crate::web::wording::{self, Words as _};

/// The filter as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// The parameters.
    pub typed: Typed,
}

impl ListFilter {
    /// What was typed in a field.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.typed.value(name)
    }

    /// The kind of the field for a day.
    #[must_use]
    pub fn kind_of_day(&self, name: &str) -> &'static str {
        kind_of_day(self.value(name))
    }

    /// Whether overdue dossiers alone are asked for.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.value("overdue") == "true"
    }

    /// Whether the order is by what is due.
    #[must_use]
    pub fn is_by_due(&self) -> bool {
        self.value("sort") == Sort::Due.as_str()
    }

    /// The choices of the status field.
    #[must_use]
    pub fn statuses(&self) -> Vec<Choice> {
        let each = Status::ALL.iter().map(|status| (status.as_str(), status.words()));
        self.choices("status", "Tous", each)
    }

    /// The choices of the field of the handler.
    #[must_use]
    pub fn handlers(&self) -> Vec<Choice> {
        let each = Party::ALL
            .iter()
            .map(|party| (party.as_str(), wording::party(*party)));
        self.choices("handler", "Tous", each)
    }

    /// The choices of the field of the breach.
    #[must_use]
    pub fn breaches(&self) -> Vec<Choice> {
        let each = BreachWord::ALL
            .iter()
            .map(|word| (word.as_str(), breach_words(*word)));
        self.choices("breach", "Peu importe", each)
    }

    /// The choices of the field of the severity.
    #[must_use]
    pub fn severities(&self) -> Vec<Choice> {
        let each = SEVERITIES
            .iter()
            .map(|level| (*level, level.parse().map_or("", wording::severity)));
        self.choices("severity", "Toutes", each)
    }

    /// The choices of the order.
    #[must_use]
    pub fn sorts(&self) -> Vec<Choice> {
        let words = |sort: &Sort| match sort {
            Sort::Reported => "Signalement le plus récent",
            Sort::Changed => "Dernier changement",
            Sort::Due => "Prochaine échéance",
        };
        let each = Sort::ALL.iter().map(|sort| (sort.as_str(), words(sort)));
        let mut choices = self.choices("sort", "", each);
        choices.remove(0);
        choices
    }

    /// A value that is none of the choices leaves the field at the first one: the fault beside it says which it was.
    fn choices<'a>(
        &self,
        name: &str,
        all: &'a str,
        each: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Vec<Choice> {
        let choice = |(value, label): (&str, &str)| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            selected: value == self.value(name),
        };
        std::iter::once(("", all)).chain(each).map(choice).collect()
    }
}

fn breach_words(word: BreachWord) -> &'static str {
    match word {
        BreachWord::Any => "Avec une violation de données",
        BreachWord::None => "Sans violation de données",
        BreachWord::Suspected => breach::Status::Suspected.words(),
        BreachWord::Confirmed => breach::Status::Confirmed.words(),
        BreachWord::NotABreach => breach::Status::NotABreach.words(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_stays_chosen() {
        let filter = ListFilter {
            typed: Typed::read(
                "status=closed&handler=region&breach=none&severity=3&sort=due&from=hier&to=2026-03-01",
            ),
        };
        for choices in [
            filter.statuses(),
            filter.handlers(),
            filter.breaches(),
            filter.severities(),
            filter.sorts(),
        ] {
            assert_eq!(choices.iter().filter(|choice| choice.selected).count(), 1);
        }
        assert_eq!(
            (filter.kind_of_day("from"), filter.kind_of_day("to")),
            ("text", "date")
        );
    }
}
