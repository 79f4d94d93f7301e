//! Which letters people may do without, and who is given them when nobody chose (DOMAIN §8).
//!
//! A letter that the law, a convention or the life of a dossier calls for always leaves: no preference and no table can
//! silence it. The others are a service to a person, who may do without.

mod readers;

pub use readers::{EXPORTS_TOLD_TO, Why, asked_about_data, is_known, mailboxes, reads_for, why, written_to};

use super::letter::LetterKind;
use super::people::{Account, Role};

/// Letters to a person that this person may do without.
pub const OPTIONAL: &[LetterKind] = &[
    LetterKind::Assigned,
    LetterKind::DossierNews,
    LetterKind::Mentioned,
    LetterKind::ActionDue,
    LetterKind::ReviewDue,
];

/// Whether somebody may do without letters of this kind.
#[must_use]
pub fn is_optional(kind: LetterKind) -> bool {
    OPTIONAL.contains(&kind)
}

/// Roles that optional letters are written to: those of a party. Figures and settings call for no letter.
#[must_use]
pub fn roles() -> Vec<Role> {
    let of_party = |role: &&Role| role.party().is_some();
    Role::ALL.iter().filter(of_party).copied().collect()
}

/// Whether a role is given letters of this kind as long as the administrator decides nothing else: all of them.
#[must_use]
pub fn given_by_default(kind: LetterKind, role: Role) -> bool {
    !is_optional(kind) || role.party().is_some()
}

/// What was decided about one kind of letter for one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the person chose, if they chose.
    pub own: Option<bool>,
    /// What the administrator decided for roles; a role that is not there keeps what the program gives it.
    pub of_roles: Vec<(Role, bool)>,
}

/// Whether a letter of this kind is written to a person: always when it is not optional; else as they chose, else as one
/// of their roles is given it.
#[must_use]
pub fn wants(account: &Account, kind: LetterKind, choice: &Choice) -> bool {
    if !is_optional(kind) {
        return true;
    }
    choice.own.unwrap_or_else(|| {
        account
            .roles
            .iter()
            .any(|role| given(kind, *role, &choice.of_roles))
    })
}

/// Whether a role is given letters of this kind, with what the administrator decided.
#[must_use]
pub fn given(kind: LetterKind, role: Role, decided: &[(Role, bool)]) -> bool {
    let decided = decided.iter().find(|(known, _)| *known == role);
    decided.map_or_else(|| given_by_default(kind, role), |(_, wanted)| *wanted)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn account(roles: &[Role]) -> Account {
        Account {
            id: String::new(),
            email: String::new(),
            name: String::new(),
            roles: roles.iter().copied().collect(),
            schools: BTreeSet::new(),
            convention: None,
            may_export: false,
        }
    }

    #[test]
    fn no_choice_silences_what_the_law_calls_for() {
        let silent = Choice {
            own: Some(false),
            of_roles: Role::ALL.iter().map(|role| (*role, false)).collect(),
        };
        for kind in LetterKind::ALL {
            let wanted = wants(&account(&[Role::Dpo]), *kind, &silent);
            assert_eq!(wanted, !is_optional(*kind), "{kind}");
        }
        let law = [
            LetterKind::DeadlineReminder,
            LetterKind::DeadlineOverdue,
            LetterKind::BreachNotification,
            LetterKind::DeliveryFailed,
        ];
        assert!(law.iter().all(|kind| !is_optional(*kind)));
    }

    #[test]
    fn a_person_decides_before_their_roles_and_one_role_is_enough() {
        let both = account(&[Role::Dpd, Role::Rssi]);
        let wanted = |own, of_roles: &[(Role, bool)]| {
            let choice = Choice {
                own,
                of_roles: of_roles.to_vec(),
            };
            wants(&both, LetterKind::Assigned, &choice)
        };
        assert!(wanted(None, &[]));
        assert!(wanted(None, &[(Role::Dpd, false)]));
        assert!(!wanted(None, &[(Role::Dpd, false), (Role::Rssi, false)]));
        assert!(wanted(Some(true), &[(Role::Dpd, false), (Role::Rssi, false)]));
        assert!(!wanted(Some(false), &[]));
        assert!(!wants(
            &account(&[Role::Observer]),
            LetterKind::DossierNews,
            &Choice::default()
        ));
    }
}
