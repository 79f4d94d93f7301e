//! To the head of school, in the school's mailbox: plain words, and what to do meanwhile.

use super::{Dossier, Duty, Letter, Links, NotWritten, templates};
use crate::domain::incident::PersonalData;
use crate::domain::people::Party;

/// To the head of school: an incident touches the school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadOfSchoolAlert {
    /// The dossier.
    pub dossier: Dossier,
    /// Who handles it: decides what the letter promises.
    pub handler: Party,
    /// Why the head of school is told.
    pub duties: Vec<Duty>,
    /// Where the letter leads.
    pub links: Links,
}

templates!(
    HeadOfSchoolAlert,
    "mail/head_of_school_alert.txt",
    "mail/head_of_school_alert.html"
);

impl HeadOfSchoolAlert {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let subject = self
            .dossier
            .subject("incident informatique et consignes à suivre");
        self.rendered(subject, Some(&self.dossier.reference))
    }

    /// What the school may expect, by who handles the incident: only parties to the convention are told by us.
    fn what_follows(&self) -> &'static str {
        match self.handler {
            Party::Academie | Party::Departement => "Ses équipes prendront contact avec votre établissement.",
            Party::Region | Party::Commune => {
                "Prévenez ses équipes par votre moyen habituel : Tocsin ne leur écrit pas."
            }
            Party::Etablissement => {
                "La convention ne confie cet incident à aucun de vos partenaires : il vous revient de le suivre."
            }
        }
    }

    fn personal_data_possible(&self) -> bool {
        match self.dossier.personal_data {
            PersonalData::Yes | PersonalData::Unknown => true,
            PersonalData::No => false,
        }
    }
}
