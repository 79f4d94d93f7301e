//! The sheet from which a person copies, field by field, into the form of the CNIL: nothing else reaches it.
//!
//! Sections come in the order of the form and are numbered from 1; what is not known yet stands there as a blank to
//! fill in.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::pdf::{NotLaidOut, Template, pdf};
use super::section::Section;

const TEMPLATE: Template = Template {
    path: "documents/sheet_to_copy.typ",
    text: include_str!("../../templates/documents/sheet_to_copy.typ"),
};

/// A sheet to copy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SheetToCopy {
    /// The breach: `VIO-2026-0001`.
    pub reference: String,
    /// What the sheet is called.
    pub title: String,
    /// Belongs to an exercise: nothing is to be filed.
    pub exercise: bool,
    /// The controller on whose behalf it is filed.
    pub controller: String,
    /// By when it is to be filed.
    pub due: String,
    /// Where the form is.
    pub form: String,
    /// When the sheet was drawn up, as text.
    pub generated: String,
    /// The sections of the form, in its order.
    pub sections: Vec<Section>,
}

impl SheetToCopy {
    /// The sheet as a tagged PDF; `written_at` is its date.
    ///
    /// # Errors
    ///
    /// When it could not be laid out.
    pub fn pdf(&self, written_at: DateTime<Utc>) -> Result<Vec<u8>, NotLaidOut> {
        pdf(TEMPLATE, self, written_at)
    }
}
