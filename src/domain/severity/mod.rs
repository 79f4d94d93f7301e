//! Severity of a personal-data breach by ENISA's method of December 2013: SE = DPC × EI + CB (DOMAIN §7).
//!
//! The score informs a person, it decides nothing: ENISA's bands are no law, and the risk proposed from them
//! is ours. What the EDPB said of its 18 examples stands beside our proposals, differences included
//! ([`mod@cases`]). The words of the questions stand here too, because they are what the answers mean.
//! Deliberately absent: the verdict of the officer, and any duty that follows from it.

use serde::{Deserialize, Serialize};

mod adjustments;
mod cases;
mod circumstances;
mod context;
mod inputs;
mod points;
mod proposal;
mod questionnaire;
mod reading;
mod wording;

pub use super::breach::Risk;
pub use adjustments::Adjustment;
pub use cases::{Case, cases};
pub use circumstances::{Availability, Confidentiality, Identification, Integrity};
pub use context::{Category, Context};
pub use inputs::{Inputs, InputsRefused};
pub use points::{Band, NotQuarters, Points};
pub use proposal::{Doubt, Flag, doubts, flags, propose};
pub use questionnaire::{Answer, CategoryChoices, Choice, Question, questionnaire};

/// What the method says of the answers, each term shown so that a person can follow the sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Severity: `dpc` × `ei` + `cb`, from 0.25 to 6.
    pub score: Points,
    /// Context of the data, from 1 to 4: that of the most serious category.
    pub dpc: u8,
    /// Ease of identification, from 0.25 to 1.
    pub ei: Points,
    /// Circumstances of the breach, from 0 to 2.
    pub cb: Points,
    /// The band of the score.
    pub band: Band,
    /// Our proposal, never a decision ([`propose`]).
    pub proposed_risk: Risk,
    /// Why a low score does not let a risk be excluded.
    pub doubts: Vec<Doubt>,
    /// Facts shown beside the score, which they never change.
    pub flags: Vec<Flag>,
}

/// Applies the method to the answers.
#[must_use]
pub fn assess(inputs: &Inputs) -> Assessment {
    let (dpc, ei, cb) = (inputs.dpc(), inputs.identification.points(), inputs.cb());
    let score = Points::severity(dpc, ei, cb);
    let band = Band::of(score);
    let doubts = doubts(inputs);
    Assessment {
        score,
        dpc,
        ei,
        cb,
        band,
        proposed_risk: propose(band, &doubts),
        doubts,
        flags: flags(inputs),
    }
}

#[cfg(test)]
mod tests;
