//! The national school directory: reading its export and comparing it with what is known.
//!
//! The export ("Annuaire de l’éducation", data.education.gouv.fr) is published as CSV and as JSON, under two
//! generations of column names. Reading takes the whole file in memory and returns everything: the schools,
//! and each line that was not taken with its reason. Applying it is one act, elsewhere.
//!
//! Deliberately absent: fetching the file, writing anything, and closing schools that a partial export does
//! not name.

mod cells;
mod changes;
mod columns;
mod csv_export;
mod gathering;
mod json_export;
#[cfg(test)]
mod tests;

pub use changes::{Changes, compare};

use thiserror::Error;

use crate::domain::establishment::Establishment;
use crate::domain::uai::Uai;

/// The directory of Ille-et-Vilaine as published, for the demonstration and the tests (Licence Ouverte 2.0,
/// see `open-data/README.md`).
pub const SAMPLE: &[u8] = include_bytes!("../../open-data/annuaire-35.csv");

/// What a directory file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Each school once, in the order of the file.
    pub schools: Vec<Establishment>,
    /// Further lines of a school already read (several sites): taken, but adding no school.
    pub merged: Vec<Merged>,
    /// Lines not taken, in the order of the file.
    pub rejected: Vec<Rejected>,
}

/// A line that speaks of a school told by another line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Line of the file where it begins, from 1.
    pub line: u64,
    /// The school.
    pub uai: Uai,
}

/// A line that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Line of the file where it begins, from 1.
    pub line: u64,
    /// Its UAI as written, as far as it can be told; may be empty.
    pub uai: String,
    /// Why, in French, as a sentence.
    pub reason: String,
}

/// Why a whole file is refused; the message is shown to people.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotADirectory {
    /// Nothing in it.
    #[error("Le fichier est vide.")]
    Empty,
    /// Another encoding, or no text at all.
    #[error(
        "Ce fichier n’est pas un texte en UTF-8\u{a0}: reprenez l’export tel qu’il est publié, en CSV ou en JSON."
    )]
    NotText,
    /// Indispensable columns are missing.
    #[error(
        "Ce fichier n’est pas un export de l’annuaire de l’éducation\u{a0}: il y manque {}.",
        columns::listed(.0)
    )]
    MissingColumns(Vec<&'static str>),
    /// JSON that cannot be read.
    #[error(
        "Le JSON est illisible à la ligne {line}, colonne {column}\u{a0}: le fichier est peut-être incomplet."
    )]
    BrokenJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON of another shape.
    #[error(
        "Ce JSON ne contient pas de liste d’établissements (un tableau, ou une clé « results » ou « records »)."
    )]
    NoRecords,
}

impl Reading {
    /// How many lines were taken: one for each school, and the further lines of the same schools.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.schools.len() + self.merged.len()
    }
}

/// Reads a directory export: CSV (`;`, `,` or tab) or JSON (an array of objects, or an object whose `results`
/// or `records` is one), in UTF-8 with or without byte order mark.
///
/// # Errors
/// [`NotADirectory`] when the file as a whole is something else. A single bad line is never an error: it is
/// in [`Reading::rejected`].
pub fn read(bytes: &[u8]) -> Result<Reading, NotADirectory> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => Err(NotADirectory::Empty),
        Some(b'[' | b'{') => json_export::read(bytes),
        Some(_) => csv_export::read(bytes),
    }
}
