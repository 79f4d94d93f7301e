//! Why somebody is told: the duties that one letter meets.

use crate::domain::obligations::Kind;

/// A duty that the letter meets, as its reader understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Which duty.
    pub kind: Kind,
    /// Where the clause stands, French: `annexe opérationnelle, partie 5`; empty when no convention applies.
    pub clause: String,
    /// By when, in full with its zone; `None` means without delay.
    pub due: Option<String>,
}

impl Duty {
    /// The sentence, by when, and where it stands, in one line.
    #[must_use]
    pub fn in_full(&self) -> String {
        let due = self.due.as_deref().unwrap_or("sans délai");
        let due = format!("{} Échéance\u{a0}: {due}.", owed(self.kind));
        if self.clause.is_empty() {
            due
        } else {
            format!("{due} Clause\u{a0}: {}.", self.clause)
        }
    }
}

/// Who owes what to whom, one French sentence.
#[must_use]
pub fn owed(kind: Kind) -> &'static str {
    match kind {
        Kind::ReportToRssi => "Tout incident d’un établissement est porté à la connaissance du RSSI.",
        Kind::AlertHeadOfSchool => "La partie qui traite l’incident alerte le chef d’établissement.",
        Kind::InformRssi => "Le Département informe le RSSI des incidents qu’il traite.",
        Kind::FollowUpToRssi => "Le Département rend compte au RSSI des suites données.",
        Kind::InformDepartement => "L’académie informe le Département quand son périmètre peut être touché.",
        Kind::Breach48h => "Le Département notifie la violation de données à l’académie.",
        Kind::Cnil72h => "Le responsable de traitement notifie la violation à la CNIL.",
        Kind::PersonsArt34 => "Le responsable de traitement informe les personnes concernées.",
        Kind::LogExport => "Le Département remet les journaux demandés.",
        Kind::TakeCharge => "L’académie prend en charge l’indisponibilité d’un élément critique.",
        Kind::RestoreService => "L’académie rétablit le service interrompu.",
        Kind::EscalateToMinistry => "L’académie fait remonter l’incident au ministère.",
        Kind::AssessPersonalData => {
            "Le délégué à la protection des données dit si des données personnelles sont touchées."
        }
        Kind::Nis2EarlyWarning => {
            "Le Département alerte l’équipe nationale de réponse aux incidents (NIS 2)."
        }
        Kind::Nis2Notification => {
            "Le Département notifie l’incident à l’équipe nationale de réponse (NIS 2)."
        }
        Kind::Nis2FinalReport => {
            "Le Département remet le rapport final à l’équipe nationale de réponse (NIS 2)."
        }
    }
}
