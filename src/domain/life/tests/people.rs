//! Who may do what, for every role, handler and act.

use std::collections::BTreeSet;

use crate::domain::life::{Act, handles, may};
use crate::domain::people::{Party, Role};

fn people(party: Party) -> &'static [Role] {
    match party {
        Party::Academie => &[Role::Rssi, Role::Dpd, Role::AgentAcademie],
        Party::Departement => &[Role::Dpo, Role::AgentDepartement],
        Party::Etablissement => &[Role::Rsn, Role::ChefEtablissement],
        Party::Region | Party::Commune => &[Role::Rssi],
    }
}

#[test]
fn the_rssi_decides_and_the_people_of_the_handler_handle() {
    for role in Role::ALL {
        let roles = BTreeSet::from([*role]);
        for party in Party::ALL {
            let of_handler = people(*party).contains(role);
            assert_eq!(handles(&roles, *party), of_handler, "{role} {party}");
            for act in Act::ALL {
                let allowed = match act {
                    Act::Confirm | Act::Reject | Act::HandOver | Act::Associate => *role == Role::Rssi,
                    Act::Start | Act::Resolve | Act::Close | Act::Reopen => of_handler,
                };
                assert_eq!(may(&roles, *party, *act), allowed, "{role} {party} {act}");
            }
        }
    }
}

#[test]
fn somebody_with_two_roles_may_what_either_may() {
    let roles = BTreeSet::from([Role::Dpo, Role::Rssi]);
    assert!(may(&roles, Party::Departement, Act::Close));
    assert!(may(&roles, Party::Departement, Act::Confirm));
    assert!(!may(&BTreeSet::new(), Party::Departement, Act::Close));
}
