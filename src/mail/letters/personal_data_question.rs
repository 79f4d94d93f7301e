//! To the officer of whoever handles an incident: are personal data touched? The reporter could not tell.

use super::{Dossier, Letter, Links, NotWritten, templates};

/// The question to the officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalDataQuestion {
    /// The dossier.
    pub dossier: Dossier,
    /// By when to answer, in full with its zone.
    pub due: String,
    /// Where the letter leads.
    pub links: Links,
}

templates!(
    PersonalDataQuestion,
    "mail/personal_data_question.txt",
    "mail/personal_data_question.html"
);

impl PersonalDataQuestion {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let subject = self
            .dossier
            .subject("des données personnelles sont-elles touchées\u{202f}?");
        self.rendered(subject, Some(&self.dossier.reference))
    }
}
