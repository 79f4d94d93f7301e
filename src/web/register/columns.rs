//! The columns of the register, in order: what GDPR art. 33(5) has documented, and what the CNIL asks to be kept.

use crate::documents::sheet::{Column, ColumnKind};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its name for programs.
    pub id: &'static str,
    /// Its heading in French.
    pub label: &'static str,
    /// What its cells hold.
    pub kind: ColumnKind,
}

const fn text(id: &'static str, label: &'static str) -> Heading {
    Heading {
        id,
        label,
        kind: ColumnKind::Text,
    }
}

const fn number(id: &'static str, label: &'static str) -> Heading {
    Heading {
        id,
        label,
        kind: ColumnKind::Number,
    }
}

/// The columns.
pub const COLUMNS: &[Heading] = &[
    text("reference", "Référence interne"),
    text("school", "Établissement (UAI, nom)"),
    text("controller", "Responsable de traitement"),
    text("occurred", "Date ou période de la violation"),
    text("aware_at", "Date et heure de prise de connaissance (par acteur)"),
    text("facts", "Faits et circonstances"),
    text("natures", "Nature (confidentialité, intégrité, disponibilité)"),
    text("origins_causes", "Origine et cause"),
    text("person_categories", "Catégories de personnes"),
    number("person_count", "Nombre approximatif de personnes"),
    text("data_categories", "Catégories de données (dont sensibles)"),
    number("record_count", "Nombre approximatif d’enregistrements"),
    text("effects", "Effets et conséquences probables"),
    text("severity", "Gravité et méthode (ENISA SE)"),
    text("risk_outcome", "Risque retenu (aucun, risque, risque élevé)"),
    text("measures", "Mesures prises pour remédier"),
    text(
        "partner_notified_at",
        "Transmission au DPD de l’académie (48\u{a0}h)",
    ),
    text(
        "cnil_notified_at",
        "Notification à la CNIL\u{a0}: date, numéro, type",
    ),
    text("cnil_not_notified_reason", "Motif de non-notification"),
    text("delay_reasons", "Motifs du retard"),
    text(
        "persons_informed",
        "Information des personnes\u{a0}: décision, date, moyen, nombre",
    ),
    text(
        "persons_not_informed_reason",
        "Motif de non-information (art. 34(3) a, b, c ou absence de risque élevé)",
    ),
    text("closed_at", "Date de clôture et validation du DPD"),
];

impl From<&Heading> for Column {
    fn from(heading: &Heading) -> Self {
        Self {
            title: heading.label.to_owned(),
            kind: heading.kind,
        }
    }
}
