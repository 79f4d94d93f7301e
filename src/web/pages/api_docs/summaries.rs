//! What each call of the API does, in French: the description for machines is written in English.

mod of_machines;

use of_machines::OF_MACHINES;

/// What a call does; empty for one without words yet, which a test excludes.
pub(super) fn summary(method: &str, path: &str) -> &'static str {
    let mut all = SUMMARIES.iter().chain(OF_MACHINES);
    let known = all.find(|(m, p, _)| *m == method && *p == path);
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
        "Lister, chercher et compter les dossiers que le compte peut voir.",
    ),
    (
        "GET",
        "/api/v1/incidents/{reference}",
        "Lire un dossier, sa décision et ses obligations.",
    ),
    (
        "POST",
        "/api/v1/incidents/together",
        "Agir sur plusieurs dossiers\u{a0}: date de revue, affectation, clôture de ceux qui peuvent l’être.",
    ),
    ("GET", "/api/v1/views", "Lister les vues que le compte a gardées."),
    (
        "POST",
        "/api/v1/views",
        "Garder des filtres et un tri de la liste des dossiers, sous un nom.",
    ),
    ("PATCH", "/api/v1/views/{id}", "Renommer une vue."),
    (
        "DELETE",
        "/api/v1/views/{id}",
        "Supprimer une vue\u{a0}; les dossiers ne changent pas.",
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/availability",
        "Noter qu’un élément est indisponible ou de nouveau disponible, et ce qui y supplée.",
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/first-action",
        "Noter la première action de traitement d’une indisponibilité.",
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/legal-hold",
        "Geler les pièces d’un dossier, avec le motif\u{a0}: elles ne seront pas détruites.",
    ),
    (
        "DELETE",
        "/api/v1/incidents/{reference}/legal-hold",
        "Lever le gel des pièces d’un dossier.",
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/entries",
        "Écrire un commentaire, un fait ou une décision, corriger une écriture, ou ajouter une action au plan.",
    ),
    (
        "GET",
        "/api/v1/incidents/{reference}/entries",
        "Lister les écritures d’un dossier, celles qui sont corrigées comprises.",
    ),
    (
        "GET",
        "/api/v1/incidents/{reference}/timeline",
        "Lire la chronologie d’un dossier\u{a0}: écritures, courriels, obligations, pièces et actes.",
    ),
    (
        "GET",
        "/api/v1/incidents/{reference}/actions",
        "Lister les actions du plan d’un dossier.",
    ),
    (
        "GET",
        "/api/v1/incidents/{reference}/actions/{number}",
        "Lire une action du plan et ce qui y a changé.",
    ),
    (
        "PATCH",
        "/api/v1/incidents/{reference}/actions/{number}",
        "Modifier une action du plan.",
    ),
    (
        "GET",
        "/api/v1/actions",
        "Lister les actions de tous les plans que le compte peut voir, les plus pressées d’abord.",
    ),
    (
        "PUT",
        "/api/v1/incidents/{reference}/review",
        "Fixer la date à laquelle revoir un dossier. Un courriel la rappelle.",
    ),
    (
        "DELETE",
        "/api/v1/incidents/{reference}/review",
        "Effacer la date de revue.",
    ),
    (
        "GET",
        "/api/v1/me/queue",
        "Lire ce qui revient au compte\u{a0}: dossiers, actions et dates de revue.",
    ),
    (
        "GET",
        "/api/v1/mail-matrix",
        "Lire qui reçoit quels courriels, et pourquoi.",
    ),
    (
        "PUT",
        "/api/v1/mail-matrix",
        "Décider quels courriels au choix chaque rôle reçoit.",
    ),
    ("GET", "/api/v1/teams", "Lister les équipes."),
    ("POST", "/api/v1/teams", "Ajouter une équipe."),
    (
        "PATCH",
        "/api/v1/teams/{id}",
        "Changer le nom ou les membres d’une équipe.",
    ),
    ("DELETE", "/api/v1/teams/{id}", "Dissoudre une équipe."),
    (
        "PUT",
        "/api/v1/incidents/{reference}/assignment",
        "Confier un dossier à une personne ou à une équipe, ou le rendre.",
    ),
    (
        "PUT",
        "/api/v1/incidents/{reference}/watch",
        "Suivre un dossier\u{a0}: ce qui s’y passe est écrit au compte.",
    ),
    (
        "DELETE",
        "/api/v1/incidents/{reference}/watch",
        "Ne plus suivre un dossier.",
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
        "/api/v1/taxonomy",
        "Lister les catégories d’incident, la grille de gravité et les marques de diffusion.",
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/qualification",
        "Qualifier un incident, ou écarter le signalement.",
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/transitions",
        "Faire avancer un dossier. Un refus de clore nomme tout ce qui s’y oppose.",
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/handovers",
        "Proposer un dossier à une autre autorité. Aucun délai ne s’arrête.",
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/handovers/{number}/answer",
        "Répondre à une proposition de reprise, ou la retirer.",
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/associates",
        "Associer une autorité à un dossier.",
    ),
    (
        "DELETE",
        "/api/v1/incidents/{reference}/associates",
        "Retirer une autorité associée. Elle continue de voir le dossier.",
    ),
    (
        "GET",
        "/api/v1/obligations",
        "Lister les obligations des dossiers que le compte peut voir.",
    ),
    (
        "PUT",
        "/api/v1/incidents/{reference}/breach",
        "Ouvrir la violation d’un dossier, ou compléter celle qui existe.",
    ),
    (
        "PATCH",
        "/api/v1/incidents/{reference}/breach",
        "Compléter la violation d’un dossier.",
    ),
    (
        "POST",
        "/api/v1/incidents/{reference}/personal-data",
        "Dire si des données personnelles sont touchées.",
    ),
    (
        "GET",
        "/api/v1/breaches",
        "Lister les violations des dossiers que le compte peut voir, les plus récentes d’abord.",
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}",
        "Lire une violation, ses échéances et ses notifications. La lecture est journalisée.",
    ),
    (
        "PATCH",
        "/api/v1/breaches/{reference}",
        "Compléter une violation.",
    ),
    (
        "POST",
        "/api/v1/breaches/{reference}/assessment",
        "Calculer la gravité selon la méthode de l’ENISA, et enregistrer l’appréciation du risque.",
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/notifications",
        "Lister les notifications, avec la réponse de chaque serveur de courriel.",
    ),
    (
        "POST",
        "/api/v1/breaches/{reference}/notifications",
        "Notifier la violation, ou enregistrer une notification faite ailleurs.",
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/notifications/{number}.json",
        "Obtenir la notification telle qu’elle est partie, au format du CEPD.",
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/notifications/{number}.pdf",
        "Obtenir le document tel qu’il est parti.",
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/notifications/{number}.eml",
        "Obtenir le courriel tel qu’il est parti.",
    ),
    (
        "POST",
        "/api/v1/breaches/{reference}/notifications/{number}/bounce",
        "Signaler qu’une notification est revenue sans être arrivée.",
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/edpb.json",
        "Obtenir la violation telle qu’elle est connue, au format du CEPD.",
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/cnil.json",
        "Obtenir les réponses à recopier dans le formulaire de la CNIL.",
    ),
    (
        "GET",
        "/api/v1/breaches/{reference}/cnil.pdf",
        "Obtenir la fiche à recopier dans le formulaire de la CNIL.",
    ),
    (
        "POST",
        "/api/v1/breaches/{reference}/hold",
        "Retenir l’envoi automatique, avec le motif. Aucune échéance ne s’arrête.",
    ),
    (
        "DELETE",
        "/api/v1/breaches/{reference}/hold",
        "Laisser repartir l’envoi automatique.",
    ),
    (
        "POST",
        "/api/v1/breaches/{reference}/ministry",
        "Décider d’une remontée au ministère.",
    ),
    (
        "POST",
        "/api/v1/breaches/{reference}/ministry/report",
        "Enregistrer que le ministère a été prévenu.",
    ),
    (
        "POST",
        "/api/v1/obligations/{id}/waiver",
        "Écarter une obligation, avec le motif.",
    ),
    (
        "GET",
        "/api/v1/register.csv",
        "Exporter le registre des violations en CSV. Chaque export est signalé au RSSI et au DPD.",
    ),
    (
        "GET",
        "/api/v1/register.ods",
        "Exporter le registre des violations en tableur.",
    ),
    (
        "GET",
        "/api/v1/register.json",
        "Exporter le registre des violations pour un autre programme.",
    ),
    (
        "GET",
        "/api/v1/register.pdf",
        "Exporter le registre des violations sur papier.",
    ),
    (
        "GET",
        "/api/v1/stats",
        "Lire les chiffres d’une période, à côté de ceux de la période précédente.",
    ),
    (
        "GET",
        "/api/v1/stats.csv",
        "Exporter les chiffres d’une période en CSV. Chaque export est signalé au RSSI et au DPD.",
    ),
    (
        "GET",
        "/api/v1/stats.ods",
        "Exporter les chiffres d’une période en tableur.",
    ),
    (
        "GET",
        "/api/v1/calendar/{token}.ics",
        "S’abonner à ses échéances depuis un agenda. L’adresse tient lieu de clé.",
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
        "Savoir si la base répond, si les courriels sont pris en charge et si les échéances sont tenues.",
    ),
    ("GET", "/api/openapi.json", "Obtenir la description complète."),
];
