//! To somebody named in an entry of a dossier: go and read it. Not a word of the entry.

use super::{Letter, Links, NotWritten, templates};

/// Somebody was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentioned {
    /// `SSI-2026-0001`.
    pub reference: String,
    /// Who named them.
    pub by: String,
    /// Where the letter leads.
    pub links: Links,
    /// Whether this is a drill.
    pub exercise: bool,
}

templates!(Mentioned, "mail/mentioned.txt", "mail/mentioned.html");

impl Mentioned {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let drill = if self.exercise { "[EXERCICE] " } else { "" };
        let subject = format!("{drill}[Tocsin] {} – {} vous mentionne", self.reference, self.by);
        self.rendered(subject, Some(&self.reference))
    }
}
