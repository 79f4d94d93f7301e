//! The fields of a JSON object, taken one by one: every problem is collected and told at once, beside its field.
//!
//! Deliberately absent: what the values mean together, which the domain checks.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value};

use super::error::Error;
use crate::domain::incident::Problem;
use crate::domain::instants::{parse_day, parse_rfc3339};
use crate::domain::uai::Uai;

/// Most items read of one list; the domain sets the real limits.
const ITEMS_MAX: usize = 200;

/// The fields of one object that were not taken yet, and the problems met so far.
#[derive(Debug)]
pub struct Fields {
    prefix: String,
    left: Map<String, Value>,
    problems: Vec<Problem>,
}

impl Fields {
    /// The fields of a body.
    ///
    /// # Errors
    /// [`Error::Malformed`] when it is not an object.
    pub fn of(body: Value) -> Result<Self, Error> {
        match body {
            Value::Object(left) => Ok(Self::within(String::new(), left)),
            _ => Err(Error::Malformed("Envoyez un objet JSON\u{a0}: { … }.".to_owned())),
        }
    }

    fn within(prefix: String, left: Map<String, Value>) -> Self {
        Self {
            prefix,
            left,
            problems: Vec::new(),
        }
    }

    /// The problems met, unknown fields included.
    #[must_use]
    pub fn finish(mut self) -> Vec<Problem> {
        let unknown: Vec<String> = self.left.keys().cloned().collect();
        for name in unknown {
            self.problem(&name, "Ce champ n’existe pas.");
        }
        self.problems
    }

    /// As [`finish`](Self::finish), as an error.
    ///
    /// # Errors
    /// [`Error::Problems`] when there is any.
    pub fn finished(self) -> Result<(), Error> {
        let problems = self.finish();
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Error::Problems(problems))
        }
    }

    /// Adds a problem of a field.
    pub fn problem(&mut self, name: &str, message: impl Into<String>) {
        let field = format!("{}{}", self.prefix, shown(name));
        self.problems.push(Problem::new(field, message));
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.left.remove(name).filter(|value| !value.is_null())
    }

    /// A text that must be there; empty when it is not.
    pub fn text(&mut self, name: &str) -> String {
        self.text_if_any(name).unwrap_or_else(|| {
            self.required(name);
            String::new()
        })
    }

    /// A text that may be left out.
    pub fn text_if_any(&mut self, name: &str) -> Option<String> {
        let value = self.take(name)?;
        Some(self.text_of(name, value))
    }

    /// A yes or no that may be left out, which means no.
    pub fn flag(&mut self, name: &str) -> bool {
        self.flag_if_any(name).unwrap_or(false)
    }

    /// A yes or no that must be there.
    pub fn flag_required(&mut self, name: &str) -> bool {
        if !self.is_given(name) {
            self.required(name);
        }
        self.flag(name)
    }

    /// A yes or no that may be left out, which means neither.
    pub fn flag_if_any(&mut self, name: &str) -> Option<bool> {
        let flag = self.take(name)?.as_bool();
        if flag.is_none() {
            self.problem(name, "Indiquez true ou false.");
        }
        flag
    }

    /// An instant with its offset that must be there.
    pub fn instant(&mut self, name: &str) -> Option<DateTime<Utc>> {
        if self.left.get(name).is_none_or(Value::is_null) {
            self.required(name);
        }
        self.instant_if_any(name)
    }

    /// An instant with its offset that may be left out.
    pub fn instant_if_any(&mut self, name: &str) -> Option<DateTime<Utc>> {
        let text = self.text_if_any(name)?;
        if self.complained_of(name) {
            return None;
        }
        parse_rfc3339(&text)
            .map_err(|refused| self.problem(name, refused.to_string()))
            .ok()
    }

    /// A day that may be left out: `2026-03-29`.
    pub fn day_if_any(&mut self, name: &str) -> Option<NaiveDate> {
        let text = self.text_if_any(name)?;
        if self.complained_of(name) {
            return None;
        }
        parse_day(&text)
            .map_err(|refused| self.problem(name, refused.to_string()))
            .ok()
    }

    /// A day that must be there.
    pub fn day(&mut self, name: &str) -> Option<NaiveDate> {
        if self.left.get(name).is_none_or(Value::is_null) {
            self.required(name);
        }
        self.day_if_any(name)
    }

    /// The code of a school; `None` for no school.
    pub fn school(&mut self, name: &str) -> Option<Uai> {
        let text = self.text_if_any(name)?;
        if self.complained_of(name) {
            return None;
        }
        Uai::parse(&text)
            .map_err(|refused| self.problem(name, refused.to_string()))
            .ok()
    }

    /// One of several fixed words that must be there.
    pub fn choice<T>(&mut self, name: &str, words: &[&str], parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name);
        if self.complained_of(name) {
            return None;
        }
        let chosen = parse(&text);
        if chosen.is_none() {
            self.problem(name, one_of(words));
        }
        chosen
    }

    /// One of several fixed words that may be left out.
    pub fn choice_if_any<T>(
        &mut self,
        name: &str,
        words: &[&str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if self.is_given(name) {
            self.choice(name, words, parse)
        } else {
            self.left.remove(name);
            None
        }
    }

    /// A whole number that may be left out.
    pub fn count_if_any(&mut self, name: &str) -> Option<i64> {
        let value = self.take(name)?;
        let count = value.as_i64();
        if count.is_none() {
            self.problem(name, "Indiquez un nombre entier.");
        }
        count
    }

    /// The members of an object that may be left out, to be read elsewhere.
    pub fn members_if_any(&mut self, name: &str) -> Option<Map<String, Value>> {
        let value = self.take(name)?;
        if let Value::Object(members) = value {
            return Some(members);
        }
        self.problem(name, "Indiquez un objet\u{a0}: { … }.");
        None
    }

    /// Whether a field is there and not `null`.
    #[must_use]
    pub fn is_given(&self, name: &str) -> bool {
        !self.left.get(name).is_none_or(Value::is_null)
    }

    /// Every field that was not taken, `null` included, to be read elsewhere.
    pub fn rest(&mut self) -> Map<String, Value> {
        std::mem::take(&mut self.left)
    }

    /// A list of texts that may be left out.
    pub fn texts(&mut self, name: &str) -> Vec<String> {
        let items = self.items(name).unwrap_or_default();
        let text = |(at, item)| self.text_of(&format!("{name}[{at}]"), item);
        items.into_iter().enumerate().map(text).collect()
    }

    /// A list of objects that may be left out, each read by `read`.
    pub fn objects_if_any<T>(&mut self, name: &str, read: impl Fn(&mut Fields) -> T) -> Vec<T> {
        if self.is_given(name) {
            self.objects(name, read)
        } else {
            self.left.remove(name);
            Vec::new()
        }
    }

    /// A list of objects that must be there, each read by `read`.
    pub fn objects<T>(&mut self, name: &str, read: impl Fn(&mut Fields) -> T) -> Vec<T> {
        if self.left.get(name).is_none_or(Value::is_null) {
            self.required(name);
        }
        let items = self.items(name).unwrap_or_default();
        items
            .into_iter()
            .enumerate()
            .map(|(at, item)| self.object(&format!("{name}[{at}]"), item, &read))
            .collect()
    }

    fn object<T>(&mut self, name: &str, item: Value, read: &impl Fn(&mut Fields) -> T) -> T {
        let left = if let Value::Object(left) = item {
            left
        } else {
            self.problem(name, "Indiquez un objet\u{a0}: { … }.");
            Map::new()
        };
        let complained = self.complained_of(name);
        let mut fields = Self::within(format!("{}{name}.", self.prefix), left);
        let value = read(&mut fields);
        if !complained {
            self.problems.extend(fields.finish());
        }
        value
    }

    fn items(&mut self, name: &str) -> Option<Vec<Value>> {
        match self.take(name)? {
            Value::Array(items) if items.len() <= ITEMS_MAX => Some(items),
            Value::Array(_) => {
                self.problem(name, format!("Indiquez au plus {ITEMS_MAX} éléments."));
                None
            }
            _ => {
                self.problem(name, "Indiquez une liste\u{a0}: [ … ].");
                None
            }
        }
    }

    fn required(&mut self, name: &str) {
        self.problem(name, "Ce champ est obligatoire.");
    }

    /// The text that a value is. No store keeps U+0000.
    fn text_of(&mut self, name: &str, value: Value) -> String {
        let Value::String(text) = value else {
            self.problem(name, "Indiquez un texte.");
            return String::new();
        };
        if text.contains('\0') {
            self.problem(
                name,
                "Ce texte contient un caractère nul (U+0000), qui ne peut pas être conservé.",
            );
            return text.replace('\0', "");
        }
        text
    }

    fn complained_of(&self, name: &str) -> bool {
        let field = format!("{}{name}", self.prefix);
        self.problems.iter().any(|problem| problem.field == field)
    }
}

/// « Valeurs admises : … »
#[must_use]
pub fn one_of(words: &[&str]) -> String {
    format!("Valeurs admises\u{a0}: {}.", words.join(", "))
}

/// A name that the caller chose, short and without what could not be shown.
pub(super) fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(80).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn problems(body: Value, read: impl Fn(&mut Fields)) -> Vec<(String, String)> {
        let mut fields = Fields::of(body).unwrap();
        read(&mut fields);
        fields
            .finish()
            .into_iter()
            .map(|p| (p.field, p.message))
            .collect()
    }

    fn names(problems: &[(String, String)]) -> Vec<&str> {
        problems.iter().map(|(field, _)| field.as_str()).collect()
    }

    #[test]
    fn every_problem_is_told_at_once_beside_its_field() {
        let body = json!({"title": 3, "at": "2026-03-01T10:00:00", "list": [{"name": "a", "odd": 1}, 4], "other": true});
        let told = problems(body, |fields| {
            fields.text("title");
            fields.instant("at");
            fields.text("absent");
            fields.objects("list", |item| item.text("name"));
        });
        assert_eq!(
            names(&told),
            ["title", "at", "absent", "list[0].odd", "list[1]", "other"]
        );
        assert!(told[1].1.contains("décalage"), "{}", told[1].1);
    }

    #[test]
    fn a_text_that_no_store_keeps_is_refused() {
        let told = problems(json!({"title": "a\u{0}b", "refs": ["\u{0}"]}), |fields| {
            fields.text("title");
            fields.texts("refs");
        });
        assert_eq!(names(&told), ["title", "refs[0]"]);
    }

    #[test]
    fn null_is_as_if_left_out() {
        let told = problems(json!({"flag": null, "list": null, "text": null}), |fields| {
            assert!(!fields.flag("flag"));
            assert!(fields.texts("list").is_empty());
            fields.text("text");
        });
        assert_eq!(names(&told), ["text"]);
    }

    #[test]
    fn a_body_that_is_no_object_is_malformed() {
        assert!(Fields::of(json!([1])).is_err());
    }
}
