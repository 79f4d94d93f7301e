//! What becomes of a decision when people change it: a new one beside the past one, which stays readable.
//!
//! How sure the convention is does not change because somebody decided: a contested decision stays one that was
//! contested, so that one can count how they ended.

use crate::domain::people::{Party, named};
use crate::domain::routing::{ComponentDecision, Decision};

named! {
    /// Why a decision took the place of another.
    Cause {
        /// It is the first one: that of the convention, on the day of the report.
        Report = "report",
        /// Another party took the dossier.
        Handover = "handover",
        /// A party was associated.
        AssociateAdded = "associate_added",
        /// A party is no longer associated.
        AssociateRemoved = "associate_removed",
    }
}

/// The decision once `to` has taken the dossier: it takes every part of the former handler, the parts of the others
/// stay theirs.
#[must_use]
pub fn handed_to(decision: &Decision, to: Party) -> Decision {
    let former = decision.handler;
    let component = |own: &ComponentDecision| {
        let mut component = own.clone();
        if component.handler == former {
            component.handler = to;
            component.alternative = None;
            "Repris par une autre autorité, sur proposition du RSSI.".clone_into(&mut component.reason);
        }
        component
    };
    let mut after = Decision {
        handler: to,
        alternative: None,
        components: decision.components.iter().map(component).collect(),
        ..decision.clone()
    };
    after.associates.retain(|party| *party != to);
    after
}

/// The decision once `party` is associated.
#[must_use]
pub fn with_associate(decision: &Decision, party: Party) -> Decision {
    let mut after = decision.clone();
    after.associates.push(party);
    after
}

/// The decision once `party` is no longer associated.
#[must_use]
pub fn without_associate(decision: &Decision, party: Party) -> Decision {
    let mut after = decision.clone();
    after.associates.retain(|known| *known != party);
    after
}
