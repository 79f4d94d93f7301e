//! Who may do what in the life of a dossier, in one function (DOMAIN §10).
//!
//! Whether somebody sees the dossier at all is asked before, and is not asked here.

use std::collections::BTreeSet;

use crate::domain::people::{Party, Role, named};

named! {
    /// Something done in the life of a dossier.
    Act {
        /// Confirms it: category, severity, marking.
        Confirm = "confirm",
        /// Rejects it.
        Reject = "reject",
        /// Takes it in hand.
        Start = "start",
        /// Says that it is handled.
        Resolve = "resolve",
        /// Closes it.
        Close = "close",
        /// Takes it up again.
        Reopen = "reopen",
        /// Proposes it to another party, or takes the proposal back.
        HandOver = "hand_over",
        /// Adds or removes an associate.
        Associate = "associate",
    }
}

/// Whether an account of these roles may do `act` on a dossier that `handler` handles.
#[must_use]
pub fn may(roles: &BTreeSet<Role>, handler: Party, act: Act) -> bool {
    match act {
        Act::Confirm | Act::Reject | Act::HandOver | Act::Associate => roles.contains(&Role::Rssi),
        Act::Start | Act::Resolve | Act::Close | Act::Reopen => handles(roles, handler),
    }
}

/// Whether an account of these roles is one of the people who handle incidents for `party`, and so also answers when
/// one is proposed to it. No agent of the région or the commune has an account: the RSSI records what they did.
#[must_use]
pub fn handles(roles: &BTreeSet<Role>, party: Party) -> bool {
    let people: &[Role] = match party {
        Party::Academie => &[Role::Rssi, Role::Dpd, Role::AgentAcademie],
        Party::Departement => &[Role::Dpo, Role::AgentDepartement],
        Party::Etablissement => &[Role::ChefEtablissement, Role::Rsn],
        Party::Region | Party::Commune => &[Role::Rssi],
    };
    people.iter().any(|role| roles.contains(role))
}
