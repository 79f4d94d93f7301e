//! The answers from which a severity is computed, kept with the assessment so that anyone can do the sum again.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::circumstances::intent;
use super::context::highest;
use super::{Availability, Confidentiality, Context, Identification, Integrity, Points};
use crate::domain::incident::Problem;

/// Answers to the questions of the method. What comes from outside enters by [`Inputs::read`] alone, JSON of the
/// store included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Map<String, Value>")]
pub struct Inputs {
    /// Categories touched, each once; the highest counts.
    pub contexts: Vec<Context>,
    /// How easily the persons are identified.
    pub identification: Identification,
    /// Loss of confidentiality.
    pub confidentiality: Confidentiality,
    /// Loss of integrity.
    pub integrity: Integrity,
    /// Loss of availability.
    pub availability: Availability,
    /// Whether somebody acted on purpose.
    pub malicious_intent: bool,
    /// How many persons, when known. Shown beside the score.
    pub persons: Option<u64>,
    /// Strongly encrypted, key safe. Shown beside the score.
    pub unintelligible: bool,
}

impl Inputs {
    /// Context of the data: the highest of the categories.
    #[must_use]
    pub fn dpc(&self) -> u8 {
        highest(&self.contexts)
    }

    /// Circumstances of the breach: their points add up.
    #[must_use]
    pub fn cb(&self) -> Points {
        let parts = [
            self.confidentiality.points(),
            self.integrity.points(),
            self.availability.points(),
            intent(self.malicious_intent),
        ];
        Points::from_quarters(parts.iter().map(|part| part.quarters()).sum())
    }
}

/// Answers that cannot be read, every problem in one text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", told(.0))]
pub struct InputsRefused(pub Vec<Problem>);

fn told(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}\u{a0}: {}", problem.field, problem.message))
        .collect();
    lines.join("\n")
}

impl TryFrom<Map<String, Value>> for Inputs {
    type Error = InputsRefused;

    fn try_from(answers: Map<String, Value>) -> Result<Self, InputsRefused> {
        Self::read(&answers).map_err(InputsRefused)
    }
}
