//! Who plans, who changes, who answers for a party.

use super::super::people::{Account, Party, Role};
use super::Owner;

/// Whether the account plans actions in a dossier that these parties handle: the RSSI follows every plan, the people of
/// those who handle the incident make it.
#[must_use]
pub fn may_plan(account: &Account, handlers: &[Party]) -> bool {
    account.roles.contains(&Role::Rssi) || acts_for(account, |party| handlers.contains(&party))
}

/// Whether the account changes an action of this owner: whoever plans, the owner, and the people of the owning party.
#[must_use]
pub fn may_change(account: &Account, owner: &Owner, handlers: &[Party]) -> bool {
    let owns = match owner {
        Owner::Account(id) => account.id == *id,
        Owner::Party(owner) => acts_for(account, |party| party == *owner),
    };
    owns || may_plan(account, handlers)
}

fn acts_for(account: &Account, wanted: impl Fn(Party) -> bool) -> bool {
    account.roles.iter().filter_map(|role| role.party()).any(wanted)
}

/// The role that is written to about the actions of a party. The région and the commune have no accounts here: the RSSI,
/// who follows every plan, is told.
#[must_use]
pub fn answers_for(party: Party) -> (Party, Role) {
    match party {
        Party::Departement => (party, Role::Dpo),
        Party::Etablissement => (party, Role::ChefEtablissement),
        Party::Academie | Party::Region | Party::Commune => (Party::Academie, Role::Rssi),
    }
}
