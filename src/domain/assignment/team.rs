//! A team: people of one party of a convention who share their dossiers. The administrator keeps it.

use std::collections::BTreeSet;

use crate::domain::incident::{Problem, at_most, required};
use crate::domain::life::handles;
use crate::domain::people::{Account, Party, Role};

/// Longest name of a team, in characters.
pub const NAME_MAX: usize = 80;

/// A team as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Identifier (UUID text).
    pub id: String,
    /// Convention whose dossiers it works on.
    pub convention: String,
    /// Party of all its members.
    pub party: Party,
    /// Name, unique among the teams of the party that stand.
    pub name: String,
    /// Whether it ended: what it holds stays readable, and nothing more is given to it.
    pub closed: bool,
    /// Grows with each change, from 1.
    pub version: i64,
    /// Accounts of its members.
    pub members: BTreeSet<String>,
}

/// A team as it is asked for. Legal when it comes from [`TeamDraft::check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamDraft {
    /// Name.
    pub name: String,
    /// Members.
    pub members: Vec<Account>,
}

impl TeamDraft {
    /// Checks it as a team of this party of this convention.
    ///
    /// # Errors
    /// Every problem at once.
    pub fn check(self, party: Party, convention: &str) -> Result<Self, Vec<Problem>> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut problems = Vec::new();
        required("name", &name, "Donnez un nom à l’équipe.", &mut problems);
        at_most("name", &name, NAME_MAX, &mut problems);
        let strangers: Vec<&str> = self
            .members
            .iter()
            .filter(|member| !belongs(member, party, convention))
            .map(|member| member.email.as_str())
            .collect();
        if !strangers.is_empty() {
            let message = format!(
                "Ces personnes ne traitent pas d’incidents pour cette autorité\u{a0}: {}.",
                strangers.join(", ")
            );
            problems.push(Problem::new("members", message));
        }
        if problems.is_empty() {
            Ok(Self { name, ..self })
        } else {
            Err(problems)
        }
    }
}

/// Whether an account can be a member of a team of this party of this convention.
#[must_use]
pub fn belongs(account: &Account, party: Party, convention: &str) -> bool {
    handles(&account.roles, party) && account.convention.as_deref() == Some(convention)
}

impl Team {
    /// The parties that have teams.
    pub const PARTIES: &'static [Party] = &[Party::Academie, Party::Departement];

    /// Roles whose accounts may be members of a team of this party.
    #[must_use]
    pub fn roles(party: Party) -> Vec<Role> {
        let able = |role: &&Role| handles(&BTreeSet::from([**role]), party);
        Role::ALL.iter().filter(able).copied().collect()
    }
}
