//! The faults of a form, shown twice: as a summary of links at the top, and beside each field.

use crate::domain::incident::Problem;

/// Every fault of one form; empty when the form was not sent yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>, Vec<String>);

impl Problems {
    /// No fault.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The same faults; the summary names what each is about, so that equal ones can be told apart.
    #[must_use]
    pub fn named<T: Into<String>>(self, name: impl Fn(&str) -> Option<T>) -> Self {
        let of = |problem: &Problem| name(&problem.field).map(Into::into).unwrap_or_default();
        let names = self.0.iter().map(of).collect();
        Self(self.0, names)
    }

    /// Each fault, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = Line<'_>> {
        let names = self.1.iter().map(String::as_str).chain(std::iter::repeat(""));
        self.0
            .iter()
            .zip(names)
            .map(|(problem, name)| Line(problem, name))
    }

    /// The first fault of a field or of one of its parts (`components` also answers for
    /// `components[1].network`); empty when the field is right.
    #[must_use]
    pub fn of(&self, field: &str) -> &str {
        self.0
            .iter()
            .find(|problem| whole(&problem.field) == field)
            .map_or("", |problem| problem.message.as_str())
    }

    /// Whether a field is at fault.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        !self.of(field).is_empty()
    }
}

impl From<Vec<Problem>> for Problems {
    fn from(problems: Vec<Problem>) -> Self {
        Self(problems, Vec::new())
    }
}

/// One line of the summary.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a>(&'a Problem, &'a str);

impl<'a> Line<'a> {
    /// What it is about, or empty.
    #[must_use]
    pub fn name(self) -> &'a str {
        self.1
    }

    /// What is wrong and how to put it right.
    #[must_use]
    pub fn message(self) -> &'a str {
        &self.0.message
    }

    /// The element of the page to go to.
    #[must_use]
    pub fn anchor(self) -> &'a str {
        match whole(&self.0.field) {
            "detected_at" => "detected_date",
            "occurred_from" => "occurred_date",
            "done_at" => "done_date",
            "due_at" => "due_date",
            "availability_at" => "availability_date",
            "first_at" => "first_date",
            field => field,
        }
    }
}

/// `components[1].network` → `components`.
fn whole(field: &str) -> &str {
    field.split(['[', '.']).next().unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_deep_in_a_list_is_shown_at_the_list() {
        let problems = Problems::from(vec![Problem::new("components[1].network", "Réseau inconnu.")]);
        assert_eq!(problems.of("components"), "Réseau inconnu.");
        assert_eq!(problems.of("title"), "");
        assert_eq!(problems.iter().next().unwrap().anchor(), "components");
    }

    #[test]
    fn a_fault_of_an_instant_leads_to_its_date() {
        let problems = Problems::from(vec![Problem::new("detected_at", "Dans le futur.")]);
        assert_eq!(problems.iter().next().unwrap().anchor(), "detected_date");
    }
}
