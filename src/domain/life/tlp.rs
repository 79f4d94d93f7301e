//! How far what is written in a dossier may travel: the labels of the Traffic Light Protocol 2.0, never translated.

use crate::domain::people::named;

named! {
    /// A label of the Traffic Light Protocol 2.0.
    Tlp {
        /// No limit.
        Clear = "clear",
        /// The community.
        Green = "green",
        /// Those who need to know, in the organisation and among those it serves.
        Amber = "amber",
        /// Those who need to know, in the organisation alone.
        AmberStrict = "amber+strict",
        /// The recipients named, nobody else.
        Red = "red",
    }
}

impl Tlp {
    /// The label as it is written everywhere.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Clear => "TLP:CLEAR",
            Self::Green => "TLP:GREEN",
            Self::Amber => "TLP:AMBER",
            Self::AmberStrict => "TLP:AMBER+STRICT",
            Self::Red => "TLP:RED",
        }
    }

    /// What it means for whoever reads the dossier, in French.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Clear => "Peut être rendu public.",
            Self::Green => "Peut circuler entre établissements et services, sans être publié.",
            Self::Amber => {
                "Pour les personnes qui doivent agir, à l’académie, au Département et dans l’établissement."
            }
            Self::AmberStrict => {
                "Pour les personnes qui doivent agir dans le service destinataire, pas au-delà."
            }
            Self::Red => "Pour les seules personnes à qui le message est adressé.",
        }
    }
}
