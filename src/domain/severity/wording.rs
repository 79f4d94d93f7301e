//! The French words of the answers, of the bands, and of what is shown beside the score.
//!
//! ENISA published no French text: these words are ours, with examples from the life of a school.

use super::{Availability, Band, Category, Confidentiality, Doubt, Flag, Identification, Integrity};

/// Gives each value of an enum its label and its hint.
macro_rules! worded {
    ($name:ident { $($variant:ident: $label:literal, $hint:literal;)+ }) => {
        impl $name {
            /// What it is called, in French.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// When it applies or what it means, in French.
            #[must_use]
            pub fn hint(self) -> &'static str {
                match self { $(Self::$variant => $hint),+ }
            }
        }
    };
}

worded! { Category {
    Simple: "Données courantes",
        "Nom, adresse, classe, résultats scolaires, famille, parcours professionnel.";
    Behavioural: "Habitudes et déplacements",
        "Sites visités, connexions, passages au portail, goûts, lieux fréquentés.";
    Financial: "Données financières",
        "Ressources, bourses, factures, paie, relevés d’identité bancaire.";
    Sensitive: "Données sensibles",
        "Santé, handicap, religion, opinions, vie sexuelle, condamnations.";
} }

worded! { Identification {
    Negligible: "Presque impossible",
        "Un numéro interne d’élève ou des initiales, sans le fichier qui permet de les lire.";
    Limited: "Possible avec d’autres informations",
        "Un nom très courant, un pseudonyme utilisé sur plusieurs services.";
    Significant: "Possible en cherchant un peu",
        "Une adresse de messagerie qui contient le nom, un nom rare dans une petite commune.";
    Maximum: "Immédiate",
        "Nom, prénom et date de naissance, ou une photographie nette avec la classe.";
} }

worded! { Confidentiality {
    NoneOrExposed: "Personne, à notre connaissance",
        "Une clé USB perdue ou un ordinateur volé, sans signe que les données aient été lues.";
    KnownRecipients: "Des personnes que l’on peut compter",
        "Un courriel envoyé à la mauvaise famille, un dossier ouvert à une autre classe.";
    UnknownRecipients: "On ne sait pas combien de personnes",
        "Une liste publiée sur internet, des fichiers emportés par un pirate.";
} }

worded! { Integrity {
    NoneOrUnused: "Non, ou la modification n’a pas servi",
        "Une note changée par erreur, corrigée avant toute consultation.";
    Recoverable: "Oui, et l’on peut revenir en arrière",
        "Des notes falsifiées lues par les familles, que l’on sait rétablir.";
    Unrecoverable: "Oui, et l’état d’origine est perdu",
        "Des appréciations réécrites dont il n’existe aucune copie.";
} }

worded! { Availability {
    NoneOrEasy: "Non, ou tout a été rétabli sans difficulté",
        "La sauvegarde de la nuit a été remise en place dans la matinée.";
    Temporary: "Oui, pendant un temps",
        "Le serveur est resté arrêté plusieurs jours, ou il faut ressaisir depuis le papier.";
    Full: "Oui, les données sont perdues",
        "Aucune sauvegarde n’existe, ou elle est perdue elle aussi.";
} }

worded! { Band {
    Low: "Faible",
        "Les personnes ne sentiront rien, ou auront quelques contrariétés vite surmontées.";
    Medium: "Moyenne",
        "Les personnes auront de vrais désagréments, qu’elles surmonteront avec un peu de peine.";
    High: "Élevée",
        "Les personnes subiront des conséquences importantes, difficiles à surmonter.";
    VeryHigh: "Très élevée",
        "Les personnes peuvent subir des conséquences graves ou définitives.";
} }

worded! { Flag {
    Over100Individuals: "Plus de 100 personnes concernées",
        "Le nombre ne change pas le score. Il pèse dans la décision.";
    Unintelligible: "Données illisibles sans la clé",
        "Le chiffrement ne change pas le score. Il pèse dans la décision.";
} }

worded! { Doubt {
    LostForGood: "Des données sont perdues ou altérées pour de bon",
        "Même un score faible ne permet pas d’écarter un risque\u{a0}: les personnes peuvent avoir besoin de ces données.";
    ReadableAndDeliberate: "Quelqu’un a agi exprès sur des données lisibles",
        "Même un score faible ne permet pas d’écarter un risque\u{a0}: cette personne peut vouloir s’en servir.";
    ReadableByUnknown: "Des données lisibles circulent sans que l’on sache où",
        "Même un score faible ne permet pas d’écarter un risque\u{a0}: on ignore qui les a et ce qu’il en fera.";
} }
