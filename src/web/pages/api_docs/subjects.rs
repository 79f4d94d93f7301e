//! What the calls of the API are about, in French.

/// Tags of the description and what people read, in the order a newcomer needs them.
pub(super) const SUBJECTS: &[(&str, &str)] = &[
    ("account", "Compte"),
    ("incidents", "Dossiers et décisions"),
    ("life", "Vie d’un dossier"),
    ("breaches", "Violations de données"),
    ("obligations", "Obligations"),
    ("figures", "Chiffres pour les comités"),
    ("journal", "Journal"),
    ("machines", "Machines"),
    ("reference", "Listes de référence"),
    ("operation", "Exploitation"),
];
