//! The record in French, for pages, the register and documents.

use chrono::{DateTime, NaiveDate, Utc};

use super::lists::CountKind;
use super::{Answer, Field, Record, Section};
use crate::domain::instants;

/// What is known in one section, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionLines {
    /// Title of the section.
    pub title: &'static str,
    /// Label and value of each answer.
    pub rows: Vec<(&'static str, String)>,
}

impl Record {
    /// Every answer that the record tells, by section; a section without any is left out. What an earlier answer
    /// left behind, and is no longer asked, is not told.
    #[must_use]
    pub fn lines(&self) -> Vec<SectionLines> {
        let sections = Section::ALL.iter().map(|section| SectionLines {
            title: section.title(),
            rows: section
                .fields()
                .filter_map(|field| Some((field.label, self.told_in_french(field)?)))
                .collect(),
        });
        sections.filter(|section| !section.rows.is_empty()).collect()
    }

    /// The answer of a field in French; `None` when the field is empty or not asked.
    #[must_use]
    pub fn told_in_french(&self, field: &Field) -> Option<String> {
        let text = in_french(&field.told(self))?;
        Some(if self.is_about(field) {
            format!("environ\u{a0}{text}")
        } else {
            text
        })
    }

    fn is_about(&self, field: &Field) -> bool {
        match field.name {
            "persons_count" => self.persons_count_kind == Some(CountKind::Approximate),
            "records_count" => self.records_count_kind == Some(CountKind::Approximate),
            "persons_abroad_count" | "outside_eea_persons_count" => true,
            _ => false,
        }
    }

    /// The values that an HTML form preselects or prefills for the field `name`, asked or not.
    #[must_use]
    pub fn form_values(&self, name: &str) -> Vec<String> {
        Field::named(name)
            .map(|field| field.answer(self).form_values())
            .unwrap_or_default()
    }

    /// The instant that the field `name` holds, asked or not.
    #[must_use]
    pub fn instant(&self, name: &str) -> Option<DateTime<Utc>> {
        match Field::named(name)?.answer(self) {
            Answer::Instant(at) => Some(at),
            _ => None,
        }
    }

    pub(super) fn told_instant(&self, name: &str) -> Option<DateTime<Utc>> {
        self.instant(name)
            .filter(|_| Field::named(name).is_some_and(|field| field.asked(self)))
    }

    pub(super) fn told_day(&self, name: &str) -> Option<NaiveDate> {
        match Field::named(name)?.told(self) {
            Answer::Day(day) => Some(day),
            _ => None,
        }
    }
}

/// An answer in French; `None` when there is none.
pub(in crate::domain::breach) fn in_french(answer: &Answer<'_>) -> Option<String> {
    match answer {
        Answer::Empty => None,
        Answer::One(choice) => Some(choice.label.to_owned()),
        Answer::Many(choices) => Some(listed(choices.iter().map(|choice| choice.label))),
        Answer::Text(text) => Some((*text).to_owned()),
        Answer::Names(names) => Some(listed(names.iter().map(String::as_str))),
        Answer::Count(count) => Some(grouped(*count)),
        Answer::Instant(at) => Some(instants::in_full(*at)),
        Answer::Day(day) => Some(instants::day_of(*day)),
        Answer::Flag(true) => Some("Oui".to_owned()),
        Answer::Flag(false) => Some("Non".to_owned()),
    }
}

/// Parts joined as a French list of phrases.
pub(in crate::domain::breach) fn listed<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join("\u{a0}; ")
}

/// `1 200`: groups of three digits, kept together.
fn grouped(count: u32) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (rank, digit) in digits.chars().enumerate() {
        if rank > 0 && (digits.len() - rank).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}
