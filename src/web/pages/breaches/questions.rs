//! The questions of a part of the record, as a form shows them: built from the table of fields, whatever they are.

use super::typed::Typed;
use crate::domain::breach::record::{Answer, Choice, Field, Kind, LINE_MAX, Record, TEXT_MAX};
use crate::domain::convention::Treatment;
use crate::domain::instants::{Fold, fold, from_paris_form, to_form};
use crate::web::problems::Problems;
use crate::web::wording::of_the_party;

/// Up to this many answers they are all shown; above, in a list that opens.
const RADIOS_MAX: usize = 7;

/// How a question is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Control {
    /// One answer, all in sight.
    Radios,
    /// One answer, in a list.
    Select,
    /// Any number of answers.
    Checks,
    /// One line.
    #[default]
    Line,
    /// Any text.
    Area,
    /// A whole number.
    Number,
    /// An instant, on the clocks of Paris.
    Moment,
    /// A calendar day.
    Day,
}

/// A question, ready to be shown.
#[allow(
    clippy::struct_excessive_bools,
    reason = "what a template asks of a question is yes or no"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Name of the field.
    pub name: &'static str,
    /// The question.
    pub label: &'static str,
    /// Advice, or empty.
    pub hint: &'static str,
    /// How it is answered.
    pub control: Control,
    /// Answers to choose from.
    pub options: Vec<Choosable>,
    /// Text, number or day as typed.
    pub value: String,
    /// Longest text.
    pub longest: usize,
    /// Local day of an instant, as typed.
    pub date: String,
    /// Local hour of an instant, as typed.
    pub time: String,
    /// Whether that hour exists twice.
    pub twice: bool,
    /// Whether the second one is meant.
    pub later: bool,
    /// Whether a complete notification needs it.
    pub needed: bool,
    /// Whether the answer only says that it is still to come.
    pub provisional: bool,
    /// What is wrong, or empty.
    pub error: String,
    /// What somebody else answered meanwhile, or empty.
    pub meanwhile: String,
    /// What it held when the form was shown, for the next sending.
    pub was: String,
}

/// An answer to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choosable {
    /// Value sent.
    pub value: String,
    /// What people read.
    pub label: String,
    /// What it brings with it, or empty.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Whether it only says that the answer is still to come.
    pub pending: bool,
}

/// What the questions are drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// The record as stored.
    pub record: &'a Record,
    /// The processing activities of the convention.
    pub treatments: &'a [Treatment],
    /// What was typed, when the form comes back.
    pub typed: Option<&'a Typed>,
}

/// Answers from which a list is read more easily in two columns.
const LONG: usize = 8;

impl Question {
    /// Whether there are many answers to choose from.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.options.len() >= LONG
    }

    /// The questions among `fields` that the answers call for, and those at fault.
    #[must_use]
    pub fn all(
        fields: impl Iterator<Item = &'static Field>,
        sources: Sources<'_>,
        problems: &Problems,
    ) -> Vec<Self> {
        let typed = sources.typed;
        let applied = typed.map_or_else(|| sources.record.clone(), |typed| typed.applied(sources.record));
        fields
            .filter(|field| field.asked(&applied) || problems.has(field.name))
            .map(|field| Self::of(field, sources, &applied, problems))
            .collect()
    }

    fn of(field: &'static Field, sources: Sources<'_>, applied: &Record, problems: &Problems) -> Self {
        let typed = sources.typed.filter(|typed| typed.asks(field));
        let values = match typed {
            Some(typed) => typed.all(field.name).to_vec(),
            None => field.answer(sources.record).form_values(),
        };
        let meanwhile = typed.filter(|typed| typed.changed_meanwhile(field, sources.record));
        let (control, options) = control(field, &values, sources.treatments);
        let blank = Self {
            name: field.name,
            label: field.label,
            hint: field.hint,
            control,
            options,
            value: values.into_iter().next().unwrap_or_default(),
            longest: if control == Control::Area {
                TEXT_MAX
            } else {
                LINE_MAX
            },
            needed: field.mandatory(applied),
            provisional: field.answer(applied).is_pending(),
            error: problems.of(field.name).to_owned(),
            meanwhile: meanwhile
                .map(|_| now_says(field, sources.record))
                .unwrap_or_default(),
            was: field.answer(sources.record).json().to_string(),
            ..Self::default()
        };
        if control == Control::Moment {
            blank.with_moment(field, sources.record, typed)
        } else {
            blank
        }
    }

    fn with_moment(self, field: &Field, record: &Record, typed: Option<&Typed>) -> Self {
        let (date, time, choice) = match (typed, field.answer(record)) {
            (Some(typed), _) => {
                let part = |part| typed.part(field.name, part).to_owned();
                (part("date"), part("time"), Fold::parse(&part("fold")))
            }
            (None, Answer::Instant(at)) => {
                let (date, time) = to_form(at);
                (date, time, fold(at))
            }
            (None, _) => Default::default(),
        };
        let twice = from_paris_form(&date, &time, None).is_ok_and(|read| read.twice.is_some());
        Self {
            date,
            time,
            twice,
            later: choice == Some(Fold::Later),
            ..self
        }
    }

    /// Where its instant is typed.
    #[must_use]
    pub fn part(&self, part: &str) -> String {
        format!("{}_{part}", self.name)
    }

    /// What describes the field to screen readers: hint and fault, where they are.
    #[must_use]
    pub fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = (!self.error.is_empty()).then(|| format!("{}-error", self.name));
        let parts: Vec<String> = hint.into_iter().chain(error).collect();
        parts.join(" ")
    }
}

fn now_says(field: &Field, record: &Record) -> String {
    let told = record.told_in_french(field);
    told.unwrap_or_else(|| "réponse retirée".to_owned())
}

fn control(field: &Field, values: &[String], treatments: &[Treatment]) -> (Control, Vec<Choosable>) {
    match field.kind {
        Kind::Choice(choices) if choices.len() <= RADIOS_MAX => (Control::Radios, with_none(choices, values)),
        Kind::Choice(choices) => (Control::Select, with_none(choices, values)),
        Kind::Flag => (Control::Radios, yes_or_no(values)),
        Kind::Choices(choices) => {
            let options = choices.iter().map(|choice| Choosable::of(choice, values));
            (Control::Checks, options.collect())
        }
        Kind::Treatments => {
            let options = treatments
                .iter()
                .map(|treatment| Choosable::treatment(treatment, values));
            (Control::Checks, options.collect())
        }
        Kind::Text => (Control::Line, Vec::new()),
        Kind::LongText => (Control::Area, Vec::new()),
        Kind::Count => (Control::Number, Vec::new()),
        Kind::Instant => (Control::Moment, Vec::new()),
        Kind::Day => (Control::Day, Vec::new()),
    }
}

/// A single answer can be taken back without scripts: the last one says that there is none.
fn with_none(choices: &[Choice], values: &[String]) -> Vec<Choosable> {
    let answers = choices.iter().map(|choice| Choosable::of(choice, values));
    answers.chain([none(values)]).collect()
}

fn none(values: &[String]) -> Choosable {
    Choosable {
        label: "Pas encore de réponse".to_owned(),
        chosen: values.iter().all(String::is_empty),
        ..Choosable::default()
    }
}

fn yes_or_no(values: &[String]) -> Vec<Choosable> {
    let said = |value: &str, label: &str| Choosable {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: values.iter().any(|given| given == value),
        ..Choosable::default()
    };
    vec![said("true", "Oui"), said("false", "Non"), none(values)]
}

impl Choosable {
    fn of(choice: &Choice, values: &[String]) -> Self {
        Self {
            value: choice.name.to_owned(),
            label: choice.label.to_owned(),
            hint: String::new(),
            chosen: values.iter().any(|value| value == choice.name),
            pending: choice.pending,
        }
    }

    /// A processing activity, with what choosing it fills in.
    fn treatment(treatment: &Treatment, values: &[String]) -> Self {
        Self {
            value: treatment.id.clone(),
            label: treatment.name.clone(),
            hint: format!(
                "Sous la responsabilité {}. Personnes\u{a0}: {}. Données\u{a0}: {}.",
                of_the_party(treatment.controller),
                treatment.data_subjects.join(", "),
                treatment.data_categories.join(", "),
            ),
            chosen: values.contains(&treatment.id),
            pending: false,
        }
    }
}
