//! Reading one given value into the type of its field; what cannot be read is said in French.
//!
//! Deliberately absent: whether the values agree with each other, which is `check`'s to say.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde_json::Value;

use super::answer::Held;
use super::choice::Listed;
use super::fields::Kind;
use crate::domain::instants;

/// Longest one-line text, in characters.
pub const LINE_MAX: usize = 300;
/// Longest text, in characters.
pub const TEXT_MAX: usize = 20_000;
/// Largest number of persons or records: more than anybody's school register can hold.
pub const COUNT_MAX: u32 = 20_000_000;
/// Most identifiers in one field.
pub const NAMES_MAX: usize = 100;

/// As for instants: outside these years, a slip of the hand.
const YEARS: RangeInclusive<i32> = 1970..=2099;

/// A type that a given value can be read into.
pub(super) trait Readable: Held {
    /// Reads a value that is not blank.
    fn read(given: &Value, kind: &Kind) -> Result<Self, String>;
}

/// Reads a given value; `null`, an empty text and an empty list clear the field.
pub(super) fn read<T: Readable>(given: &Value, kind: &Kind) -> Result<T, String> {
    let blank = match given {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    };
    if blank {
        Ok(T::default())
    } else {
        T::read(given, kind)
    }
}

impl<T: Listed> Readable for Option<T> {
    fn read(given: &Value, _: &Kind) -> Result<Self, String> {
        one_of(given).map(Some)
    }
}

impl<T: Listed> Readable for Vec<T> {
    /// In the order of the list, each once. A lone name is a list of one.
    fn read(given: &Value, _: &Kind) -> Result<Self, String> {
        let mut chosen = match given {
            Value::Array(values) => values.iter().map(one_of).collect::<Result<Self, String>>()?,
            alone => vec![one_of(alone)?],
        };
        chosen.sort_unstable();
        chosen.dedup();
        Ok(chosen)
    }
}

fn one_of<T: Listed>(given: &Value) -> Result<T, String> {
    given
        .as_str()
        .and_then(|name| T::named(name.trim()))
        .ok_or_else(|| {
            let names: Vec<&str> = T::CHOICES.iter().map(|choice| choice.name).collect();
            format!(
                "Choisissez l’une des réponses proposées\u{a0}: {}.",
                names.join(", ")
            )
        })
}

impl Readable for String {
    fn read(given: &Value, kind: &Kind) -> Result<Self, String> {
        let line = matches!(kind, Kind::Text);
        let text = clean(text_of(given)?, line);
        at_most(&text, if line { LINE_MAX } else { TEXT_MAX })?;
        Ok(text)
    }
}

impl Readable for Vec<String> {
    fn read(given: &Value, _: &Kind) -> Result<Self, String> {
        let given = given.as_array().ok_or("Donnez une liste de textes.")?;
        let mut names = Vec::new();
        for name in given {
            let name = clean(text_of(name)?, true);
            at_most(&name, LINE_MAX)?;
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
        if names.len() > NAMES_MAX {
            return Err(format!("Indiquez au plus {NAMES_MAX} éléments."));
        }
        Ok(names)
    }
}

fn text_of(given: &Value) -> Result<&str, String> {
    given.as_str().ok_or_else(|| "Donnez un texte.".to_owned())
}

/// The text without the spaces around it nor control characters; a line stays on one line.
fn clean(text: &str, line: bool) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = text.chars().filter_map(|c| match c {
        '\n' | '\t' if line => Some(' '),
        '\n' | '\t' => Some(c),
        _ if c.is_control() => None,
        _ => Some(c),
    });
    kept.collect::<String>().trim().to_owned()
}

fn at_most(text: &str, limit: usize) -> Result<(), String> {
    let count = text.chars().count();
    if count > limit {
        return Err(format!(
            "Ce texte compte {count} caractères\u{a0}; la limite est de {limit}."
        ));
    }
    Ok(())
}

impl Readable for Option<u32> {
    /// A whole number, or its digits as a person types them (`1 200`).
    fn read(given: &Value, _: &Kind) -> Result<Self, String> {
        let number = match given {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => digits(text).parse().ok(),
            _ => None,
        };
        let number = number.and_then(|number| u32::try_from(number).ok());
        match number.filter(|number| *number <= COUNT_MAX) {
            Some(number) => Ok(Some(number)),
            None => Err("Donnez un nombre entier, de 0 à 20\u{202f}000\u{202f}000.".to_owned()),
        }
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

impl Readable for Option<DateTime<Utc>> {
    fn read(given: &Value, _: &Kind) -> Result<Self, String> {
        let text = given.as_str().unwrap_or_default();
        instants::parse_rfc3339(text)
            .map(Some)
            .map_err(|refused| refused.to_string())
    }
}

impl Readable for Option<NaiveDate> {
    fn read(given: &Value, _: &Kind) -> Result<Self, String> {
        let day = given
            .as_str()
            .and_then(|text| NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok());
        match day.filter(|day| YEARS.contains(&day.year())) {
            Some(day) => Ok(Some(day)),
            None => Err("Écrivez le jour comme dans 2026-03-29\u{a0}: année, mois et jour.".to_owned()),
        }
    }
}

impl Readable for Option<bool> {
    fn read(given: &Value, _: &Kind) -> Result<Self, String> {
        match given {
            Value::Bool(flag) => Ok(Some(*flag)),
            Value::String(text) if text == "true" => Ok(Some(true)),
            Value::String(text) if text == "false" => Ok(Some(false)),
            _ => Err("Répondez par oui (true) ou par non (false).".to_owned()),
        }
    }
}
