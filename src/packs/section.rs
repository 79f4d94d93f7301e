//! Strict reading of one TOML table: every key is asked for by name, and what nobody asked for is a fault.
//!
//! A reading method answers `None` after it has noted what is wrong, so that the rest is still read and every
//! fault of a file is told at once. Deliberately absent: what the keys mean; each part of the pack has its file.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Ledger;

/// The longest duration a pack may state, in hours: ten years.
const HOURS_MAX: u32 = 87_600;

/// One table of the file and its place.
pub(super) struct Section<'t> {
    ledger: &'t Ledger<'t>,
    table: &'t DeTable<'t>,
    path: String,
    place: Range<usize>,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'t> Section<'t> {
    /// Reads the whole document with `read`, then notes the keys that `read` did not ask for.
    pub(super) fn root<T>(
        ledger: &'t Ledger<'t>,
        table: &'t DeTable<'t>,
        read: impl FnOnce(&Self) -> T,
    ) -> T {
        Self::visit(ledger, table, String::new(), 0..0, read)
    }

    fn visit<T>(
        ledger: &'t Ledger<'t>,
        table: &'t DeTable<'t>,
        path: String,
        place: Range<usize>,
        read: impl FnOnce(&Self) -> T,
    ) -> T {
        let section = Self {
            ledger,
            table,
            path,
            place,
            asked: RefCell::default(),
        };
        let value = read(&section);
        section.note_unknown_keys();
        value
    }

    fn note_unknown_keys(&self) {
        let asked = self.asked.borrow();
        for key in self.table.keys() {
            if !asked.contains(key.get_ref().as_ref()) {
                let known: Vec<&str> = asked.iter().copied().collect();
                let message = format!(
                    "clé inconnue\u{202f}; ici sont admises\u{a0}: {}",
                    known.join(", ")
                );
                self.ledger
                    .note(&key.span(), self.path_of(key.get_ref()), message);
            }
        }
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Notes a fault of the value of `key`, or of the whole table when the key is absent.
    pub(super) fn note(&self, key: &str, message: impl Into<String>) {
        let place = self
            .table
            .get(key)
            .map_or_else(|| self.place.clone(), Spanned::span);
        self.ledger.note(&place, self.path_of(key), message);
    }

    fn note_element(&self, key: &str, index: usize, place: &Range<usize>, message: impl Into<String>) {
        let path = format!("{}[{index}]", self.path_of(key));
        self.ledger.note(place, path, message);
    }

    fn find(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.borrow_mut().insert(key);
        self.table.get(key)
    }

    /// Whether the key is written.
    pub(super) fn has(&self, key: &'static str) -> bool {
        self.find(key).is_some()
    }

    fn required(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        let found = self.find(key);
        if found.is_none() {
            self.note(key, "clé obligatoire absente");
        }
        found
    }

    fn wrong_type(&self, key: &str, expected: &str) {
        self.note(key, format!("type incorrect\u{202f}: {expected} attendu"));
    }

    /// A text that says something.
    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        self.required(key).and_then(|value| self.text_of(key, value))
    }

    /// A text that says something, when the key is written.
    pub(super) fn optional_text(&self, key: &'static str) -> Option<String> {
        self.find(key).and_then(|value| self.text_of(key, value))
    }

    fn text_of(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, "un texte entre guillemets");
            return None;
        };
        if text.trim().is_empty() {
            self.note(key, "texte vide");
            return None;
        }
        Some(text.trim().to_owned())
    }

    /// A list of texts that say something, at least one.
    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        self.texts_as(key, |text| Ok(text.to_owned()))
    }

    /// A list of texts, each of which `parse` turns into a value or refuses with a message.
    pub(super) fn texts_as<T>(&self, key: &'static str, parse: impl Fn(&str) -> Result<T, String>) -> Vec<T> {
        let Some(value) = self.required(key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array().filter(|list| !list.is_empty()) else {
            self.wrong_type(key, "une liste de textes, d’au moins un élément,");
            return Vec::new();
        };
        let element = |(index, item): (usize, &Spanned<DeValue<'_>>)| {
            let text = item.get_ref().as_str().map_or("", str::trim);
            let read = if text.is_empty() {
                Err("un texte entre guillemets, non vide, est attendu".to_owned())
            } else {
                parse(text)
            };
            read.map_err(|message| self.note_element(key, index, &item.span(), message))
                .ok()
        };
        list.iter().enumerate().filter_map(element).collect()
    }

    /// Yes or no; no when the key is absent.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        let Some(value) = self.find(key) else {
            return false;
        };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(key, "true ou false");
        }
        flag.unwrap_or(false)
    }

    /// A whole number of at least one.
    pub(super) fn count(&self, key: &'static str) -> Option<u32> {
        self.required(key).and_then(|value| self.count_of(key, value))
    }

    /// A whole number of at least one, when the key is written.
    pub(super) fn optional_count(&self, key: &'static str) -> Option<u32> {
        self.find(key).and_then(|value| self.count_of(key, value))
    }

    fn count_of(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<u32> {
        let count = count(value.get_ref());
        if count.is_none() {
            self.wrong_type(key, &format!("un nombre entier de 1 à {HOURS_MAX}"));
        }
        count
    }

    /// A list of whole numbers, none when the key is absent.
    pub(super) fn counts(&self, key: &'static str) -> Vec<u32> {
        let Some(value) = self.find(key) else {
            return Vec::new();
        };
        let counts: Option<Vec<u32>> = value
            .get_ref()
            .as_array()
            .and_then(|list| list.iter().map(|item| count(item.get_ref())).collect());
        if counts.is_none() {
            self.wrong_type(key, "une liste de nombres entiers d’au moins 1");
        }
        counts.unwrap_or_default()
    }

    /// A calendar day.
    pub(super) fn date(&self, key: &'static str) -> Option<NaiveDate> {
        self.required(key).and_then(|value| self.date_of(key, value))
    }

    /// A calendar day, when the key is written.
    pub(super) fn optional_date(&self, key: &'static str) -> Option<NaiveDate> {
        self.find(key).and_then(|value| self.date_of(key, value))
    }

    fn date_of(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<NaiveDate> {
        let written = value
            .get_ref()
            .as_datetime()
            .filter(|d| d.time.is_none() && d.offset.is_none());
        let date = written
            .and_then(|d| d.date)
            .and_then(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()));
        if date.is_none() {
            self.wrong_type(key, "une date sans guillemets, comme 2025-04-01,");
        }
        date
    }

    /// An hour of the day.
    pub(super) fn time(&self, key: &'static str) -> Option<NaiveTime> {
        let value = self.required(key)?;
        let written = value.get_ref().as_datetime().filter(|d| d.date.is_none());
        let time = written.and_then(|d| d.time).and_then(|t| {
            NaiveTime::from_hms_opt(t.hour.into(), t.minute.into(), t.second.unwrap_or(0).into())
        });
        if time.is_none() {
            self.wrong_type(key, "une heure sans guillemets, comme 08:30:00,");
        }
        time
    }

    /// A value of a closed set, told by its fixed text.
    pub(super) fn one_of<T: Copy + Display>(
        &self,
        key: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        all: &[T],
    ) -> Option<T> {
        let text = self.text(key)?;
        let value = parse(&text);
        if value.is_none() {
            let admitted: Vec<String> = all.iter().map(ToString::to_string).collect();
            let admitted = admitted.join(", ");
            self.note(
                key,
                format!("valeur inconnue «\u{a0}{text}\u{a0}»\u{202f}; sont admises\u{a0}: {admitted}"),
            );
        }
        value
    }

    /// The table under `key`, read by `read`.
    pub(super) fn table<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&Section<'t>) -> Option<T>,
    ) -> Option<T> {
        self.required(key)
            .and_then(|value| self.table_of(key, value, read))
    }

    /// The table under `key`, when it is written.
    pub(super) fn optional_table<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&Section<'t>) -> Option<T>,
    ) -> Option<T> {
        self.find(key).and_then(|value| self.table_of(key, value, read))
    }

    fn table_of<T>(
        &self,
        key: &str,
        value: &'t Spanned<DeValue<'t>>,
        read: impl FnOnce(&Section<'t>) -> Option<T>,
    ) -> Option<T> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(key, "une table");
            return None;
        };
        Self::visit(self.ledger, table, self.path_of(key), value.span(), read)
    }

    /// Every table of the list under `key`, none when the key is absent.
    pub(super) fn tables<T>(
        &self,
        key: &'static str,
        mut read: impl FnMut(&Section<'t>) -> Option<T>,
    ) -> Vec<Option<T>> {
        let Some(value) = self.find(key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, &format!("une liste de tables, écrites [[{key}]],"));
            return Vec::new();
        };
        let mut read_one = |(index, item): (usize, &'t Spanned<DeValue<'t>>)| {
            let Some(table) = item.get_ref().as_table() else {
                self.note_element(
                    key,
                    index,
                    &item.span(),
                    "type incorrect\u{202f}: une table attendue",
                );
                return None;
            };
            let path = format!("{}[{index}]", self.path_of(key));
            Self::visit(self.ledger, table, path, item.span(), &mut read)
        };
        list.iter().enumerate().map(&mut read_one).collect()
    }

    /// The names and tables under `key`, for tables whose keys are identifiers of the pack.
    pub(super) fn named_tables<T>(
        &self,
        key: &'static str,
        mut read: impl FnMut(&str, &Section<'t>) -> Option<T>,
    ) -> Vec<(String, Option<T>)> {
        let Some(table) = self.required(key).and_then(|value| value.get_ref().as_table()) else {
            if self.has(key) {
                self.wrong_type(key, "une table");
            }
            return Vec::new();
        };
        let mut read_one = |(name, value): (&'t Spanned<_>, &'t Spanned<DeValue<'t>>)| {
            let name: &std::borrow::Cow<'_, str> = name.get_ref();
            let path = format!("{}.{name}", self.path_of(key));
            let read = if let Some(table) = value.get_ref().as_table() {
                Self::visit(self.ledger, table, path, value.span(), |section| {
                    read(name, section)
                })
            } else {
                let message = "type incorrect\u{202f}: une table attendue";
                self.ledger.note(&value.span(), path, message);
                None
            };
            (name.to_string(), read)
        };
        table.iter().map(&mut read_one).collect()
    }
}

fn count(value: &DeValue<'_>) -> Option<u32> {
    let integer = value.as_integer()?;
    let count = u32::from_str_radix(integer.as_str(), integer.radix()).ok()?;
    (1..=HOURS_MAX).contains(&count).then_some(count)
}
