//! To whoever a dossier was given to: a person, or each member of a team. What it is about, and what falls due first.

use super::{Dossier, Letter, Links, NotWritten, Row, templates};

/// A dossier was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The dossier.
    pub dossier: Dossier,
    /// Who gave it.
    pub by: String,
    /// The team that it was given to; `None` for the reader alone.
    pub team: Option<String>,
    /// Legal deadlines that run, the nearest first: what is owed, and by when.
    pub deadlines: Vec<String>,
    /// Where the letter leads.
    pub links: Links,
}

templates!(Assigned, "mail/assigned.txt", "mail/assigned.html");

impl Assigned {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let subject = self.dossier.subject("dossier confié");
        self.rendered(subject, Some(&self.dossier.reference))
    }

    /// Who gave it to whom.
    #[must_use]
    pub fn opening(&self) -> String {
        match &self.team {
            Some(team) => format!(
                "{} confie ce dossier à votre équipe, «\u{a0}{team}\u{a0}». La première personne qui s’en charge peut le dire \
                 dans le dossier.",
                self.by
            ),
            None => format!("{} vous confie ce dossier.", self.by),
        }
    }

    /// What it is about.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let handler = Row::new("Traité par", self.dossier.handler.as_str());
        self.dossier.facts().into_iter().chain([handler]).collect()
    }
}
