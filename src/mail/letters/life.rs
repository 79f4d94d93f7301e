//! What happens to a dossier after its report, told to whom it concerns: qualified, rejected, proposed to another party,
//! answered, shared, followed up.
//!
//! Reasons are read in the dossier, as any free text. One text travels: what the département did, which the convention
//! has it tell the RSSI; the page asks that nobody be named in it.

use super::{Dossier, Letter, Links, NotWritten, Row, templates};
use crate::domain::letter::LetterKind;
use crate::domain::life::{Answer, Ground, Tlp};

/// A letter of the life of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// The dossier.
    pub dossier: Dossier,
    /// What happened.
    pub news: LifeNews,
    /// Where the letter leads.
    pub links: Links,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LifeNews {
    /// The RSSI confirmed the incident.
    Qualified(Qualified),
    /// The RSSI rejected what was reported.
    Rejected(Rejected),
    /// The reader's party is asked to handle it.
    HandoverProposed,
    /// A proposal was answered.
    HandoverAnswered(Answer),
    /// The reader's party is associated.
    AssociateAdded,
    /// What the département did, in its own words.
    FollowUp(String),
}

/// What an incident is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualified {
    /// What happened, French label.
    pub category: String,
    /// From 1 to 4.
    pub severity: i64,
    /// How far what is written may travel.
    pub tlp: Tlp,
    /// Name of the party that handles it.
    pub handler: String,
}

/// Why what was reported was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Among the closed grounds.
    pub ground: Ground,
    /// Reference of the other dossier, for a duplicate.
    pub duplicate_of: Option<String>,
}

templates!(Life, "mail/life.txt", "mail/life.html");

impl LifeNews {
    /// The kind of letter that tells it.
    #[must_use]
    pub fn kind(&self) -> LetterKind {
        match self {
            Self::Qualified(_) => LetterKind::IncidentQualified,
            Self::Rejected(_) => LetterKind::IncidentRejected,
            Self::HandoverProposed => LetterKind::HandoverProposed,
            Self::HandoverAnswered(_) => LetterKind::HandoverAnswered,
            Self::AssociateAdded => LetterKind::AssociateAdded,
            Self::FollowUp(_) => LetterKind::FollowUp,
        }
    }
}

impl Life {
    /// Writes the letter.
    ///
    /// # Errors
    /// The template engine's own failures.
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let subject = self.dossier.subject(self.about());
        self.rendered(subject, Some(&self.dossier.reference))
    }

    /// What the subject says.
    #[must_use]
    pub fn about(&self) -> &'static str {
        match &self.news {
            LifeNews::Qualified(_) => "incident qualifié",
            LifeNews::Rejected(_) => "signalement écarté",
            LifeNews::HandoverProposed => "dossier à reprendre\u{202f}?",
            LifeNews::HandoverAnswered(Answer::Accepted) => "reprise acceptée",
            LifeNews::HandoverAnswered(Answer::Refused) => "reprise refusée",
            LifeNews::HandoverAnswered(Answer::Withdrawn) => "proposition de reprise retirée",
            LifeNews::AssociateAdded => "vous êtes associé au dossier",
            LifeNews::FollowUp(_) => "suites données",
        }
    }

    /// What happened, in a sentence or two.
    #[must_use]
    pub fn opening(&self) -> &'static str {
        match &self.news {
            LifeNews::Qualified(_) => "Le RSSI de l’académie a qualifié cet incident.",
            LifeNews::Rejected(_) => {
                "Le RSSI de l’académie a examiné ce signalement et l’a écarté. Merci d’avoir signalé\u{a0}: dans le doute, \
                 c’est ce qu’il faut faire."
            }
            LifeNews::HandoverProposed => {
                "Le RSSI de l’académie vous propose de reprendre ce dossier. D’ici votre réponse, il reste traité comme \
                 avant, et aucun délai ne s’arrête."
            }
            LifeNews::HandoverAnswered(Answer::Accepted) => {
                "La proposition de reprise de ce dossier a été acceptée\u{a0}: il change de mains. Sa référence et ses \
                 délais restent les mêmes."
            }
            LifeNews::HandoverAnswered(Answer::Refused) => {
                "La proposition de reprise de ce dossier a été refusée. Il reste traité comme avant."
            }
            LifeNews::HandoverAnswered(Answer::Withdrawn) => {
                "Le RSSI de l’académie a retiré sa proposition de reprise de ce dossier. Rien n’est plus attendu de vous."
            }
            LifeNews::AssociateAdded => {
                "Le RSSI de l’académie vous associe à ce dossier\u{a0}: une autre autorité le traite, et votre concours \
                 peut être utile."
            }
            LifeNews::FollowUp(_) => {
                "Le Département a traité cet incident. Voici les suites données, comme la convention le prévoit."
            }
        }
    }

    /// What was decided, or said.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        match &self.news {
            LifeNews::Qualified(qualified) => vec![
                Row::new("Nature", qualified.category.as_str()),
                Row::new("Gravité", format!("{} sur 4", qualified.severity)),
                Row::new("Diffusion", qualified.tlp.label()),
                Row::new("Traité par", qualified.handler.as_str()),
            ],
            LifeNews::Rejected(rejected) => rejected.rows(),
            LifeNews::HandoverProposed
            | LifeNews::HandoverAnswered(_)
            | LifeNews::AssociateAdded
            | LifeNews::FollowUp(_) => vec![Row::new("Traité par", self.dossier.handler.as_str())],
        }
    }

    /// The words of the département, line by line; empty for any other letter.
    #[must_use]
    pub fn follow_up(&self) -> Vec<&str> {
        match &self.news {
            LifeNews::FollowUp(text) => text.lines().filter(|line| !line.trim().is_empty()).collect(),
            LifeNews::Qualified(_)
            | LifeNews::Rejected(_)
            | LifeNews::HandoverProposed
            | LifeNews::HandoverAnswered(_)
            | LifeNews::AssociateAdded => Vec::new(),
        }
    }

    /// Whether the reader has something to do.
    #[must_use]
    pub fn expects(&self) -> bool {
        match &self.news {
            LifeNews::Qualified(_) | LifeNews::HandoverProposed | LifeNews::AssociateAdded => true,
            LifeNews::Rejected(_) | LifeNews::HandoverAnswered(_) | LifeNews::FollowUp(_) => false,
        }
    }

    /// What the reader does in the dossier.
    #[must_use]
    pub fn next(&self) -> &'static str {
        match &self.news {
            LifeNews::Qualified(_) => "Consultez le dossier et la suite qui vous revient",
            LifeNews::Rejected(_) => "Lisez le motif dans le dossier",
            LifeNews::HandoverProposed => "Lisez le motif, puis acceptez ou refusez, dans le dossier",
            LifeNews::HandoverAnswered(_) => "Lisez la réponse et son motif dans le dossier",
            LifeNews::AssociateAdded => "Consultez le dossier et dites ce que vous savez",
            LifeNews::FollowUp(_) => "Consultez le dossier",
        }
    }
}

impl Rejected {
    fn rows(&self) -> Vec<Row> {
        let why = match self.ground {
            Ground::FalseAlarm => "fausse alerte",
            Ground::Duplicate => "un autre dossier porte sur le même fait",
            Ground::OutOfScope => "hors du périmètre de la sécurité informatique des établissements",
        };
        let other = self.duplicate_of.as_deref();
        let other = other.map(|reference| Row::new("Autre dossier", reference));
        std::iter::once(Row::new("Motif", why)).chain(other).collect()
    }
}
