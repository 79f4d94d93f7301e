//! From a severity to a risk: a proposal of ours, shown to the officer who decides, never a decision.
//!
//! No official text maps ENISA's bands to art. 33 and 34. A medium score proposes a risk, a high one a high
//! risk. A low one does not suffice to propose that a risk is unlikely: whoever does not notify must be able to
//! rule the risk out (art. 33(1)), so that nothing in the answers may speak against it ([`Doubt`]).
//! Deliberately absent: any rule on the number of persons or on the mere presence of sensitive data, which the
//! EDPB's own examples contradict (cases 15 to 17 of Guidelines 01/2021).

use super::{Availability, Band, Confidentiality, Inputs, Integrity, Risk};
use crate::domain::people::named;

named! {
    /// Why a low score does not let a risk be excluded.
    Doubt {
        /// Data are lost for good, or altered for good: encryption does not help.
        LostForGood = "lost_for_good",
        /// Somebody acted on purpose on data that can be read.
        ReadableAndDeliberate = "readable_and_deliberate",
        /// Data that can be read are with nobody knows how many.
        ReadableByUnknown = "readable_by_unknown",
    }
}

named! {
    /// A fact that the method shows beside the score.
    Flag {
        /// More than a hundred persons.
        Over100Individuals = "over_100_individuals",
        /// Strongly encrypted, key safe.
        Unintelligible = "unintelligible",
    }
}

/// Above this many persons the method raises a flag.
const MANY: u64 = 100;

/// The risk that we propose for a band.
#[must_use]
pub fn propose(band: Band, doubts: &[Doubt]) -> Risk {
    match band {
        Band::Low if doubts.is_empty() => Risk::Unlikely,
        Band::Low | Band::Medium => Risk::Risk,
        Band::High | Band::VeryHigh => Risk::High,
    }
}

/// What in the answers speaks against excluding a risk.
#[must_use]
pub fn doubts(inputs: &Inputs) -> Vec<Doubt> {
    Doubt::ALL
        .iter()
        .copied()
        .filter(|doubt| doubt.applies(inputs))
        .collect()
}

/// The flags of the answers.
#[must_use]
pub fn flags(inputs: &Inputs) -> Vec<Flag> {
    Flag::ALL
        .iter()
        .copied()
        .filter(|flag| flag.applies(inputs))
        .collect()
}

impl Doubt {
    fn applies(self, inputs: &Inputs) -> bool {
        match self {
            Self::LostForGood => {
                inputs.availability == Availability::Full || inputs.integrity == Integrity::Unrecoverable
            }
            Self::ReadableAndDeliberate => !inputs.unintelligible && inputs.malicious_intent,
            Self::ReadableByUnknown => {
                !inputs.unintelligible && inputs.confidentiality == Confidentiality::UnknownRecipients
            }
        }
    }
}

impl Flag {
    fn applies(self, inputs: &Inputs) -> bool {
        match self {
            Self::Over100Individuals => inputs.persons.is_some_and(|persons| persons > MANY),
            Self::Unintelligible => inputs.unintelligible,
        }
    }
}
