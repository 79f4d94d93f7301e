//! What people did about the breaches of the school year: one in every state that the register knows.

use crate::domain::breach::{NoticeKind, Risk, Status};
use crate::domain::obligations::Kind;
use crate::domain::people::Role;

/// Something that somebody does, some hours after the report.
pub(super) struct Deed {
    pub(super) after_hours: i64,
    pub(super) by: Role,
    pub(super) act: Act,
}

/// What is done.
pub(super) enum Act {
    /// No personal data are touched, and why.
    NoPersonalData(&'static str),
    /// The record says more: JSON, in which `AUJOURD’HUI` is the day of the deed.
    Record(&'static str),
    /// What the breach is taken to be, and why.
    Settle(Status, &'static str),
    /// Answers to the severity questions (JSON), the verdict, and its reasons.
    Assess(&'static str, Risk, &'static str),
    /// A notification, with the reason of its lateness and the number that the authority gave.
    Notify(Kind, NoticeKind, &'static str, &'static str),
    /// The automatic sending is held, and why.
    Hold(&'static str),
    /// The automatic sending goes again.
    Release,
}

use Act::{Assess, Hold, NoPersonalData, Notify, Record, Release, Settle};
use NoticeKind::{FollowUp, Initial};

const fn deed(after_hours: i64, by: Role, act: Act) -> Deed {
    Deed { after_hours, by, act }
}

pub(super) const PHISHING: &[Deed] = &[deed(
    6,
    Role::Rssi,
    NoPersonalData(
        "Les deux comptes n’ont servi à rien entre le clic et le changement de mot de passe\u{a0}: aucune donnée n’a été lue.",
    ),
)];

pub(super) const INTENDANCE: &[Deed] = &[deed(
    8,
    Role::Rssi,
    NoPersonalData("Le programme malveillant a été bloqué avant de s’exécuter."),
)];

pub(super) const SERVER: &[Deed] = &[deed(
    5,
    Role::Rssi,
    NoPersonalData("Panne d’alimentation\u{a0}: les données sont intactes et n’ont pas été lues."),
)];

/// Notified late: the sending was held while the pupils were being identified.
pub(super) const TABLET: &[Deed] = &[
    deed(
        4,
        Role::Dpo,
        Record(
            r#"{"nature": ["confidentiality"], "confidentiality_kind": "not_assessable", "incident_kind": "device_lost_or_stolen",
                "cause": "internal_accidental", "persons_categories": ["minors"], "persons_count_kind": "approximate",
                "persons_count": 24, "data_categories": ["basic"], "data_description": "Photographies de travaux d’élèves, prénoms."}"#,
        ),
    ),
    deed(
        10,
        Role::Dpo,
        Hold("Le collège vérifie quels élèves sont reconnaissables avant tout envoi."),
    ),
    deed(
        57,
        Role::Dpo,
        Notify(
            Kind::Breach48h,
            Initial,
            "La liste des élèves concernés n’a été confirmée par le collège qu’après le week-end.",
            "",
        ),
    ),
    deed(59, Role::Dpo, Release),
    deed(
        60,
        Role::Dpd,
        Settle(Status::Confirmed, "La tablette n’a pas été retrouvée."),
    ),
    deed(
        61,
        Role::Dpd,
        Assess(
            r#"{"contexts": [{"category": "simple", "adjustment": 0}], "identification": "limited",
                "confidentiality": "none_or_exposed", "integrity": "none_or_unused", "availability": "none_or_easy",
                "malicious_intent": false, "persons": 24, "unintelligible": true}"#,
            Risk::Unlikely,
            "Tablette chiffrée, verrouillée à distance avant toute ouverture\u{a0}; aucun nom de famille.",
        ),
    ),
];

/// High risk: notified in time, filed at the CNIL, the persons informed.
pub(super) const CANTEEN: &[Deed] = &[
    deed(
        3,
        Role::Dpo,
        Record(
            r#"{"nature": ["confidentiality", "availability"], "confidentiality_kind": "likely_disclosed",
                "unintelligible": "no", "availability_kind": "temporary", "incident_kind": "ransomware",
                "cause": "external_malicious", "persons_categories": ["minors", "employees"], "persons_count_kind": "approximate",
                "persons_count": 620, "data_categories": ["basic", "contact", "health", "payment"],
                "data_description": "Noms, classes, régimes alimentaires et allergies, coordonnées bancaires des responsables.",
                "severity": "severe", "impacts": ["fraud", "professional_secrecy"]}"#,
        ),
    ),
    deed(20, Role::Dpo, Notify(Kind::Breach48h, Initial, "", "")),
    deed(
        25,
        Role::Dpd,
        Settle(
            Status::Confirmed,
            "Le message de rançon cite des fichiers de la cantine.",
        ),
    ),
    deed(
        26,
        Role::Dpd,
        Assess(
            r#"{"contexts": [{"category": "sensitive", "adjustment": 0}], "identification": "maximum",
                "confidentiality": "unknown_recipients", "integrity": "none_or_unused", "availability": "temporary",
                "malicious_intent": true, "persons": 620, "unintelligible": false}"#,
            Risk::High,
            "Données de santé et coordonnées bancaires d’enfants et de familles, probablement emportées par les auteurs.",
        ),
    ),
    deed(
        50,
        Role::Dpd,
        Notify(Kind::Cnil72h, Initial, "", "DEMONSTRATION-0001"),
    ),
    deed(
        88,
        Role::Dpo,
        Record(
            r#"{"measures_after": ["backup", "up_to_date"],
                "measures_after_description": "Serveur réinstallé, sauvegarde hors ligne chaque nuit."}"#,
        ),
    ),
    deed(90, Role::Dpo, Notify(Kind::Breach48h, FollowUp, "", "")),
    deed(
        118,
        Role::Dpd,
        Record(
            r#"{"communication": "yes", "informed_on": "AUJOURD’HUI", "informed_extent": "all", "communication_means": "individual",
                "communication_content": "Lettre à chaque famille\u00a0: ce qui s’est passé, les données en cause, surveiller son compte bancaire, qui joindre."}"#,
        ),
    ),
    deed(119, Role::Dpd, Notify(Kind::PersonsArt34, Initial, "", "")),
];

/// The académie's own affair: no 48 hours, the CNIL in time.
pub(super) const NIGHT_SESSION: &[Deed] = &[
    deed(
        12,
        Role::Dpd,
        Record(
            r#"{"nature": ["confidentiality"], "confidentiality_kind": "likely_disclosed", "unintelligible": "no",
                "incident_kind": "unauthorised_access", "cause": "external_malicious", "persons_categories": ["minors"],
                "persons_count_kind": "approximate", "persons_count": 480, "data_categories": ["basic", "contact"],
                "data_description": "Absences, emplois du temps, coordonnées des familles."}"#,
        ),
    ),
    deed(
        30,
        Role::Dpd,
        Settle(
            Status::Confirmed,
            "L’historique montre l’ouverture de plusieurs fiches d’élèves.",
        ),
    ),
    deed(
        31,
        Role::Dpd,
        Assess(
            r#"{"contexts": [{"category": "simple", "adjustment": 1}], "identification": "maximum",
                "confidentiality": "unknown_recipients", "integrity": "none_or_unused", "availability": "none_or_easy",
                "malicious_intent": true, "persons": 480, "unintelligible": false}"#,
            Risk::Risk,
            "Coordonnées de familles lues par un inconnu\u{a0}; pas de donnée sensible.",
        ),
    ),
    deed(
        60,
        Role::Dpd,
        Notify(Kind::Cnil72h, Initial, "", "DEMONSTRATION-0002"),
    ),
];

/// Nobody sends: the system does, two hours before the end.
pub(super) const DRILL: &[Deed] = &[deed(
    52,
    Role::Dpd,
    Assess(
        r#"{"contexts": [{"category": "simple", "adjustment": 0}], "identification": "negligible",
            "confidentiality": "none_or_exposed", "integrity": "none_or_unused", "availability": "none_or_easy",
            "malicious_intent": false, "persons": null, "unintelligible": false}"#,
        Risk::Unlikely,
        "Exercice\u{a0}: aucune donnée réelle.",
    ),
)];

pub(super) const WRONG_ADDRESSEE: &[Deed] = &[
    deed(
        9,
        Role::Dpd,
        Record(
            r#"{"nature": ["confidentiality"], "confidentiality_kind": "disclosed", "unintelligible": "no",
                "incident_kind": "sent_by_mistake", "cause": "internal_accidental", "persons_categories": ["minors"],
                "persons_count_kind": "exact", "persons_count": 27, "data_categories": ["basic", "health"],
                "data_description": "Noms et régimes alimentaires d’une classe."}"#,
        ),
    ),
    deed(
        10,
        Role::Dpd,
        Settle(Status::Confirmed, "Le message a bien été reçu par un tiers."),
    ),
    deed(
        11,
        Role::Dpd,
        Assess(
            r#"{"contexts": [{"category": "sensitive", "adjustment": -1}], "identification": "maximum",
                "confidentiality": "known_recipients", "integrity": "none_or_unused", "availability": "none_or_easy",
                "malicious_intent": false, "persons": 27, "unintelligible": false}"#,
            Risk::Unlikely,
            "Un seul destinataire, connu, qui a supprimé le message et l’a confirmé par écrit.",
        ),
    ),
];

pub(super) const USB_KEY: &[Deed] = &[deed(
    28,
    Role::Dpd,
    Settle(
        Status::NotABreach,
        "La clé a été retrouvée sous un siège du car\u{a0}; elle ne contenait que des supports de cours.",
    ),
)];

/// In time, then completed.
pub(super) const COPIER: &[Deed] = &[
    deed(
        5,
        Role::Dpo,
        Record(
            r#"{"nature": ["confidentiality"], "confidentiality_kind": "disclosed", "unintelligible": "no",
                "incident_kind": "misconfiguration", "cause": "internal_accidental", "persons_categories": ["minors", "employees"],
                "persons_count_kind": "approximate", "persons_count": 60, "data_categories": ["basic", "contact"],
                "data_description": "Documents numérisés par les enseignants."}"#,
        ),
    ),
    deed(22, Role::Dpo, Notify(Kind::Breach48h, Initial, "", "")),
    deed(
        29,
        Role::Dpd,
        Settle(
            Status::Confirmed,
            "Des documents nominatifs ont été ouverts par d’autres.",
        ),
    ),
    deed(
        30,
        Role::Dpd,
        Assess(
            r#"{"contexts": [{"category": "simple", "adjustment": 1}], "identification": "maximum",
                "confidentiality": "known_recipients", "integrity": "none_or_unused", "availability": "none_or_easy",
                "malicious_intent": false, "persons": 60, "unintelligible": false}"#,
            Risk::Risk,
            "Certains documents portent des appréciations sur des élèves.",
        ),
    ),
    deed(
        55,
        Role::Dpd,
        Notify(Kind::Cnil72h, Initial, "", "DEMONSTRATION-0003"),
    ),
    deed(
        69,
        Role::Dpo,
        Record(
            r#"{"measures_after": ["access_levels", "up_to_date"],
                "measures_after_description": "Un dossier par personne, mise à jour corrigée par le prestataire."}"#,
        ),
    ),
    deed(70, Role::Dpo, Notify(Kind::Breach48h, FollowUp, "", "")),
];

pub(super) const OPEN_SHARE: &[Deed] = &[deed(
    6,
    Role::Dpo,
    Hold("Les journaux d’accès arrivent demain matin\u{a0}: ils diront combien de fiches ont été lues."),
)];
