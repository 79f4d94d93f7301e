//! How grave an incident is, from 1 to 4, by a written grid: whoever qualifies reads the criteria beside the choice.
//!
//! Not to be confused with the severity of a personal-data breach, which is computed
//! ([`severity`](crate::domain::severity)) and weighs what may happen to persons.

/// How grave an incident is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// 1: a nuisance.
    Low,
    /// 2: a part of a school is hindered.
    Moderate,
    /// 3: a school can no longer work as it should, or several are hit.
    High,
    /// 4: teaching or administration stops, or the incident spreads.
    Critical,
}

/// The criteria of a level, one French sentence each: the gravest that is met decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Who or what is hit.
    pub hit: &'static str,
    /// How many schools.
    pub schools: &'static str,
    /// Whether the school goes on working.
    pub continuity: &'static str,
    /// What becomes of data.
    pub data: &'static str,
}

impl Gravity {
    /// Every level, the least grave first.
    pub const ALL: &'static [Self] = &[Self::Low, Self::Moderate, Self::High, Self::Critical];

    /// From 1 to 4.
    #[must_use]
    pub fn level(self) -> i64 {
        match self {
            Self::Low => 1,
            Self::Moderate => 2,
            Self::High => 3,
            Self::Critical => 4,
        }
    }

    /// The level of this figure, if it is one.
    #[must_use]
    pub fn of_level(level: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|gravity| gravity.level() == level)
    }

    /// What makes an incident of this level.
    #[must_use]
    pub fn grid(self) -> Grid {
        match self {
            Self::Low => Grid {
                hit: "Une personne ou un poste isolé.",
                schools: "Un seul établissement.",
                continuity: "Les cours et la gestion continuent sans gêne notable.",
                data: "Aucune donnée perdue, modifiée ou lue par un tiers.",
            },
            Self::Moderate => Grid {
                hit: "Plusieurs postes, une salle ou un service partagé.",
                schools: "Un seul établissement.",
                continuity: "Une activité est gênée, une autre façon de faire existe.",
                data: "Des données sans sensibilité particulière sont touchées et peuvent être rétablies.",
            },
            Self::High => Grid {
                hit: "Un serveur, un compte à privilèges ou une application de gestion.",
                schools: "Un établissement entier, ou quelques-uns.",
                continuity: "Une activité essentielle s’arrête pendant plus d’une demi-journée.",
                data: "Des données personnelles ou confidentielles sont perdues, modifiées ou lues par un tiers.",
            },
            Self::Critical => Grid {
                hit: "L’infrastructure commune, ou une attaque qui se propage.",
                schools: "De nombreux établissements, ou un service commun à tous.",
                continuity: "Les cours, les examens ou la gestion ne peuvent plus être assurés.",
                data: "Des données sensibles ou en grand nombre sont divulguées, ou perdues sans copie.",
            },
        }
    }
}
