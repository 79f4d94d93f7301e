//! Refusals of the acts about availability, as everything that may stop a request.

use super::error::Error;
use crate::actions::availability::AvailabilityRefused;

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
