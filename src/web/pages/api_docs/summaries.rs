//! What each call of the API does, in French: the description for machines is written in English.

/// Tags of the description and what people read, in the order a newcomer needs them.
pub(super) const SUBJECTS: &[(&str, &str)] = &[
    ("account", "Compte"),
    ("incidents", "Dossiers et décisions"),
    ("obligations", "Obligations"),
    ("journal", "Journal"),
    ("reference", "Listes de référence"),
    ("operation", "Exploitation"),
];

/// What a call does; empty for one without words yet, which a test excludes.
pub(super) fn summary(method: &str, path: &str) -> &'static str {
    let known = SUMMARIES.iter().find(|(m, p, _)| *m == method && *p == path);
    known.map_or("", |(_, _, summary)| summary)
}

const SUMMARIES: &[(&str, &str, &str)] = &[
    (
        "POST",
        "/api/v1/auth/token",
        "Échanger une adresse et un mot de passe contre un jeton d’accès.",
    ),
    (
        "GET",
        "/api/v1/me",
        "Lire le compte au nom duquel le jeton parle.",
    ),
    (
        "POST",
        "/api/v1/decisions",
        "Demander qui traiterait un incident, et pourquoi. Rien n’est enregistré.",
    ),
    (
        "POST",
        "/api/v1/incidents",
        "Signaler un incident\u{a0}: il est attribué, enregistré, et les personnes concernées sont prévenues.",
    ),
    (
        "GET",
        "/api/v1/incidents",
        "Lister les dossiers que le compte peut voir, les plus récents d’abord.",
    ),
    (
        "GET",
        "/api/v1/incidents/{reference}",
        "Lire un dossier, sa décision et ses obligations.",
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/attachments",
        "Joindre un fichier à un dossier.",
    ),
    (
        "GET",
        "/api/v1/incidents/{reference}/attachments",
        "Lister les pièces jointes d’un dossier.",
    ),
    (
        "GET",
        "/api/v1/attachments/{id}",
        "Lire une pièce jointe\u{a0}; la lecture est inscrite au journal.",
    ),
    (
        "GET",
        "/api/v1/obligations",
        "Lister les obligations des dossiers que le compte peut voir.",
    ),
    ("GET", "/api/v1/journal", "Lire le journal d’un dossier."),
    (
        "GET",
        "/api/v1/journal/verification",
        "Vérifier que le journal est intact, de la première à la dernière écriture.",
    ),
    (
        "GET",
        "/api/v1/components",
        "Lister les éléments que connaît une convention.",
    ),
    ("GET", "/api/v1/conventions", "Lister les conventions en service."),
    (
        "GET",
        "/api/v1/establishments",
        "Chercher un établissement par son nom, sa commune ou son code UAI.",
    ),
    ("GET", "/healthz", "Savoir si le programme répond."),
    (
        "GET",
        "/readyz",
        "Savoir si la base répond et si les courriels sont pris en charge.",
    ),
    ("GET", "/api/openapi.json", "Obtenir la description complète."),
];
