//! The people and the school year of the demonstration. The schools exist; the people and the incidents do not.

use crate::domain::incident::PersonalData::{self, No, Unknown, Yes};
use crate::domain::people::Role;

use super::deeds::{self, Deed};

/// Somebody to look at the demonstration as.
pub(super) struct Person {
    pub(super) email: &'static str,
    pub(super) name: &'static str,
    pub(super) role: Role,
    pub(super) school: Option<&'static str>,
}

const fn person(email: &'static str, name: &'static str, role: Role, school: Option<&'static str>) -> Person {
    Person {
        email,
        name,
        role,
        school,
    }
}

/// One account of each role.
pub(super) const PEOPLE: &[Person] = &[
    person(
        "rsn@demonstration.example",
        "Référente sécurité numérique, collège René Cassin",
        Role::Rsn,
        Some("0350003N"),
    ),
    person(
        "chef@demonstration.example",
        "Cheffe d’établissement, collège René Cassin",
        Role::ChefEtablissement,
        Some("0350003N"),
    ),
    person(
        "rssi@demonstration.example",
        "RSSI de l’académie",
        Role::Rssi,
        None,
    ),
    person("dpd@demonstration.example", "DPD de l’académie", Role::Dpd, None),
    person(
        "agent.academie@demonstration.example",
        "Agent de l’académie",
        Role::AgentAcademie,
        None,
    ),
    person("dpo@demonstration.example", "DPO du Département", Role::Dpo, None),
    person(
        "agent.departement@demonstration.example",
        "Agente du Département",
        Role::AgentDepartement,
        None,
    ),
    person(
        "comite@demonstration.example",
        "Membre du comité stratégique",
        Role::Observer,
        None,
    ),
    person("admin@demonstration.example", "Administrateur", Role::Admin, None),
];

/// A component touched: identifier, network if it differs from the table's, whether it can no longer be used.
type Touch = (&'static str, Option<&'static str>, bool);

/// An incident of the year.
#[derive(Clone)]
pub(super) struct Episode {
    pub(super) hours_ago: i64,
    pub(super) noticed_minutes_before: i64,
    pub(super) school: &'static str,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    pub(super) touched: &'static [Touch],
    pub(super) personal_data: PersonalData,
    pub(super) measures: &'static str,
    pub(super) tickets: &'static [&'static str],
    pub(super) exercise: bool,
    /// What people do about it afterwards, in order.
    pub(super) then: &'static [Deed],
}

const QUIET: Episode = Episode {
    hours_ago: 0,
    noticed_minutes_before: 45,
    school: "",
    title: "",
    description: "",
    touched: &[],
    personal_data: No,
    measures: "",
    tickets: &[],
    exercise: false,
    then: &[],
};

/// The year, oldest first.
pub(super) const STORY: &[Episode] = &[
    Episode {
        hours_ago: 7_600,
        school: "0350033W",
        title: "Hameçonnage reçu par les personnels",
        description: "Plusieurs personnels ont reçu un message qui imite la messagerie académique et demande de confirmer un mot de passe. Deux personnes ont cliqué.",
        touched: &[("outils-collaboratifs", None, false)],
        personal_data: Unknown,
        measures: "Les deux personnes ont changé leur mot de passe.",
        tickets: &["Amigo 2410337"],
        then: deeds::PHISHING,
        ..QUIET
    },
    Episode {
        hours_ago: 7_150,
        school: "0352274G",
        title: "Borne Wi-Fi inconnue dans un couloir",
        description: "Une borne qui porte un nom proche du réseau du collège a été vue par un enseignant près de la salle 12.",
        touched: &[("bornes-wifi", None, false)],
        ..QUIET
    },
    Episode {
        hours_ago: 6_720,
        school: "0350002M",
        title: "Tablette prêtée et non rendue",
        description: "Une tablette de classe n’a pas été rendue après une sortie. Elle contient des photographies de travaux d’élèves.",
        touched: &[("tablette", None, false)],
        personal_data: Yes,
        measures: "La tablette est verrouillée à distance.",
        then: deeds::TABLET,
        ..QUIET
    },
    Episode {
        hours_ago: 6_100,
        school: "0351790F",
        title: "Logiciel de cantine bloqué",
        description: "Le serveur de restauration affiche un message qui réclame un paiement. Les passages sont pointés à la main.",
        touched: &[("technique-serveur", None, true), ("onduleurs", None, false)],
        personal_data: Yes,
        measures: "Le serveur est débranché du réseau, laissé allumé.",
        tickets: &["Amigo 2417702"],
        then: deeds::CANTEEN,
        ..QUIET
    },
    Episode {
        hours_ago: 5_480,
        school: "0350044H",
        title: "Compte de la vie scolaire utilisé la nuit",
        description: "Des connexions au compte de la vie scolaire ont eu lieu entre 2 h et 4 h, depuis l’étranger d’après l’historique.",
        touched: &[("gestion-scolarite", None, false)],
        personal_data: Yes,
        measures: "Mot de passe changé, sessions fermées.",
        then: deeds::NIGHT_SESSION,
        ..QUIET
    },
    Episode {
        hours_ago: 4_890,
        school: "0352958A",
        title: "Poste de l’intendance infecté",
        description: "L’antivirus signale un programme malveillant sur le poste de l’intendance, ouvert depuis une pièce jointe.",
        touched: &[("poste-administratif", None, true)],
        personal_data: Unknown,
        measures: "Câble réseau débranché.",
        then: deeds::INTENDANCE,
        ..QUIET
    },
    Episode {
        hours_ago: 4_200,
        school: "0351849V",
        title: "Exercice annuel : rançongiciel sur le serveur pédagogique",
        description: "Exercice préparé avec le Département : le serveur pédagogique est supposé chiffré.",
        touched: &[("systeme-pedagogique", None, true)],
        personal_data: Yes,
        exercise: true,
        then: deeds::DRILL,
        ..QUIET
    },
    Episode {
        hours_ago: 3_600,
        school: "0352030S",
        title: "Liste d’élèves envoyée au mauvais destinataire",
        description: "Un tableau avec les noms et les régimes alimentaires d’une classe a été envoyé à un parent d’une autre classe.",
        touched: &[("outils-collaboratifs", None, false)],
        personal_data: Yes,
        measures: "Le parent confirme avoir supprimé le message.",
        then: deeds::WRONG_ADDRESSEE,
        ..QUIET
    },
    Episode {
        hours_ago: 2_950,
        school: "0350895H",
        title: "Serveur administratif inaccessible",
        description: "Le serveur administratif ne répond plus depuis ce matin ; les dossiers partagés de la direction ne s’ouvrent pas.",
        touched: &[
            ("serveur-horus", None, true),
            ("systeme-administratif", None, true),
        ],
        personal_data: Unknown,
        tickets: &["Amigo 2502118"],
        then: deeds::SERVER,
        ..QUIET
    },
    Episode {
        hours_ago: 2_300,
        school: "0351796M",
        title: "Page du site web remplacée",
        description: "La page d’accueil du site web du collège affiche un texte étranger à l’établissement.",
        touched: &[("sites-spip", None, false)],
        ..QUIET
    },
    Episode {
        hours_ago: 1_700,
        school: "0352448W",
        title: "Poste pédagogique branché sur le réseau administratif",
        description: "Un poste de la salle de technologie était branché sur une prise du réseau administratif et montre des fenêtres publicitaires.",
        touched: &[("poste-pedagogique", Some("administratif"), false)],
        ..QUIET
    },
    Episode {
        hours_ago: 1_150,
        school: "0350970P",
        title: "Clé USB perdue dans le car",
        description: "Une clé USB non chiffrée avec des bulletins a été perdue pendant un déplacement.",
        touched: &[("inconnu", None, false)],
        personal_data: Yes,
        then: deeds::USB_KEY,
        ..QUIET
    },
    Episode {
        hours_ago: 610,
        school: "0350003N",
        title: "Copieur de la salle des professeurs : numérisations visibles",
        description: "Les documents numérisés par les uns s’affichent dans le dossier des autres depuis la dernière mise à jour.",
        touched: &[("impression-pedagogique", None, false)],
        personal_data: Yes,
        measures: "La numérisation est suspendue.",
        then: deeds::COPIER,
        ..QUIET
    },
    Episode {
        hours_ago: 150,
        school: "0351906G",
        title: "Accès à internet coupé",
        description: "Plus aucun accès à internet depuis l’orage de la nuit ; le pare-feu clignote en rouge.",
        touched: &[
            ("adduction-internet", None, true),
            ("elements-actifs", None, true),
        ],
        tickets: &["Amigo 2519954"],
        ..QUIET
    },
    Episode {
        hours_ago: 43,
        school: "0352274G",
        title: "Notes et appréciations visibles depuis la salle informatique",
        description: "Sur le serveur pédagogique, un dossier de classe avec des relevés de notes et des appréciations s’ouvre depuis n’importe quel poste élève.",
        touched: &[("systeme-pedagogique", None, false)],
        personal_data: Yes,
        measures: "La salle informatique est fermée aux élèves.",
        ..QUIET
    },
    Episode {
        hours_ago: 30,
        school: "0350967L",
        title: "Espace de partage ouvert à tous",
        description: "Un dossier de l’extranet collaboratif qui contient des fiches de renseignements était lisible sans mot de passe.",
        touched: &[("extranet-collaboratif", None, false)],
        personal_data: Yes,
        measures: "Le partage est fermé.",
        then: deeds::OPEN_SHARE,
        ..QUIET
    },
    Episode {
        hours_ago: 3,
        noticed_minutes_before: 20,
        school: "0350003N",
        title: "Message étrange sur le poste du secrétariat",
        description: "Une fenêtre demande d’appeler un numéro pour débloquer l’ordinateur. Le poste ne répond plus au clavier.",
        touched: &[("poste-administratif", None, true)],
        personal_data: Unknown,
        measures: "Personne n’a appelé ; le poste est débranché du réseau.",
        ..QUIET
    },
];
