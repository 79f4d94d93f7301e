//! Refusals of the acts about availability and held files, as everything that may stop a request.

use super::error::Error;
use crate::actions::availability::AvailabilityRefused;
use crate::actions::legal_hold::HoldRefused;

impl From<AvailabilityRefused> for Error {
    fn from(refused: AvailabilityRefused) -> Self {
        match refused {
            AvailabilityRefused::Problems(problems) => Self::Problems(problems),
            AvailabilityRefused::NotFound => Self::NotFound,
            AvailabilityRefused::NotTheHandler(whose) => Self::NotTheOfficer(whose),
            AvailabilityRefused::Stands(facts) => Self::Stands(facts),
            AvailabilityRefused::Store(error) => error.into(),
        }
    }
}

impl From<HoldRefused> for Error {
    fn from(refused: HoldRefused) -> Self {
        match refused {
            HoldRefused::Problems(problems) => Self::Problems(problems),
            HoldRefused::NotFound => Self::NotFound,
            HoldRefused::Stands(facts) => Self::Stands(facts),
            HoldRefused::Store(error) => error.into(),
        }
    }
}
