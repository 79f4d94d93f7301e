//! The sheet to copy from into the online form of the CNIL, in the order and with the words of that form.
//!
//! The CNIL takes notifications through its own page only: we prepare, a person files. The fourteen sections are
//! those of its outline of July 2023, as public copies show it; a question that the rest of the record makes
//! pointless is left out, as on the form.

mod circumstances;
mod effects;
mod parties;
mod vocabulary;

use super::notice::Notice;
use super::record::{Field, Record};

/// What stands where nothing is known.
pub const TO_COMPLETE: &str = "à compléter";

/// One section of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetSection {
    /// Its number on the form, from 1 to 14.
    pub number: u8,
    /// Its title on the form.
    pub title: &'static str,
    /// What to type there.
    pub rows: Vec<SheetRow>,
}

/// One question of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// The question in the words of the form.
    pub label: &'static str,
    /// What to answer, or [`TO_COMPLETE`].
    pub value: String,
}

type Rows = fn(&Notice<'_>, &Record) -> Vec<SheetRow>;

const SECTIONS: [(u8, &str, Rows); 14] = [
    (1, "Type de notification", parties::notification),
    (2, "Identification de l’organisme", parties::organisation),
    (
        3,
        "Coordonnées du responsable légal",
        parties::legal_representative,
    ),
    (4, "Personne à contacter", parties::contact),
    (5, "Autres organismes impliqués", parties::other_bodies),
    (6, "Dates de la violation", circumstances::dates),
    (7, "À propos de la violation", circumstances::about),
    (
        8,
        "Nature des données et personnes concernées",
        circumstances::data_and_persons,
    ),
    (
        9,
        "Mesures de sécurité préalables à la violation",
        circumstances::measures_before,
    ),
    (10, "Conséquences potentielles", effects::consequences),
    (
        11,
        "Préjudices potentiels pour les personnes concernées",
        effects::harm,
    ),
    (
        12,
        "Mesures techniques et organisationnelles appliquées suite à la violation",
        effects::measures_after,
    ),
    (
        13,
        "Communication aux personnes concernées",
        effects::communication,
    ),
    (
        14,
        "Notifications transfrontalières et autres notifications",
        effects::elsewhere,
    ),
];

/// The sheet of one notification.
#[must_use]
pub fn sheet(notice: &Notice<'_>, record: &Record) -> Vec<SheetSection> {
    let sections = SECTIONS.iter().map(|(number, title, rows)| SheetSection {
        number: *number,
        title,
        rows: rows(notice, record),
    });
    sections.collect()
}

fn row(label: &'static str, value: Option<String>) -> SheetRow {
    SheetRow {
        label,
        value: value.unwrap_or_else(|| TO_COMPLETE.to_owned()),
    }
}

/// What the record tells in the field `name`, unless the answer is still to come.
fn told(record: &Record, name: &str) -> Option<String> {
    let field = Field::named(name)?;
    if field.told(record).is_pending() {
        return None;
    }
    record.told_in_french(field)
}

fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The parts that are known, one per line.
fn together(parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let known: Vec<String> = parts.into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.join("\n"))
}

/// Values of a list, each once, in the order met.
fn listed(values: impl IntoIterator<Item = String>) -> Option<String> {
    let mut once: Vec<String> = Vec::new();
    for value in values {
        if !once.contains(&value) {
            once.push(value);
        }
    }
    (!once.is_empty()).then(|| once.join("\u{a0}; "))
}

fn yes_no(yes: bool) -> String {
    if yes { "Oui" } else { "Non" }.to_owned()
}

#[cfg(test)]
mod tests;
