//! What each route answers to each caller.

/// What a stranger and then each role, in the order of [`Role::ALL`], are answered. The dossier is one of the school
/// of the `rsn` and the head of school that the académie handles alone, of whose breach a filing at the CNIL is
/// recorded. A body is empty on purpose: 422 says that the right was there.
///
/// Columns: `stranger`, `rsn`, `chef_etablissement`, `rssi`, `dpd`, `agent_academie`, `dpo`, `agent_departement`,
/// `observer`, `admin`.
pub(super) const MATRIX: &[(&str, &str, [u16; 10])] = &[
    ("GET", "/healthz", [200; 10]),
    ("GET", "/readyz", [503; 10]),
    ("GET", "/api/openapi.json", [200; 10]),
    ("POST", "/api/v1/auth/token", [422; 10]),
    (
        "GET",
        "/api/v1/me",
        [401, 200, 200, 200, 200, 200, 200, 200, 200, 200],
    ),
    (
        "GET",
        "/api/v1/components",
        [401, 200, 200, 200, 200, 200, 200, 200, 200, 200],
    ),
    (
        "GET",
        "/api/v1/conventions",
        [401, 200, 200, 200, 200, 200, 200, 200, 200, 200],
    ),
    (
        "GET",
        "/api/v1/establishments",
        [401, 200, 200, 200, 200, 200, 200, 200, 200, 200],
    ),
    (
        "POST",
        "/api/v1/decisions",
        [401, 422, 422, 422, 422, 422, 422, 422, 422, 422],
    ),
    (
        "GET",
        "/api/v1/incidents",
        [401, 200, 200, 200, 200, 200, 200, 200, 403, 403],
    ),
    (
        "POST",
        "/api/v1/incidents",
        [401, 422, 422, 422, 422, 422, 422, 422, 403, 403],
    ),
    (
        "GET",
        "/api/v1/incidents/{reference}",
        [401, 200, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "GET",
        "/api/v1/obligations",
        [401, 200, 200, 200, 200, 200, 200, 200, 403, 403],
    ),
    (
        "PUT",
        "/api/v1/incidents/{reference}/breach",
        [401, 403, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "PATCH",
        "/api/v1/incidents/{reference}/breach",
        [401, 403, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/personal-data",
        [401, 403, 422, 422, 422, 403, 422, 403, 403, 403],
    ),
    (
        "GET",
        "/api/v1/breaches",
        [401, 403, 200, 200, 200, 403, 200, 403, 403, 403],
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}",
        [401, 200, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "PATCH",
        "/api/v1/breaches/{reference}",
        [401, 403, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "POST",
        "/api/v1/breaches/{reference}/assessment",
        [401, 403, 422, 422, 422, 403, 404, 403, 403, 403],
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/edpb.json",
        [401, 200, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/cnil.json",
        [401, 200, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/cnil.pdf",
        [401, 200, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "POST",
        "/api/v1/breaches/{reference}/hold",
        [401, 403, 422, 422, 422, 403, 422, 403, 403, 403],
    ),
    (
        "DELETE",
        "/api/v1/breaches/{reference}/hold",
        [401, 403, 403, 403, 403, 403, 404, 403, 403, 403],
    ),
    (
        "POST",
        "/api/v1/breaches/{reference}/ministry",
        [401, 403, 403, 200, 200, 403, 404, 403, 403, 403],
    ),
    (
        "POST",
        "/api/v1/breaches/{reference}/ministry/report",
        [401, 403, 403, 200, 409, 403, 404, 403, 403, 403],
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/notifications",
        [401, 200, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "POST",
        "/api/v1/breaches/{reference}/notifications",
        [401, 403, 422, 422, 422, 403, 422, 403, 403, 403],
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/notifications/{number}.json",
        [401, 200, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/notifications/{number}.pdf",
        [401, 404, 404, 404, 404, 404, 404, 404, 403, 403],
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/notifications/{number}.eml",
        [401, 404, 404, 404, 404, 404, 404, 404, 403, 403],
    ),
    (
        "POST",
        "/api/v1/breaches/{reference}/notifications/{number}/bounce",
        [401, 403, 422, 422, 422, 403, 422, 403, 403, 403],
    ),
    (
        "POST",
        "/api/v1/obligations/{id}/waiver",
        [401, 403, 422, 422, 422, 403, 422, 403, 403, 403],
    ),
    (
        "GET",
        "/api/v1/register.csv",
        [401, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "GET",
        "/api/v1/register.ods",
        [401, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "GET",
        "/api/v1/register.json",
        [401, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "GET",
        "/api/v1/register.pdf",
        [401, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    ("GET", "/api/v1/calendar/{token}.ics", [404; 10]),
    (
        "GET",
        "/api/v1/journal",
        [401, 403, 403, 422, 422, 403, 422, 403, 403, 403],
    ),
    (
        "GET",
        "/api/v1/journal/verification",
        [401, 403, 403, 200, 200, 403, 200, 403, 403, 403],
    ),
    ("GET", "/", [303; 10]),
    (
        "GET",
        "/connexion",
        [200, 303, 303, 303, 303, 303, 303, 303, 303, 303],
    ),
    ("POST", "/connexion", [403; 10]),
    (
        "POST",
        "/deconnexion",
        [303, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    ("GET", "/mot-de-passe/{secret}", [404; 10]),
    ("POST", "/mot-de-passe/{secret}", [403; 10]),
    ("GET", "/accuse-de-reception/{token}", [404; 10]),
    ("POST", "/accuse-de-reception/{token}", [404; 10]),
    (
        "GET",
        "/compte",
        [303, 200, 200, 200, 200, 200, 200, 200, 200, 200],
    ),
    (
        "POST",
        "/compte/double-authentification",
        [303, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "POST",
        "/compte/double-authentification/code",
        [303, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "GET",
        "/dossiers",
        [303, 200, 200, 200, 200, 200, 200, 200, 403, 403],
    ),
    (
        "POST",
        "/dossiers",
        [303, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "GET",
        "/dossiers/nouveau",
        [303, 200, 200, 200, 200, 200, 200, 200, 403, 403],
    ),
    (
        "GET",
        "/dossiers/{reference}",
        [303, 200, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "GET",
        "/dossiers/{reference}/signale",
        [303, 200, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "GET",
        "/qui-traite",
        [303, 200, 200, 200, 200, 200, 200, 200, 200, 200],
    ),
    (
        "GET",
        "/acheminement",
        [303, 403, 403, 200, 200, 403, 403, 403, 403, 200],
    ),
    (
        "GET",
        "/etablissements",
        [303, 200, 200, 200, 200, 200, 200, 200, 403, 403],
    ),
    ("GET", "/accessibilite", [200; 10]),
    ("GET", "/api/docs", [200; 10]),
    ("GET", "/favicon.ico", [200; 10]),
    ("GET", "/static/{file}", [200; 10]),
    (
        "POST",
        "/api/v1/incidents/{reference}/attachments",
        [401, 422, 422, 422, 422, 422, 404, 404, 403, 403],
    ),
    (
        "GET",
        "/api/v1/incidents/{reference}/attachments",
        [401, 200, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "GET",
        "/api/v1/attachments/{id}",
        [401, 200, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "POST",
        "/dossiers/{reference}/pieces",
        [303, 415, 415, 415, 415, 415, 404, 404, 403, 403],
    ),
    (
        "GET",
        "/pieces/{id}",
        [303, 200, 200, 200, 200, 200, 404, 404, 403, 403],
    ),
    (
        "POST",
        "/pieces/{id}/marque",
        [303, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "GET",
        "/echeances",
        [303, 200, 200, 200, 200, 200, 200, 200, 403, 403],
    ),
    (
        "GET",
        "/violations",
        [303, 403, 200, 200, 200, 403, 200, 403, 403, 403],
    ),
    (
        "GET",
        "/violations/chiffres",
        [303, 403, 200, 200, 200, 403, 200, 403, 200, 403],
    ),
    (
        "GET",
        "/violations/registre.{format}",
        [303, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "GET",
        "/violations/{reference}/notification",
        [303, 403, 404, 404, 404, 403, 404, 403, 403, 403],
    ),
    (
        "POST",
        "/violations/{reference}/notification",
        [303, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "GET",
        "/violations/{reference}/notification.pdf",
        [303, 403, 404, 404, 404, 403, 404, 403, 403, 403],
    ),
    (
        "GET",
        "/violations/{reference}/notification.json",
        [303, 403, 404, 404, 404, 403, 404, 403, 403, 403],
    ),
    (
        "GET",
        "/violations/{reference}/gravite",
        [303, 403, 404, 404, 404, 403, 404, 403, 403, 403],
    ),
    (
        "POST",
        "/violations/{reference}/gravite",
        [303, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "GET",
        "/violations/{reference}/cnil",
        [303, 403, 404, 404, 404, 403, 404, 403, 403, 403],
    ),
    (
        "POST",
        "/violations/{reference}/cnil",
        [303, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "GET",
        "/violations/{reference}/cnil.pdf",
        [303, 403, 404, 404, 404, 403, 404, 403, 403, 403],
    ),
    (
        "GET",
        "/violations/{reference}/personnes",
        [303, 403, 404, 404, 404, 403, 404, 403, 403, 403],
    ),
    (
        "POST",
        "/violations/{reference}/personnes",
        [303, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "GET",
        "/violations/{reference}/personnes/lettre.pdf",
        [303, 403, 404, 404, 404, 403, 404, 403, 403, 403],
    ),
    (
        "GET",
        "/violations/{reference}/personnes/lettre.txt",
        [303, 403, 404, 404, 404, 403, 404, 403, 403, 403],
    ),
    (
        "GET",
        "/violations/{reference}/ministere",
        [303, 403, 404, 404, 404, 403, 404, 403, 403, 403],
    ),
    (
        "POST",
        "/violations/{reference}/ministere",
        [303, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    ),
    (
        "GET",
        "/exercices/edpb",
        [303, 200, 200, 200, 200, 200, 200, 200, 200, 200],
    ),
    ("GET", "/violations/{reference}", [0; 10]),
    (
        "GET",
        "/violations/{reference}/notifications/{number}.pdf",
        [0; 10],
    ),
    (
        "GET",
        "/violations/{reference}/notifications/{number}.json",
        [0; 10],
    ),
    (
        "GET",
        "/violations/{reference}/notifications/{number}.eml",
        [0; 10],
    ),
    ("GET", "/violations/{reference}/connaissance", [0; 10]),
    ("POST", "/violations/{reference}/connaissance", [0; 10]),
    ("GET", "/violations/{reference}/statut", [0; 10]),
    ("POST", "/violations/{reference}/statut", [0; 10]),
    ("POST", "/violations/{reference}/envoi-automatique", [0; 10]),
    ("GET", "/violations/{reference}/{section}", [0; 10]),
    ("POST", "/violations/{reference}/{section}", [0; 10]),
    ("POST", "/dossiers/{reference}/donnees-personnelles", [0; 10]),
];
