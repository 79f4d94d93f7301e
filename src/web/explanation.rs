//! A decision, ready to be explained: who handles what, how surely, why, under which clause, who is told.
//!
//! Labels come from the pack under which it was decided; an identifier the pack no longer knows is shown as it is.

use super::wording;
use crate::domain::convention::{Certainty, Pack};
use crate::domain::incident::TouchedComponent;
use crate::domain::people::Party;
use crate::domain::routing::{ComponentDecision, Decision, Inform};

/// The whole decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Who handles the incident.
    pub handler: Party,
    /// Its name as the convention writes it, for example « Département d’Ille-et-Vilaine ».
    pub handler_name: String,
    /// How sure, over all components.
    pub certainty: Certainty,
    /// The other reading, when contested.
    pub alternative: Option<Party>,
    /// The other handlers.
    pub associates: Vec<Party>,
    /// Component by component, the main one first.
    pub components: Vec<Line>,
    /// Who must be told.
    pub told: Vec<Told>,
    /// Warnings, in words.
    pub warnings: Vec<String>,
    /// Title of the convention; empty when none covers the school.
    pub convention: String,
}

/// The decision for one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub label: String,
    /// Network considered, or empty.
    pub network: String,
    /// Whether it can no longer be used.
    pub unavailable: bool,
    /// Who handles it.
    pub handler: Party,
    /// How sure.
    pub certainty: Certainty,
    /// The other reading, when contested.
    pub alternative: Option<Party>,
    /// Where the clause stands.
    pub clause: String,
    /// One sentence of reason.
    pub reason: String,
}

/// Somebody who must be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Role, in words.
    pub role: &'static str,
    /// Address; empty when none is known.
    pub address: String,
    /// Where the clause stands.
    pub clause: String,
    /// One sentence of reason.
    pub reason: String,
}

impl Explanation {
    /// Explains a decision. `touched` tells what can no longer be used, `pack` gives the labels.
    #[must_use]
    pub fn of(decision: &Decision, touched: &[TouchedComponent], pack: Option<&Pack>) -> Self {
        let name = pack.and_then(|pack| pack.party_name(decision.handler));
        Self {
            handler: decision.handler,
            handler_name: name.unwrap_or(wording::party(decision.handler)).to_owned(),
            certainty: decision.certainty,
            alternative: decision.alternative,
            associates: decision.associates.clone(),
            components: decision
                .components
                .iter()
                .map(|c| line(c, touched, pack))
                .collect(),
            told: decision.inform.iter().map(told).collect(),
            warnings: decision.warnings.iter().map(|code| warning(code)).collect(),
            convention: title(decision, pack),
        }
    }

    /// Who handles it, as the heading of an answer.
    #[must_use]
    pub fn handled_by(&self) -> &'static str {
        wording::handled_by(self.handler)
    }

    /// What the certainty means for the reader.
    #[must_use]
    pub fn certainty_meaning(&self) -> &'static str {
        wording::certainty_meaning(self.certainty)
    }

    /// The other reading, with its article.
    #[must_use]
    pub fn alternative_words(&self) -> Option<&'static str> {
        self.alternative.map(wording::the_party)
    }

    /// The component that decided: the main one.
    #[must_use]
    pub fn main(&self) -> Option<&Line> {
        self.components.first()
    }

    /// The associates in one sentence part: « l’académie et la région ».
    #[must_use]
    pub fn associates_words(&self) -> String {
        let names: Vec<_> = self.associates.iter().map(|p| wording::the_party(*p)).collect();
        names.join(" et ")
    }
}

impl Line {
    /// The other reading, with its article.
    #[must_use]
    pub fn alternative_words(&self) -> Option<&'static str> {
        self.alternative.map(wording::the_party)
    }
}

/// The pack that only lends its words to a school without convention is not what it was decided by.
fn title(decision: &Decision, pack: Option<&Pack>) -> String {
    let decided_by = pack.filter(|pack| decision.convention.as_ref() == Some(&pack.id));
    decided_by.map(|pack| pack.title.clone()).unwrap_or_default()
}

fn line(component: &ComponentDecision, touched: &[TouchedComponent], pack: Option<&Pack>) -> Line {
    let known = pack.and_then(|pack| pack.component(&component.component));
    let label = known.map_or(&component.component, |known| &known.label);
    Line {
        label: label.clone(),
        network: network(component.network.as_deref(), pack),
        unavailable: touched
            .iter()
            .any(|t| t.unavailable && t.touched.component == component.component),
        handler: component.handler,
        certainty: component.certainty,
        alternative: component.alternative,
        clause: component.clause.clone(),
        reason: component.reason.clone(),
    }
}

fn network(id: Option<&str>, pack: Option<&Pack>) -> String {
    let id = id.unwrap_or_default();
    let known = pack.and_then(|pack| pack.networks.iter().find(|network| network.id == id));
    known.map_or_else(|| id.to_owned(), |network| network.label.clone())
}

fn told(inform: &Inform) -> Told {
    Told {
        role: wording::role(inform.role),
        address: inform.address.clone(),
        clause: inform.clause.clone(),
        reason: inform.reason.clone(),
    }
}

fn warning(code: &str) -> String {
    wording::warning(code).unwrap_or(code).to_owned()
}
