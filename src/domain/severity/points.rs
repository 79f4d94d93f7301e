//! Points of the method, counted in whole quarters so that no bound is ever missed, and the four bands.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::people::named;

/// A number of points, always whole quarters. In JSON it is a number: quarters are exact there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "f64", try_from = "f64")]
pub struct Points {
    quarters: u8,
}

impl Points {
    /// The highest severity, 6.
    pub const HIGHEST: Self = Self::from_quarters(24);

    /// So many quarters of a point.
    #[must_use]
    pub const fn from_quarters(quarters: u8) -> Self {
        Self { quarters }
    }

    /// How many quarters.
    #[must_use]
    pub const fn quarters(self) -> u8 {
        self.quarters
    }

    /// ENISA's formula: SE = DPC × EI + CB.
    #[must_use]
    pub fn severity(dpc: u8, ei: Self, cb: Self) -> Self {
        Self::from_quarters(dpc.saturating_mul(ei.quarters).saturating_add(cb.quarters))
    }

    /// With two decimals and a comma, as French writes it: « 2,75 ».
    #[must_use]
    pub fn in_french(self) -> String {
        self.to_string().replace('.', ",")
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.quarters / 4, self.quarters % 4 * 25)
    }
}

impl From<Points> for f64 {
    fn from(points: Points) -> Self {
        Self::from(points.quarters) / 4.0
    }
}

/// A number that is no score of the method.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{0} n’est pas un nombre de quarts de point entre 0 et 6")]
pub struct NotQuarters(f64);

impl TryFrom<f64> for Points {
    type Error = NotQuarters;

    fn try_from(number: f64) -> Result<Self, NotQuarters> {
        (0..=Self::HIGHEST.quarters)
            .map(Self::from_quarters)
            .find(|points| f64::from(*points).total_cmp(&number).is_eq())
            .ok_or(NotQuarters(number))
    }
}

named! {
    /// Band of a severity score; its lower bound belongs to it, its upper bound to the next one.
    Band {
        /// Below 2.
        Low = "low",
        /// From 2, below 3.
        Medium = "medium",
        /// From 3, below 4.
        High = "high",
        /// From 4.
        VeryHigh = "very_high",
    }
}

impl Band {
    /// The band of a score.
    #[must_use]
    pub fn of(score: Points) -> Self {
        match score.quarters {
            0..8 => Self::Low,
            8..12 => Self::Medium,
            12..16 => Self::High,
            16.. => Self::VeryHigh,
        }
    }
}
