//! The register of breaches (GDPR art. 33(5)) for paper and archives: one block for each breach.
//!
//! Twenty columns do not fit a sheet; a breach therefore opens with its first two cells as its heading, and the others
//! follow as label and value. The spreadsheet keeps the columns ([`super::sheet`]).

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::pdf::{NotLaidOut, Template, pdf};

const TEMPLATE: Template = Template {
    path: "documents/register.typ",
    text: include_str!("../../templates/documents/register.typ"),
};

/// A view of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RegisterDocument {
    /// « Registre des violations de données à caractère personnel ».
    pub title: String,
    /// What the view was narrowed to, as a sentence.
    pub filter: String,
    /// When it was drawn up, as text.
    pub generated: String,
    /// The controller or the party whose register this is.
    pub party: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// For each breach one cell under each column: first its reference, then what it is called.
    pub rows: Vec<Vec<String>>,
}

impl RegisterDocument {
    /// The register as a tagged PDF in landscape; `written_at` is its date.
    ///
    /// # Errors
    ///
    /// When it could not be laid out.
    pub fn pdf(&self, written_at: DateTime<Utc>) -> Result<Vec<u8>, NotLaidOut> {
        pdf(TEMPLATE, self, written_at)
    }
}
