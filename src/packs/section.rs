//! Strict reading of one TOML table: every key is asked for by name, and what nobody asked for is a fault.
//!
//! A reading method answers `None` after it has noted what is wrong, so that the rest is still read and every
//! fault of a file is told at once. Texts, numbers, days and hours are read in `values`. Deliberately absent: what
//! the keys mean; each part of the pack has its file.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Ledger;

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
                    .note(&key.span(), &self.path_of(key.get_ref()), &message);
            }
        }
    }

    fn path_of(&self, key: &str) -> String {
        match (self.path.as_str(), key) {
            ("", key) => key.to_owned(),
            (path, "") => path.to_owned(),
            (path, key) => format!("{path}.{key}"),
        }
    }

    /// Notes a fault of the value of `key`, or of the whole table when the key is absent.
    pub(super) fn note(&self, key: &str, message: impl AsRef<str>) {
        let place = self
            .table
            .get(key)
            .map_or_else(|| self.place.clone(), Spanned::span);
        self.ledger.note(&place, &self.path_of(key), message.as_ref());
    }

    pub(super) fn note_element(
        &self,
        key: &str,
        index: usize,
        place: &Range<usize>,
        message: impl AsRef<str>,
    ) {
        let path = format!("{}[{index}]", self.path_of(key));
        self.ledger.note(place, &path, message.as_ref());
    }

    pub(super) fn find(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.borrow_mut().insert(key);
        self.table.get(key)
    }

    /// Whether the key is written.
    pub(super) fn has(&self, key: &'static str) -> bool {
        self.find(key).is_some()
    }

    pub(super) fn required(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        let found = self.find(key);
        if found.is_none() {
            self.note(key, "clé obligatoire absente");
        }
        found
    }

    pub(super) fn wrong_type(&self, key: &str, expected: &str) {
        self.note(key, format!("type incorrect\u{a0}: il faut {expected}"));
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
            self.wrong_type(key, &format!("une liste de tables, écrites [[{key}]]"));
            return Vec::new();
        };
        let mut read_one = |(index, item): (usize, &'t Spanned<DeValue<'t>>)| {
            let Some(table) = item.get_ref().as_table() else {
                self.note_element(
                    key,
                    index,
                    &item.span(),
                    "type incorrect\u{a0}: il faut une table",
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
                let message = "type incorrect\u{a0}: il faut une table";
                self.ledger.note(&value.span(), &path, message);
                None
            };
            (name.to_string(), read)
        };
        table.iter().map(&mut read_one).collect()
    }
}
