//! A part of the record as a person typed it, and the change of the record that it asks for.
//!
//! A form says which questions it asked and what they held when it was shown: a question that was not on the page is
//! never emptied, and a conflict can tell what changed meanwhile.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::conflict::Shown;
use crate::domain::breach::record::{Answer, Field, Kind, Record, Section};
use crate::domain::incident::Problem;
use crate::domain::instants::{Fold, fold, from_paris_form, rfc3339, to_form};
use crate::web::posted::FormFields;

/// An hour that exists twice is asked about; without another answer, the first one is kept.
pub(in crate::web::pages) const WHICH_ONE: &str = "Cette heure a existé deux fois cette nuit-là\u{a0}: dites si c’était la première ou la seconde. Sans \
     changement, la première est retenue.";

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    values: BTreeMap<String, Vec<String>>,
    asked: Vec<&'static Field>,
    was: BTreeMap<String, String>,
    /// The state of the breach that the form was filled from.
    pub shown: Shown,
    /// Whether the person goes on to the next section.
    pub goes_on: bool,
}

impl Typed {
    /// Reads the form of a section; what is not of it is left aside.
    #[must_use]
    pub fn of(section: Section, fields: FormFields) -> Self {
        let mut typed = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "version" => typed.shown.version = value.parse().ok(),
                "journal" => typed.shown.journal = value.parse().ok(),
                "action" => typed.goes_on = value == "continuer",
                "asks" => typed
                    .asked
                    .extend(section.fields().find(|field| field.name == value)),
                _ => typed.keep(name, value),
            }
        }
        typed
    }

    fn keep(&mut self, name: String, value: String) {
        if let Some(field) = name.strip_prefix("was_") {
            self.was.insert(field.to_owned(), value);
        } else {
            self.values.entry(name).or_default().push(value);
        }
    }

    /// Whether the form asked this question.
    #[must_use]
    pub fn asks(&self, field: &Field) -> bool {
        self.asked.iter().any(|asked| asked.name == field.name)
    }

    /// Every value of a name.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// The first value of a name; empty when there is none.
    #[must_use]
    pub fn one(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// A part of an instant: `date`, `time` or `fold`.
    #[must_use]
    pub fn part(&self, field: &str, part: &str) -> &str {
        self.one(&format!("{field}_{part}"))
    }

    /// Whether the answer changed since the form was shown.
    #[must_use]
    pub fn changed_meanwhile(&self, field: &Field, record: &Record) -> bool {
        let now = field.answer(record).json().to_string();
        self.asks(field) && self.was.get(field.name).is_some_and(|was| *was != now)
    }

    /// The fields that differ from `record`, and what cannot be read.
    #[must_use]
    pub fn patch(&self, record: &Record) -> (Map<String, Value>, Vec<Problem>) {
        let (mut patch, mut problems) = (Map::new(), Vec::new());
        for field in &self.asked {
            match self.value(field, record) {
                Ok(value) if differs(field, record, &value) => {
                    patch.insert(field.name.to_owned(), value);
                }
                Ok(_) => {}
                Err(problem) => problems.push(problem),
            }
        }
        for field in no_longer_counted(record, &patch) {
            patch.insert(field.name.to_owned(), Value::Null);
        }
        (patch, problems)
    }

    fn value(&self, field: &Field, record: &Record) -> Result<Value, Problem> {
        match field.kind {
            Kind::Choices(_) | Kind::Treatments => {
                let given = self.all(field.name).iter().filter(|value| !value.is_empty());
                Ok(given.cloned().collect())
            }
            Kind::Instant => self.instant(field, record),
            Kind::Choice(_) | Kind::Text | Kind::LongText | Kind::Count | Kind::Day | Kind::Flag => {
                Ok(json!(self.one(field.name)))
            }
        }
    }

    /// Seconds are not on the form: an instant whose date and hour were left alone stays as it is.
    fn instant(&self, field: &Field, record: &Record) -> Result<Value, Problem> {
        let (date, time) = (self.part(field.name, "date"), self.part(field.name, "time"));
        let choice = Fold::parse(self.part(field.name, "fold"));
        if date.trim().is_empty() && time.trim().is_empty() {
            return Ok(Value::Null);
        }
        if let Answer::Instant(at) = field.answer(record) {
            let same = to_form(at) == (date.to_owned(), time.to_owned());
            if same && fold(at) == choice {
                return Ok(json!(rfc3339(at)));
            }
        }
        let read = from_paris_form(date, time, choice);
        let read = read.map_err(|refused| Problem::new(field.name, refused.to_string()))?;
        if read.twice.is_some() && choice.is_none() {
            return Err(Problem::new(field.name, WHICH_ONE));
        }
        Ok(json!(rfc3339(read.at)))
    }

    /// The record as it would be with everything that can be taken: it tells which questions to ask.
    #[must_use]
    pub fn applied(&self, record: &Record) -> Record {
        let mut applied = record.clone();
        for (name, value) in self.patch(record).0 {
            // What cannot be taken is told elsewhere and changes nothing here.
            applied
                .merge(&Map::from_iter([(name, value)]))
                .unwrap_or_default();
        }
        applied
    }
}

fn differs(field: &Field, record: &Record, value: &Value) -> bool {
    let mut changed = record.clone();
    let one = Map::from_iter([(field.name.to_owned(), value.clone())]);
    changed.merge(&one).is_err() || field.answer(&changed) != field.answer(record)
}

/// Numbers that the answers just given no longer call for: kept, they would contradict them.
fn no_longer_counted(record: &Record, patch: &Map<String, Value>) -> Vec<&'static Field> {
    let mut changed = record.clone();
    if changed.merge(patch).is_err() {
        return Vec::new();
    }
    let counts = ["persons_count", "records_count"]
        .into_iter()
        .filter_map(Field::named);
    counts
        .filter(|field| !field.asked(&changed) && !field.answer(&changed).is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(section: Section, fields: &[(&str, &str)]) -> Typed {
        let owned = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Typed::of(section, owned.collect())
    }

    fn record(fields: &Value) -> Record {
        let mut record = Record::default();
        record.merge(fields.as_object().unwrap()).unwrap();
        record
    }

    #[test]
    fn a_question_that_was_not_on_the_page_is_left_alone() {
        let held = record(&json!({ "controller_name": "Collège", "economic_activity": "Enseignement" }));
        let typed = typed(
            Section::Controller,
            &[
                ("asks", "controller_name"),
                ("controller_name", ""),
                ("economic_activity", ""),
            ],
        );
        let (patch, problems) = typed.patch(&held);
        assert_eq!(json!(patch), json!({ "controller_name": "" }));
        assert_eq!(problems, []);
    }

    #[test]
    fn what_did_not_change_is_not_sent() {
        let held = record(&json!({ "controller_name": "Collège", "controller_contact": "Ici\nlà" }));
        let typed = typed(
            Section::Controller,
            &[
                ("asks", "controller_name"),
                ("controller_name", "Collège "),
                ("asks", "controller_contact"),
                ("controller_contact", "Ici\r\nlà"),
            ],
        );
        assert!(typed.patch(&held).0.is_empty());
    }

    #[test]
    fn an_instant_left_alone_keeps_its_seconds_and_one_that_exists_twice_is_asked_about() {
        let held = record(&json!({ "occurrence": "specific_day", "started_at": "2026-03-02T07:10:42Z" }));
        let at = |date: &str, time: &str| {
            typed(
                Section::Timeline,
                &[
                    ("asks", "started_at"),
                    ("started_at_date", date),
                    ("started_at_time", time),
                ],
            )
        };
        assert!(at("2026-03-02", "08:10").patch(&held).0.is_empty());
        assert_eq!(at("2026-03-02", "08:11").patch(&held).0.len(), 1);
        let twice = at("2025-10-26", "02:30").patch(&held).1;
        assert_eq!(twice, [Problem::new("started_at", WHICH_ONE)]);
    }

    #[test]
    fn a_number_goes_with_the_answer_that_called_for_it() {
        let held = record(&json!({ "persons_count_kind": "exact", "persons_count": 12 }));
        let typed = typed(
            Section::Scope,
            &[
                ("asks", "persons_count_kind"),
                ("persons_count_kind", "to_be_determined"),
                ("asks", "persons_count"),
                ("persons_count", "12"),
            ],
        );
        let patch = typed.patch(&held).0;
        assert_eq!(
            json!(patch),
            json!({ "persons_count_kind": "to_be_determined", "persons_count": null })
        );
    }

    #[test]
    fn a_change_made_meanwhile_is_seen() {
        let held = record(&json!({ "controller_name": "Collège" }));
        let name = Field::named("controller_name").unwrap();
        let shown = |was: &str| {
            let fields = [("asks", "controller_name"), ("was_controller_name", was)];
            typed(Section::Controller, &fields).changed_meanwhile(name, &held)
        };
        assert!(!shown("\"Collège\""));
        assert!(shown("null"));
    }
}
