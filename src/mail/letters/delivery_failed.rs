//! To the fallback contact: somebody could not be told by mail, and a telephone must take over.

use super::{Letter, NotWritten, Row, templates, wording};
use crate::domain::letter::LetterKind;

/// To the fallback contact: a letter did not arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryFailed {
    /// Reference of the dossier.
    pub reference: String,
    /// School, as `Collège X, Rennes (0350003N)`; empty when the incident is of no school.
    pub school: String,
    /// The letter that did not arrive.
    pub kind: LetterKind,
    /// Who could not be reached: `RSSI de l’académie`, `chef d’établissement`.
    pub recipient: String,
    /// What stopped it.
    pub trouble: Trouble,
    /// The mail server's answer, or the sentence that stands for it; empty when there was no attempt.
    pub answer: String,
    /// When the letter was queued, in full with its zone.
    pub queued: String,
    /// The dossier, behind a login.
    pub dossier_link: String,
    /// Whether this is a drill.
    pub exercise: bool,
}

/// What stopped a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody knows an address.
    NoAddress,
    /// The recipient's mail server refuses it for good.
    Refused,
    /// It still does not leave; attempts go on.
    Delayed,
    /// Attempts ended without success.
    GivenUp,
}

templates!(
    DeliveryFailed,
    "mail/delivery_failed.txt",
    "mail/delivery_failed.html"
);

impl DeliveryFailed {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let drill = if self.exercise { "[EXERCICE] " } else { "" };
        let subject = format!(
            "{drill}[Tocsin] {} – à prévenir par téléphone : {}",
            self.reference, self.recipient
        );
        self.rendered(subject, Some(&self.reference))
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = vec![
            Row::new("Destinataire", self.recipient.as_str()),
            Row::new("Objet", wording::purpose(self.kind)),
        ];
        if !self.school.is_empty() {
            rows.push(Row::new("Établissement", self.school.as_str()));
        }
        rows.push(Row::new("Préparé", self.queued.as_str()));
        rows
    }

    fn not_arrived(&self) -> &'static str {
        match self.trouble {
            Trouble::Delayed => "n’a pas encore atteint",
            Trouble::NoAddress | Trouble::Refused | Trouble::GivenUp => "n’a pas atteint",
        }
    }

    fn what_happened(&self) -> &'static str {
        match self.trouble {
            Trouble::NoAddress => "Aucune adresse de courriel n’est connue : le message n’est pas parti.",
            Trouble::Refused => "Le serveur de courriel du destinataire a refusé le message définitivement.",
            Trouble::Delayed => "Le message n’a pas encore pu partir. Les essais continuent.",
            Trouble::GivenUp => "Le message n’a pas pu partir malgré des essais répétés. Ils sont arrêtés.",
        }
    }

    fn what_to_check(&self) -> &'static str {
        match self.trouble {
            Trouble::NoAddress => "Faites ajouter l’adresse qui manque.",
            Trouble::Refused => "Faites vérifier l’adresse : elle a pu changer ou être mal écrite.",
            Trouble::Delayed | Trouble::GivenUp => {
                "Faites vérifier par un administrateur de Tocsin l’envoi des courriels."
            }
        }
    }

    /// The server's answer without the addresses it quotes: they may name a person.
    fn answer_without_addresses(&self) -> String {
        self.answer
            .split(' ')
            .map(|word| if word.contains('@') { "[adresse]" } else { word })
            .collect::<Vec<_>>()
            .join(" ")
    }
}
