//! To the RSSI and the DPD: somebody took a register or figures out of the system.

use super::{Letter, NotWritten, Row, templates};

/// An export that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportReported {
    /// Name and address of the account.
    pub by: String,
    /// What was exported, French.
    pub what: String,
    /// What it was narrowed to, French.
    pub filter: String,
    /// How many lines.
    pub lines: usize,
    /// When, in full with its zone.
    pub at: String,
}

templates!(
    ExportReported,
    "mail/export_reported.txt",
    "mail/export_reported.html"
);

impl ExportReported {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        self.rendered(format!("[Tocsin] Export\u{a0}: {}", self.what), None)
    }

    fn rows(&self) -> Vec<Row> {
        vec![
            Row::new("Par", self.by.as_str()),
            Row::new("Quoi", self.what.as_str()),
            Row::new("Restriction", self.filter.as_str()),
            Row::new("Lignes", self.lines.to_string()),
            Row::new("Quand", self.at.as_str()),
        ]
    }
}
