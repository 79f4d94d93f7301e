//! To somebody who follows a dossier: what happened in it, without a word of what was written.

use super::{Letter, Links, NotWritten, templates};
use crate::domain::watching::News;

/// Something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierNews {
    /// `SSI-2026-0001`.
    pub reference: String,
    /// What happened.
    pub news: News,
    /// Who did it.
    pub by: String,
    /// When, in full with its zone.
    pub at: String,
    /// Where the letter leads.
    pub links: Links,
    /// Whether this is a drill.
    pub exercise: bool,
}

templates!(DossierNews, "mail/dossier_news.txt", "mail/dossier_news.html");

impl DossierNews {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let drill = if self.exercise { "[EXERCICE] " } else { "" };
        let subject = format!("{drill}[Tocsin] {} – {}", self.reference, self.subject());
        self.rendered(subject, Some(&self.reference))
    }

    fn subject(&self) -> &'static str {
        match self.news {
            News::Qualified => "incident qualifié",
            News::Rejected => "signalement écarté",
            News::Started => "traitement commencé",
            News::Resolved => "incident résolu",
            News::FollowedUp => "suites données",
            News::Closed => "dossier clos",
            News::Reopened => "dossier rouvert",
            News::HandoverProposed => "reprise proposée",
            News::HandoverAccepted => "le dossier a changé de mains",
            News::HandoverDeclined => "le dossier reste en place",
            News::EntryWritten => "nouvelle écriture",
        }
    }

    /// What happened, one French sentence.
    #[must_use]
    pub fn sentence(&self) -> &'static str {
        match self.news {
            News::Qualified => "L’incident a été qualifié par le RSSI de l’académie.",
            News::Rejected => "Le signalement a été écarté\u{a0}: plus rien n’est demandé à personne.",
            News::Started => "Le traitement de l’incident a commencé.",
            News::Resolved => "L’incident est résolu.",
            News::FollowedUp => "Les suites données à l’incident sont écrites dans le dossier.",
            News::Closed => "Le dossier est clos.",
            News::Reopened => "Le dossier est rouvert.",
            News::HandoverProposed => "Le dossier est proposé à une autre autorité, qui doit répondre.",
            News::HandoverAccepted => {
                "Le dossier a changé de mains\u{a0}: une autre autorité le traite désormais."
            }
            News::HandoverDeclined => {
                "La proposition de reprise n’a pas abouti\u{a0}: le dossier reste traité comme avant."
            }
            News::EntryWritten => "Une écriture a été ajoutée au dossier.",
        }
    }

    /// Whether this is the last letter about the dossier.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.news.ends()
    }
}
