//! What each call about machines does, in French: their tokens, what they report, where they are told of events.

pub(super) const OF_MACHINES: &[(&str, &str, &str)] = &[
    (
        "GET",
        "/api/v1/tokens",
        "Lister les jetons des machines, sans leur secret.",
    ),
    (
        "POST",
        "/api/v1/tokens",
        "Donner un jeton à une machine\u{a0}: il n’est dit que dans cette réponse.",
    ),
    (
        "POST",
        "/api/v1/hooks/supervision",
        "Signaler l’alerte d’un outil de supervision\u{a0}: un dossier, puis les faits qui suivent.",
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/external-refs",
        "Ajouter à un dossier la référence qu’il porte ailleurs, par exemple un ticket Amigo.",
    ),
    (
        "DELETE",
        "/api/v1/incidents/{reference}/external-refs",
        "Retirer d’un dossier une référence qu’il porte ailleurs.",
    ),
    (
        "GET",
        "/api/v1/webhooks",
        "Lister les logiciels prévenus des événements.",
    ),
    (
        "POST",
        "/api/v1/webhooks",
        "Faire prévenir un logiciel des événements\u{a0}: son secret n’est dit que dans cette réponse.",
    ),
    ("DELETE", "/api/v1/webhooks/{id}", "Ne plus prévenir un logiciel."),
    (
        "POST",
        "/api/v1/webhooks/{id}/retry",
        "Reprendre les envois abandonnés vers un logiciel.",
    ),
    (
        "DELETE",
        "/api/v1/tokens/{id}",
        "Révoquer le jeton d’une machine.",
    ),
];
