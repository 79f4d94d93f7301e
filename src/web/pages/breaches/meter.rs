//! How far the record is from a complete notification, in words and by section.

use crate::domain::breach::record::{Completeness, Field, Section};
use crate::web::paths;

/// The meter of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    /// Required answers given.
    pub filled: usize,
    /// Required answers.
    pub asked: usize,
    /// What is missing, by the page on which it is answered.
    pub missing: Vec<Missing>,
}

/// What a page still lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Title of the page.
    pub title: &'static str,
    /// Its address.
    pub path: String,
    /// The questions.
    pub labels: Vec<&'static str>,
}

impl Meter {
    /// The meter of the breach `reference`.
    #[must_use]
    pub fn of(completeness: &Completeness, reference: &str) -> Self {
        let mut meter = Self {
            filled: completeness.filled,
            asked: completeness.asked,
            missing: Vec::new(),
        };
        for name in &completeness.missing {
            let (title, page, label) = place(name);
            let path = paths::breach_page(reference, page);
            match meter.missing.last_mut().filter(|last| last.path == path) {
                Some(last) => last.labels.push(label),
                None => meter.missing.push(Missing {
                    title,
                    path,
                    labels: vec![label],
                }),
            }
        }
        meter
    }

    /// Whether nothing is missing.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.missing.is_empty()
    }

    /// « 12 informations connues sur 31 ».
    #[must_use]
    pub fn words(&self) -> String {
        let plural = if self.filled > 1 { "s" } else { "" };
        format!(
            "{} information{plural} connue{plural} sur {}",
            self.filled, self.asked
        )
    }

    /// How many answers are missing.
    #[must_use]
    pub fn left(&self) -> usize {
        self.asked.saturating_sub(self.filled)
    }
}

/// Title and last part of the address of the page on which something is answered, and its label.
fn place(name: &str) -> (&'static str, &'static str, &'static str) {
    match Field::named(name) {
        Some(field) => (field.section.title(), field.section.as_str(), field.label),
        None if name == "awareness" => (
            "Prise de connaissance",
            "connaissance",
            "Depuis quand le responsable du traitement sait",
        ),
        None => (
            "Gravité et risque",
            "gravite",
            "Le risque pour les personnes, avec ses motifs",
        ),
    }
}

/// The section after this one; `None` after the last.
#[must_use]
pub fn after(section: Section) -> Option<Section> {
    let mut later = Section::ALL.iter().skip_while(|known| **known != section);
    later.nth(1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_stands_by_page_in_order() {
        let completeness = Completeness {
            filled: 1,
            asked: 5,
            missing: vec!["controller_name", "controller_contact", "awareness", "risk"],
        };
        let meter = Meter::of(&completeness, "VIO-2026-0001");
        let pages: Vec<_> = meter
            .missing
            .iter()
            .map(|it| (it.path.as_str(), it.labels.len()))
            .collect();
        assert_eq!(
            pages,
            [
                ("/violations/VIO-2026-0001/controller", 2),
                ("/violations/VIO-2026-0001/connaissance", 1),
                ("/violations/VIO-2026-0001/gravite", 1)
            ]
        );
        assert_eq!(
            (meter.words().as_str(), meter.left()),
            ("1 information connue sur 5", 4)
        );
    }

    #[test]
    fn the_last_section_has_none_after_it() {
        assert_eq!(after(Section::Controller), Some(Section::People));
        assert_eq!(after(Section::Authorities), None);
    }
}
