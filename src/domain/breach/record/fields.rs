//! What is known of each field: name, place in the EDPB template, French words, type, when it is asked.

use std::fmt;

use serde_json::Value;

use super::answer::Answer;
use super::choice::Choice;
use super::conditions::Condition;
use super::{FIELDS, Record};
use crate::domain::people::named;

named! {
    /// A part of the record, in the order in which it is shown.
    Section {
        /// Fields 10 to 19.
        Controller = "controller",
        /// Fields 21 to 41.
        People = "people",
        /// Fields 44 to 53.
        Timeline = "timeline",
        /// Fields 55 to 63, and the treatments touched.
        Nature = "nature",
        /// Fields 65 to 73.
        Scope = "scope",
        /// Fields 75 to 87.
        Consequences = "consequences",
        /// Fields 92 to 95.
        Measures = "measures",
        /// Fields 97 to 106.
        Communication = "communication",
        /// Fields 109 to 123.
        Authorities = "authorities",
    }
}

impl Section {
    /// The title in French.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Controller => "Responsable du traitement",
            Self::People => "Déclarant, délégué à la protection des données et autres parties",
            Self::Timeline => "Chronologie et découverte",
            Self::Nature => "Nature et cause de la violation",
            Self::Scope => "Personnes et données concernées",
            Self::Consequences => "Mesures en place et conséquences probables",
            Self::Measures => "Mesures prises",
            Self::Communication => "Information des personnes concernées",
            Self::Authorities => "Autres autorités et autres pays",
        }
    }

    /// The fields of the section, in order.
    pub fn fields(self) -> impl Iterator<Item = &'static Field> {
        FIELDS.iter().filter(move |field| field.section == self)
    }
}

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One answer of a closed list.
    Choice(&'static [Choice]),
    /// Any number of answers of a closed list; a pending one stands alone.
    Choices(&'static [Choice]),
    /// One line.
    Text,
    /// Any text.
    LongText,
    /// Identifiers of processing activities of the convention pack.
    Treatments,
    /// A whole number.
    Count,
    /// An instant.
    Instant,
    /// A calendar day.
    Day,
    /// Yes or no.
    Flag,
}

/// One field of the record.
#[derive(Clone, Copy)]
pub struct Field {
    /// Name in the API, the store and the forms.
    pub name: &'static str,
    /// Number in the EDPB template; `None` for what only we ask.
    pub edpb: Option<u16>,
    /// Part of the record.
    pub section: Section,
    /// French label.
    pub label: &'static str,
    /// French advice under the label; empty when the label says it all.
    pub hint: &'static str,
    /// Type.
    pub kind: Kind,
    pub(super) asked: Condition,
    pub(super) mandatory: Condition,
    pub(super) get: fn(&Record) -> Answer<'_>,
    pub(super) set: fn(&mut Record, &Value) -> Result<(), String>,
    pub(super) copy: fn(&mut Record, &Record),
}

impl Field {
    /// The field named `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.name == name)
    }

    /// Whether the rest of the record calls for this field.
    #[must_use]
    pub fn asked(&self, record: &Record) -> bool {
        (self.asked)(record)
    }

    /// Whether a complete notification must answer this field, when it is asked.
    #[must_use]
    pub fn mandatory(&self, record: &Record) -> bool {
        (self.mandatory)(record)
    }

    /// What the field holds, asked or not.
    #[must_use]
    pub fn answer<'a>(&self, record: &'a Record) -> Answer<'a> {
        (self.get)(record)
    }

    /// What the field holds, if it is asked: an answer left over from before another one changed does not count.
    #[must_use]
    pub fn told<'a>(&self, record: &'a Record) -> Answer<'a> {
        if self.asked(record) {
            self.answer(record)
        } else {
            Answer::Empty
        }
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Field({})", self.name)
    }
}
