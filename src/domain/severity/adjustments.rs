//! Which adjustments the method allows for each category, in words that a school understands.

use super::Category;

/// A departure from the base score of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// Added to the base score.
    pub delta: i8,
    /// When it applies, in French.
    pub label: &'static str,
    /// Examples from the life of a school, in French.
    pub hint: &'static str,
}

const fn adjustment(delta: i8, label: &'static str, hint: &'static str) -> Adjustment {
    Adjustment { delta, label, hint }
}

impl Category {
    /// The adjustments allowed, the lightest first.
    #[must_use]
    pub fn adjustments(self) -> &'static [Adjustment] {
        match self {
            Self::Simple => SIMPLE,
            Self::Behavioural => BEHAVIOURAL,
            Self::Financial => FINANCIAL,
            Self::Sensitive => SENSITIVE,
        }
    }
}

const SIMPLE: &[Adjustment] = &[
    adjustment(
        0,
        "Il n’y a rien d’autre à en tirer",
        "La liste d’une classe, l’annuaire des professeurs.",
    ),
    adjustment(
        1,
        "Elles dressent un portrait, ou laissent deviner la situation sociale ou financière",
        "Des dossiers d’inscription complets, la profession des parents, une demande d’aide.",
    ),
    adjustment(
        2,
        "Elles laissent deviner la santé, la vie intime, les opinions ou la religion",
        "La liste d’un groupe de parole, les inscriptions à l’aumônerie.",
    ),
    adjustment(
        3,
        "Elles peuvent mettre en danger une personne vulnérable",
        "L’adresse tenue secrète d’un enfant protégé. Le fait que les élèves soient mineurs ne suffit pas.",
    ),
];

const BEHAVIOURAL: &[Adjustment] = &[
    adjustment(
        -1,
        "Elles n’apprennent presque rien, ou chacun pouvait déjà les trouver",
        "La date de la dernière connexion à l’ENT.",
    ),
    adjustment(
        0,
        "Elles montrent quelques habitudes",
        "Une semaine de sites visités depuis un ordinateur attribué à une personne.",
    ),
    adjustment(
        1,
        "Elles racontent en détail la vie de tous les jours",
        "Une année de passages au portail, d’absences et de retards.",
    ),
    adjustment(
        2,
        "Elles font apparaître des aspects intimes",
        "Des recherches répétées sur une maladie, des appels à une ligne d’écoute.",
    ),
];

const FINANCIAL: &[Adjustment] = &[
    adjustment(
        -2,
        "Elles ne disent rien de l’argent des personnes",
        "Le nom du destinataire d’un courrier du service de gestion.",
    ),
    adjustment(
        -1,
        "Elles en disent un peu, sans révéler la situation",
        "La facture de demi-pension d’un trimestre.",
    ),
    adjustment(
        0,
        "Elles montrent une bonne part de la situation",
        "Le quotient familial et l’échelon de bourse, un bulletin de paie.",
    ),
    adjustment(
        1,
        "Elles permettent une fraude, ou la situation est connue en entier",
        "Un numéro de carte bancaire complet, une année de relevés de compte.",
    ),
];

const SENSITIVE: &[Adjustment] = &[
    adjustment(
        -3,
        "Elles n’apprennent presque rien, ou chacun pouvait déjà les trouver",
        "Un passage à l’infirmerie, sans le motif.",
    ),
    adjustment(
        -2,
        "Elles permettent des suppositions très générales",
        "Une dispense de sport d’une semaine, un régime alimentaire courant.",
    ),
    adjustment(
        -1,
        "Elles permettent de supposer une information précise",
        "Un rendez-vous chez un médecin spécialiste.",
    ),
    adjustment(
        0,
        "L’information sensible elle-même est connue",
        "Un projet d’accueil individualisé, un diagnostic, une note de l’assistante sociale.",
    ),
];
