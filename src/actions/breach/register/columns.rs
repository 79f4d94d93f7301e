//! The columns of the register, in their order: what GDPR art. 33(5) asks to document, and what each was decided.

use super::{Facts, told};
use crate::documents::sheet::{Cell, ColumnKind};
use ColumnKind::{Number, Text};

/// A column.
pub(super) struct RegisterColumn {
    /// Its name in JSON.
    pub(super) name: &'static str,
    /// Its heading.
    pub(super) title: &'static str,
    /// What stands in it.
    pub(super) kind: ColumnKind,
    /// What it says of a breach.
    pub(super) cell: fn(&Facts<'_>) -> Cell,
}

macro_rules! columns {
    ($($name:ident: $kind:ident = $title:literal, $cell:expr;)+) => {
        &[$(RegisterColumn {
            name: stringify!($name),
            title: $title,
            kind: $kind,
            cell: $cell,
        }),+]
    };
}

/// Every column.
pub(super) const COLUMNS: &[RegisterColumn] = columns! {
    reference: Text = "Référence interne", |it| told::text(it.case.breach.reference.clone());
    school: Text = "Établissement", |it| told::text(told::school(it));
    controller: Text = "Responsable de traitement", |it| told::text(told::controllers(it));
    period: Text = "Date ou période de la violation", |it| told::fields(it, &["occurrence", "started_at", "ended_at"]);
    awareness: Text = "Prise de connaissance, par partie", |it| told::lines(&told::awareness(it));
    facts: Text = "Faits et circonstances", |it| told::fields(it, &["description", "systems"]);
    natures: Text = "Nature", |it| told::fields(it, &["nature"]);
    origin_and_cause: Text = "Origine et cause", |it| told::fields(it, &["incident_kind", "cause"]);
    persons_categories: Text = "Catégories de personnes", |it| told::fields(it, &["persons_categories", "persons_description"]);
    persons_count: Number = "Nombre de personnes", |it| told::count(it, "persons_count", "persons_count_kind");
    data_categories: Text = "Catégories de données", |it| told::fields(it, &["data_categories", "data_description"]);
    records_count: Number = "Nombre d’enregistrements", |it| told::count(it, "records_count", "records_count_kind");
    effects: Text = "Effets et conséquences probables", |it| told::fields(it, &[
        "confidentiality_consequences", "integrity_consequences", "availability_consequences", "impacts",
        "impacts_description",
    ]);
    severity: Text = "Gravité et méthode", |it| told::lines(&told::severity(it));
    risk: Text = "Risque retenu", |it| told::text(told::risk(it));
    measures: Text = "Mesures prises", |it| told::fields(it, &["measures_taken", "measures_after", "measures_after_description"]);
    notification_48h: Text = "Transmission au DPD de l’académie sous 48 heures", |it| told::lines(&told::to_the_dpd(it));
    cnil_notification: Text = "Notification à la CNIL\u{a0}: date, numéro, type", |it| told::lines(&told::to_the_cnil(it));
    not_notified_reason: Text = "Motif de non-notification", |it| told::lines(&told::why_not_notified(it));
    delay_reasons: Text = "Motifs du retard", |it| told::lines(&told::delays(it));
    persons_informed: Text = "Information des personnes", |it| told::fields(it, &[
        "communication", "informed_on", "planned_on", "communication_means", "informed_extent",
    ]);
    persons_not_informed_reason: Text = "Motif de non-information", |it| told::lines(&told::why_not_informed(it));
    closing: Text = "Clôture", |it| told::text(told::closing(it));
};
