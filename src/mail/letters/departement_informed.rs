//! To the département: an incident that the académie handles may touch its perimeter.

use super::{Dossier, Duty, Letter, Links, NotWritten, templates};

/// To the département: an incident handled by the académie may touch its perimeter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartementInformed {
    /// The dossier.
    pub dossier: Dossier,
    /// Why the département is told.
    pub duties: Vec<Duty>,
    /// Where the letter leads.
    pub links: Links,
}

templates!(
    DepartementInformed,
    "mail/departement_informed.txt",
    "mail/departement_informed.html"
);

impl DepartementInformed {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let subject = self.dossier.subject("incident pouvant toucher votre périmètre");
        self.rendered(subject, Some(&self.dossier.reference))
    }
}
