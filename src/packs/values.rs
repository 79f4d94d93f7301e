//! The single values of a table: texts, numbers, days, hours, members of a closed set.

use std::fmt::Display;

use chrono::{NaiveDate, NaiveTime};
use toml::Spanned;
use toml::de::DeValue;

use super::section::Section;

/// The largest number a pack may state: ten years in hours.
const COUNT_MAX: u32 = 87_600;

impl Section<'_> {
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
            self.wrong_type(key, "une liste de textes entre guillemets, un au moins");
            return Vec::new();
        };
        let element = |(index, item): (usize, &Spanned<DeValue<'_>>)| {
            let text = item.get_ref().as_str().map_or("", str::trim);
            let read = if text.is_empty() {
                Err("il faut un texte entre guillemets, non vide".to_owned())
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
            self.wrong_type(key, &format!("un nombre entier de 1 à {COUNT_MAX}"));
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
            self.wrong_type(key, "une date sans guillemets, comme 2025-04-01");
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
            self.wrong_type(key, "une heure sans guillemets, comme 08:30:00");
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
}

fn count(value: &DeValue<'_>) -> Option<u32> {
    let integer = value.as_integer()?;
    let count = u32::from_str_radix(integer.as_str(), integer.radix()).ok()?;
    (1..=COUNT_MAX).contains(&count).then_some(count)
}
