//! Changing a record by a patch of named values, and writing it as the same names: one form for the API, the pages
//! and the store.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Answer, FIELDS, Field, Record};
use crate::domain::incident::Problem;

impl Record {
    /// Sets the fields that `patch` names; `null`, an empty text and an empty list clear a field.
    ///
    /// # Errors
    /// Every problem at once, each beside its field; nothing changes then.
    pub fn merge(&mut self, patch: &Map<String, Value>) -> Result<(), Vec<Problem>> {
        let mut changed = self.clone();
        let problems: Vec<Problem> = patch
            .iter()
            .filter_map(|(name, given)| changed.set(name, given).err())
            .collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        *self = changed;
        Ok(())
    }

    fn set(&mut self, name: &str, given: &Value) -> Result<(), Problem> {
        let Some(field) = Field::named(name) else {
            return Err(Problem::new(name, "Ce champ n’existe pas."));
        };
        (field.set)(self, given).map_err(|message| Problem::new(name, message))
    }

    /// Whether nothing at all is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.answers().next().is_none()
    }

    /// Every answer that the record holds, asked or not, in the order of the fields.
    pub fn answers(&self) -> impl Iterator<Item = (&'static Field, Answer<'_>)> {
        FIELDS
            .iter()
            .map(|field| (field, field.answer(self)))
            .filter(|(_, answer)| !answer.is_empty())
    }

    /// The answers that the rest of the record calls for: what may be shown and sent.
    pub fn told(&self) -> impl Iterator<Item = (&'static Field, Answer<'_>)> {
        self.answers().filter(|(field, _)| field.asked(self))
    }
}

/// An object of the fields that are not empty, in the order of the fields.
impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.answers().map(|(field, answer)| (field.name, answer.json())))
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Map::<String, Value>::deserialize(deserializer)?;
        let mut record = Self::default();
        record.merge(&written).map_err(|problems| {
            let told: Vec<String> = problems
                .iter()
                .map(|p| format!("{}: {}", p.field, p.message))
                .collect();
            D::Error::custom(told.join(" "))
        })?;
        Ok(record)
    }
}
