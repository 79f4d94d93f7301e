//! To the party that handles an incident, or a part of it: it is yours to treat.

use super::{Dossier, Letter, Links, NotWritten, templates};

/// To a party that handles an incident, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandlerTold {
    /// The dossier.
    pub dossier: Dossier,
    /// Why it is told, one French sentence.
    pub reason: String,
    /// Where the clause stands, French.
    pub clause: String,
    /// Where the letter leads.
    pub links: Links,
}

templates!(HandlerTold, "mail/handler_told.txt", "mail/handler_told.html");

impl HandlerTold {
    /// Writes the letter.
    ///
    /// # Errors
    /// The template engine's own failures.
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let subject = self.dossier.subject("incident à traiter");
        self.rendered(subject, Some(&self.dossier.reference))
    }
}
