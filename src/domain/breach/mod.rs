//! A personal-data breach (GDPR art. 4(12)) attached to a dossier: what is known of it, since when each party knows
//! it, how it was assessed (DOMAIN §7).
//!
//! One neutral record, named as the common template of the EDPB (draft v1.0 of June 2026), from which every form is
//! written out.
//!
//! Deliberately absent: the duties that follow, which are in [`obligations`](super::obligations), and how a
//! notification is laid out.

mod awareness;
pub mod cnil;
pub mod edpb;
pub mod notice;
pub mod record;
pub mod risk;

pub use awareness::{Awareness, aware, check as check_awareness};
pub use notice::{Notice, NoticeKind};
pub use risk::Risk;

use super::people::{Account, Party, Role, named};

named! {
    /// What the breach is taken to be.
    Status {
        /// Personal data may be touched: every clock runs as a precaution.
        Suspected = "suspected",
        /// Personal data are touched.
        Confirmed = "confirmed",
        /// They are not; the record is kept all the same (art. 33(5)).
        NotABreach = "not_a_breach",
    }
}

/// Whether the account is the officer who assesses and notifies for `party` (DOMAIN §10): the DPO for the
/// département, the DPD for the académie, the head of school for the school, with the DPD's help. No officer of the
/// région or the commune has an account: the DPD acts for them.
#[must_use]
pub fn is_officer_of(account: &Account, party: Party) -> bool {
    let officers: &[Role] = match party {
        Party::Departement => &[Role::Dpo],
        Party::Etablissement => &[Role::ChefEtablissement, Role::Dpd],
        Party::Academie | Party::Region | Party::Commune => &[Role::Dpd],
    };
    officers.iter().any(|role| account.roles.contains(role))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn account(role: Role) -> Account {
        Account {
            id: "a".to_owned(),
            email: String::new(),
            name: String::new(),
            roles: BTreeSet::from([role]),
            schools: BTreeSet::new(),
            convention: None,
            may_export: false,
        }
    }

    #[test]
    fn each_party_has_its_officer() {
        for (party, officers) in [
            (Party::Departement, vec![Role::Dpo]),
            (Party::Academie, vec![Role::Dpd]),
            (Party::Etablissement, vec![Role::ChefEtablissement, Role::Dpd]),
            (Party::Region, vec![Role::Dpd]),
        ] {
            for role in Role::ALL {
                assert_eq!(
                    is_officer_of(&account(*role), party),
                    officers.contains(role),
                    "{role} {party}"
                );
            }
        }
    }
}
