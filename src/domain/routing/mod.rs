//! Which party handles an incident, and why (DOMAIN §3).
//!
//! A decision never changes once taken: loading another version of a convention decides only later incidents.
//! Deliberately absent: the RSSI's own decision when qualifying, and any handover.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::convention::Certainty;
use super::people::{Party, Role};

mod component;
mod decide;
mod inform;
mod question;
mod whole;
mod wording;

pub use decide::decide;
pub use wording::warning_sentence;

/// No convention covers the school.
pub const NO_CONVENTION: &str = "no_convention";
/// The convention was not in force on the local day of detection.
pub const CONVENTION_NOT_IN_FORCE: &str = "convention_not_in_force";
/// The school is a cité scolaire, whose IT the région runs.
pub const CITE_SCOLAIRE: &str = "cite_scolaire";

/// A component touched by an incident, with the network it is really on when that differs from the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// Component identifier of the pack.
    pub component: String,
    /// Network identifier; `None` takes the table's.
    pub network: Option<String>,
}

/// A decision that explains itself; kept with the dossier for ever (API: "A decision").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Pack identifier; `None` when no pack covers the school.
    pub convention: Option<String>,
    /// Content hash of the pack.
    pub convention_hash: Option<String>,
    /// Who handles the incident: the handler of the main component.
    pub handler: Party,
    /// The weakest certainty of all components; outside only when every one is outside, so that a component
    /// nobody takes in charge does not blur how surely the others are decided.
    pub certainty: Certainty,
    /// The other reading: that of the main component when it is contested, of the first contested one otherwise.
    /// `None` when nothing is contested, or when that other party is the handler already.
    pub alternative: Option<Party>,
    /// The other handlers, in order of first appearance.
    pub associates: Vec<Party>,
    /// Component by component.
    pub components: Vec<ComponentDecision>,
    /// Who must be told.
    pub inform: Vec<Inform>,
    /// Warning codes: `no_convention`, `convention_not_in_force`, `cite_scolaire`…
    pub warnings: Vec<String>,
}

/// The decision for one component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentDecision {
    /// Component identifier.
    pub component: String,
    /// Network considered.
    pub network: Option<String>,
    /// Who handles it.
    pub handler: Party,
    /// How sure.
    pub certainty: Certainty,
    /// The other reading, when contested.
    pub alternative: Option<Party>,
    /// Where the clause stands, French.
    pub clause: String,
    /// One French sentence of reason.
    pub reason: String,
}

/// Somebody who must be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inform {
    /// Party told.
    pub party: Party,
    /// Role within it.
    pub role: Role,
    /// Mail address; empty when none is known.
    pub address: String,
    /// Where the clause stands, French.
    pub clause: String,
    /// One French sentence of reason.
    pub reason: String,
}

/// What was asked wrongly; every fault at once.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RoutingRefused {
    /// No component given.
    #[error("Indiquez au moins un élément touché.")]
    NoComponent,
    /// A component the pack does not know (position, identifier).
    #[error("Élément inconnu : « {1} ».")]
    UnknownComponent(usize, String),
    /// A network the pack does not know (position, identifier).
    #[error("Réseau inconnu : « {1} ».")]
    UnknownNetwork(usize, String),
    /// The same component on the same network twice (position, identifier).
    #[error("Élément indiqué deux fois : « {1} ».")]
    Twice(usize, String),
}
