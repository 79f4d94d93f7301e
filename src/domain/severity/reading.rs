//! Reading the answers from JSON: every problem at once, in French, beside its field.

use std::fmt::Display;

use serde_json::{Map, Value};

use super::{Availability, Category, Confidentiality, Context, Identification, Inputs, Integrity};
use crate::domain::incident::Problem;

impl Inputs {
    /// Reads the answers. `null` is as if left out; only `persons` and `unintelligible` may be.
    ///
    /// # Errors
    /// Every problem at once; a name that is not one of the fields is one.
    pub fn read(answers: &Map<String, Value>) -> Result<Self, Vec<Problem>> {
        let mut fields = Fields::of(answers, String::new());
        let contexts = contexts(&mut fields);
        let identification = fields.choice("identification", Identification::parse, Identification::ALL);
        let confidentiality = fields.choice("confidentiality", Confidentiality::parse, Confidentiality::ALL);
        let integrity = fields.choice("integrity", Integrity::parse, Integrity::ALL);
        let availability = fields.choice("availability", Availability::parse, Availability::ALL);
        let malicious_intent = fields.required("malicious_intent", yes_or_no);
        let persons = fields.optional("persons", count);
        let unintelligible = fields.optional("unintelligible", yes_or_no).unwrap_or(false);
        let read = || {
            Some(Self {
                contexts: contexts?,
                identification: identification?,
                confidentiality: confidentiality?,
                integrity: integrity?,
                availability: availability?,
                malicious_intent: malicious_intent?,
                persons,
                unintelligible,
            })
        };
        let problems = fields.finish();
        read().filter(|_| problems.is_empty()).ok_or(problems)
    }
}

/// The categories, each read by itself, none twice.
fn contexts(fields: &mut Fields<'_>) -> Option<Vec<Context>> {
    let items = fields.required("contexts", some_items)?;
    let mut read: Vec<Context> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let Some(context) = context(fields, &format!("contexts[{at}]"), item) else {
            continue;
        };
        if read.iter().any(|known| known.category() == context.category()) {
            let field = format!("contexts[{at}].category");
            fields.problem(&field, "Cette catégorie est indiquée deux fois.");
        }
        read.push(context);
    }
    Some(read)
}

fn context(fields: &mut Fields<'_>, field: &str, item: &Value) -> Option<Context> {
    let Value::Object(answers) = item else {
        fields.problem(field, "Indiquez un objet\u{a0}: { … }.");
        return None;
    };
    let mut own = Fields::of(answers, format!("{field}."));
    let category = own.choice("category", Category::parse, Category::ALL);
    let adjustment = own.required("adjustment", |value| adjustment(category, value));
    fields.problems.append(&mut own.finish());
    Context::new(category?, adjustment?)
}

/// An adjustment that the category allows. Of an unknown category nothing can be said.
fn adjustment(category: Option<Category>, value: &Value) -> Result<i8, String> {
    let Some(category) = category else {
        return Ok(0);
    };
    let allowed: Vec<i8> = category.adjustments().iter().map(|known| known.delta).collect();
    let given = value.as_i64();
    allowed
        .iter()
        .copied()
        .find(|delta| given == Some(i64::from(*delta)))
        .ok_or_else(|| one_of(&allowed))
}

fn some_items(value: &Value) -> Result<&[Value], String> {
    match value.as_array() {
        None => Err("Indiquez une liste\u{a0}: [ … ].".to_owned()),
        Some(items) if items.is_empty() => Err("Indiquez au moins une catégorie de données.".to_owned()),
        Some(items) if items.len() > Category::ALL.len() => {
            Err("Indiquez chaque catégorie de données une seule fois.".to_owned())
        }
        Some(items) => Ok(items),
    }
}

fn yes_or_no(value: &Value) -> Result<bool, String> {
    value
        .as_bool()
        .ok_or_else(|| "Indiquez true ou false.".to_owned())
}

fn count(value: &Value) -> Result<u64, String> {
    value
        .as_u64()
        .ok_or_else(|| "Indiquez un nombre entier, sans signe, ou laissez ce champ de côté.".to_owned())
}

fn one_of<T: Display>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    format!("Valeurs admises\u{a0}: {}.", values.join(", "))
}

/// The fields of one object: those asked for are known, the others are refused at the end.
struct Fields<'a> {
    answers: &'a Map<String, Value>,
    prefix: String,
    known: Vec<&'static str>,
    problems: Vec<Problem>,
}

impl<'a> Fields<'a> {
    fn of(answers: &'a Map<String, Value>, prefix: String) -> Self {
        Self {
            answers,
            prefix,
            known: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&'a Value) -> Result<T, String>,
    ) -> Option<T> {
        self.known.push(name);
        let value = self.answers.get(name).filter(|value| !value.is_null())?;
        read(value).map_err(|message| self.problem(name, message)).ok()
    }

    fn required<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&'a Value) -> Result<T, String>,
    ) -> Option<T> {
        if self.answers.get(name).is_none_or(Value::is_null) {
            self.problem(name, "Répondez à cette question.");
        }
        self.optional(name, read)
    }

    fn choice<T: Copy + Display>(
        &mut self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        all: &[T],
    ) -> Option<T> {
        self.required(name, |value| {
            value.as_str().and_then(&parse).ok_or_else(|| one_of(all))
        })
    }

    fn problem(&mut self, name: &str, message: impl Into<String>) {
        let field = format!("{}{name}", self.prefix);
        self.problems.push(Problem::new(field, message));
    }

    fn finish(mut self) -> Vec<Problem> {
        let unknown = |name: &&String| !self.known.contains(&name.as_str());
        let unknown: Vec<&String> = self.answers.keys().filter(unknown).collect();
        for name in unknown {
            self.problem(&shown(name), "Ce champ n’existe pas.");
        }
        self.problems
    }
}

/// A name that the caller chose, short and without what could not be shown.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(80).collect()
}
