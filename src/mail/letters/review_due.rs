//! To whoever set the review day of a dossier: it has come. What is awaited is in the dossier.

use super::{Letter, Links, NotWritten, templates};

/// A review day that has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewDue {
    /// `SSI-2026-0001`.
    pub reference: String,
    /// The day, in full.
    pub day: String,
    /// Where the letter leads.
    pub links: Links,
    /// Whether this is a drill.
    pub exercise: bool,
}

templates!(ReviewDue, "mail/review_due.txt", "mail/review_due.html");

impl ReviewDue {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let drill = if self.exercise { "[EXERCICE] " } else { "" };
        let subject = format!("{drill}[Tocsin] {} – dossier à revoir", self.reference);
        self.rendered(subject, Some(&self.reference))
    }
}
