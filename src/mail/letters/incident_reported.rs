//! To the RSSI: an incident was reported and is to be qualified.
//!
//! One letter meets both duties of the same report, the school's and the département's.

use super::{Dossier, Duty, Letter, Links, NotWritten, templates};
use crate::domain::convention::Certainty;

/// To the RSSI: an incident was reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentReported {
    /// The dossier.
    pub dossier: Dossier,
    /// Why the RSSI is told; one or several.
    pub duties: Vec<Duty>,
    /// Where the letter leads.
    pub links: Links,
}

templates!(
    IncidentReported,
    "mail/incident_reported.txt",
    "mail/incident_reported.html"
);

impl IncidentReported {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let subject = self.dossier.subject("incident à qualifier");
        self.rendered(subject, Some(&self.dossier.reference))
    }

    /// What the RSSI has to settle, one French sentence.
    fn to_settle(&self) -> &'static str {
        match self.dossier.certainty {
            Certainty::Explicit | Certainty::Residual => {
                "Confirmez la partie qui le traite, ou changez-la en indiquant pourquoi."
            }
            Certainty::Contested => {
                "La convention permet deux lectures : dites quelle partie traite l’incident, et pourquoi."
            }
            Certainty::Undetermined => {
                "L’élément touché n’est pas précisé : déterminez-le, puis dites quelle partie traite l’incident."
            }
            Certainty::Outside => {
                "Aucune partie à la convention n’est chargée de cet incident : dites qui accompagne l’établissement."
            }
        }
    }
}
