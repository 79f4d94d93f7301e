//! The 18 examples of EDPB Guidelines 01/2021 (version 2.0, 14 December 2021) beside our proposals.
//!
//! They are exercises, and the measure of the method: `cases.json` gives the facts in short, a like case in a
//! school, our answers to the questions, and what the EDPB found necessary. The answers follow from the facts
//! alone: data carried off over the network are with nobody knows how many, one person who took or received
//! them is a known recipient, a stolen thing is exposed until there is a sign of use. Where our proposal
//! differs, the table says why.

use serde::Deserialize;

use super::{Assessment, Inputs, Risk, assess};

const TABLE: &str = include_str!("cases.json");

/// One example of the EDPB.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its number in the guidelines, from 1 to 18.
    pub number: u8,
    /// What happened, in a few words of French.
    pub title: String,
    /// The facts in short, French.
    pub facts: String,
    /// A like case in a school, French.
    pub school: String,
    /// Our answers to the questions of the method.
    pub inputs: Inputs,
    /// Whether the EDPB finds that the authority has to be notified.
    pub notify_sa: bool,
    /// Whether the EDPB finds that the persons have to be told.
    pub inform_persons: bool,
    /// Why our proposal differs, French; absent when it does not.
    #[serde(default)]
    pub explanation: Option<String>,
}

impl Case {
    /// What the method says of the answers.
    #[must_use]
    pub fn assessment(&self) -> Assessment {
        assess(&self.inputs)
    }

    /// The risk that the EDPB's outcome amounts to.
    #[must_use]
    pub fn outcome(&self) -> Risk {
        match (self.notify_sa, self.inform_persons) {
            (_, true) => Risk::High,
            (true, false) => Risk::Risk,
            (false, false) => Risk::Unlikely,
        }
    }

    /// Whether our proposal is the EDPB's outcome.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.assessment().proposed_risk == self.outcome()
    }
}

/// The 18 cases in order. The table is part of the program; a fault in it would leave the list empty, and the
/// tests count to 18.
#[must_use]
pub fn cases() -> Vec<Case> {
    serde_json::from_str(TABLE).unwrap_or_default()
}
