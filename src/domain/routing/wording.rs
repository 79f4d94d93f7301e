//! The French sentences that a decision carries when no pack writes them.

use super::{CITE_SCOLAIRE, CONVENTION_NOT_IN_FORCE, NO_CONVENTION};
use crate::domain::people::Party;

pub(super) const NO_CONVENTION_CLAUSE: &str = "Hors convention";
pub(super) const NO_CONVENTION_REASON: &str = "Aucune convention ne couvre cet établissement\u{202f}: il garde la \
    main sur l’incident, et le RSSI peut l’aider.";

pub(super) const RSSI_CLAUSE: &str = "Hors convention (rôle du RSSI)";
pub(super) const RSSI_REASON: &str =
    "Le RSSI est le point d’entrée des signalements\u{a0}: il est prévenu de chaque incident et le qualifie.";

pub(super) const HEAD_OF_SCHOOL_CLAUSE: &str = "Hors convention (personne juridiquement responsable)";
pub(super) const HEAD_OF_SCHOOL_REASON: &str =
    "Le chef d’établissement est juridiquement responsable de la sécurité numérique de son établissement.";

pub(super) const DEPARTEMENT_CLAUSE: &str = "Hors convention (périmètre du Département)";

/// Why a school that the convention excepts is handled by somebody else.
pub(super) fn exception_reason(handler: Party) -> String {
    let party = with_article(handler).name;
    format!("La convention met cet établissement à part\u{a0}: son informatique est suivie par {party}.")
}

/// Why a party is told.
pub(super) fn party_reason(party: Party, handles: bool) -> String {
    let party = with_article(party);
    if handles {
        format!(
            "Le traitement de l’incident, ou d’une partie de celui-ci, revient {}.",
            party.to
        )
    } else {
        format!("L’incident peut toucher un élément suivi par {}.", party.name)
    }
}

/// A party in a sentence: « le Département », « au Département ».
struct Phrase {
    name: &'static str,
    to: &'static str,
}

fn with_article(party: Party) -> Phrase {
    let (name, to) = match party {
        Party::Academie => ("l’Académie", "à l’Académie"),
        Party::Departement => ("le Département", "au Département"),
        Party::Etablissement => ("l’établissement", "à l’établissement"),
        Party::Region => ("la Région", "à la Région"),
        Party::Commune => ("la commune", "à la commune"),
    };
    Phrase { name, to }
}

/// What a warning code means for the reader, French. A code of an administrator's own pack has a general sentence.
#[must_use]
pub fn warning_sentence(code: &str) -> &'static str {
    match code {
        NO_CONVENTION => {
            "Aucune convention ne couvre cet établissement. L’incident reste à sa charge\u{202f}; le RSSI et le \
             chef d’établissement sont prévenus."
        }
        CONVENTION_NOT_IN_FORCE => {
            "La convention n’était pas en vigueur le jour de la détection. Elle a servi de repère\u{202f}: le RSSI \
             confirmera qui traite l’incident."
        }
        CITE_SCOLAIRE => {
            "Cet établissement est une cité scolaire\u{202f}: la Région suit son informatique, et seuls les services \
             en ligne de l’Académie restent à celle-ci."
        }
        _ => {
            "Cet établissement relève d’une règle particulière de la convention\u{202f}: le RSSI confirmera la décision."
        }
    }
}
