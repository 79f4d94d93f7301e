//! The JSON forms: an array of schools, or an object whose `results` or `records` is one.
//!
//! The old portal wraps each school in `fields`; both are read. Deliberately absent: reading what remains of
//! a broken file, because JSON has no line at which to start again.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::io::{self, Read};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::columns::{Column, indispensable};
use super::gathering::Gathering;
use super::{NotADirectory, Reading};

pub(super) fn read(bytes: &[u8]) -> Result<Reading, NotADirectory> {
    let line = Cell::new(1);
    let mut export = Export {
        line: &line,
        gathering: Gathering::default(),
        known: HashMap::new(),
        rank: 0,
        found: false,
    };
    let mut json = serde_json::Deserializer::from_reader(Lines { bytes, line: &line });
    Document(&mut export)
        .deserialize(&mut json)
        .and_then(|()| json.end())
        .map_err(|error| refusal(&error))?;
    export.finish()
}

/// JSON that is well written but of another shape is told apart from JSON that cannot be read.
fn refusal(error: &serde_json::Error) -> NotADirectory {
    if error.is_data() {
        return NotADirectory::NoRecords;
    }
    NotADirectory::BrokenJson {
        line: error.line(),
        column: error.column(),
    }
}

/// The bytes of the file, and the number of the line reached. `serde_json` asks a reader for one byte at a
/// time, so that the line is that of the value about to be read.
struct Lines<'a> {
    bytes: &'a [u8],
    line: &'a Cell<u64>,
}

impl Read for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.bytes.read(buffer)?;
        let breaks = buffer.iter().take(length).filter(|byte| **byte == b'\n').count();
        self.line
            .set(self.line.get() + u64::try_from(breaks).unwrap_or_default());
        Ok(length)
    }
}

struct Export<'a> {
    line: &'a Cell<u64>,
    gathering: Gathering,
    /// The column of each key met so far.
    known: HashMap<String, Option<Column>>,
    rank: u64,
    found: bool,
}

impl Export<'_> {
    fn finish(self) -> Result<Reading, NotADirectory> {
        if !self.found {
            return Err(NotADirectory::NoRecords);
        }
        let seen: HashSet<Column> = self.known.values().flatten().copied().collect();
        if self.rank > 0 {
            indispensable(|column| seen.contains(&column))?;
        }
        Ok(self.gathering.finish())
    }

    fn take(&mut self, line: u64, value: &Value) {
        self.rank += 1;
        let Some(fields) = value.as_object() else {
            let reason = format!(
                "L’élément n°\u{a0}{} de la liste n’est pas un établissement.",
                self.rank
            );
            return self.gathering.reject(line, "", reason);
        };
        let cells = self.cells(fields.get("fields").and_then(Value::as_object).unwrap_or(fields));
        self.gathering
            .take(line, |column| cells.get(&column).map(String::as_str));
    }

    fn cells(&mut self, fields: &Map<String, Value>) -> HashMap<Column, String> {
        let mut cells = HashMap::new();
        for (key, value) in fields {
            if let Some(column) = self.column(key) {
                cells.entry(column).or_insert_with(|| text(value));
            }
        }
        cells
    }

    fn column(&mut self, key: &str) -> Option<Column> {
        if let Some(column) = self.known.get(key) {
            return *column;
        }
        let column = Column::of_heading(key);
        self.known.insert(key.to_owned(), column);
        column
    }
}

/// A cell as text. A list or an object says nothing that a school needs.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(_) | Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

/// The whole document.
struct Document<'e, 'a>(&'e mut Export<'a>);

/// The list of schools within it.
struct Records<'e, 'a>(&'e mut Export<'a>);

impl<'de> DeserializeSeed<'de> for Document<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Document<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of schools")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        Records(self.0).visit_seq(items)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key::<String>()? {
            if matches!(key.as_str(), "results" | "records") {
                entries.next_value_seed(Records(self.0))?;
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Records<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Records<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of schools")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.found = true;
        while let Some((line, value)) = items.next_element_seed(Numbered(self.0.line))? {
            self.0.take(line, &value);
        }
        Ok(())
    }
}

/// A value and the line where it begins.
struct Numbered<'a>(&'a Cell<u64>);

impl<'de> DeserializeSeed<'de> for Numbered<'_> {
    type Value = (u64, Value);
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(u64, Value), D::Error> {
        let line = self.0.get();
        Value::deserialize(json).map(|value| (line, value))
    }
}
