//! Who holds a dossier: a person or a team of the parties that work on it. Holding is no right and no duty of law: it says
//! whose turn it is among colleagues.

mod team;

pub use team::{NAME_MAX, Team, TeamDraft, belongs};

use super::incident::Status;
use super::life::handles;
use super::people::{Account, DossierAccess, Party};

/// Who holds a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// The account of this identifier.
    Account(String),
    /// The team of this identifier.
    Team(String),
}

/// The parties that work on a dossier: the handler first.
#[derive(Clone, Copy, Debug)]
pub struct AtWork<'a> {
    /// Who handles it.
    pub handler: Party,
    /// Who helps.
    pub associates: &'a [Party],
}

impl AtWork<'_> {
    /// Whether this party works on the dossier.
    #[must_use]
    pub fn includes(&self, party: Party) -> bool {
        self.handler == party || self.associates.contains(&party)
    }

    /// Whether the account is one of the people who work on the dossier.
    #[must_use]
    pub fn has(&self, account: &Account) -> bool {
        let mut parties = std::iter::once(&self.handler).chain(self.associates);
        parties.any(|party| handles(&account.roles, *party))
    }
}

/// Why a dossier cannot be given to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Nobody who works on the dossier, or nobody who sees it, or an account that was disabled: never says which.
    Person,
    /// A team of another party, of another convention, or one that ended.
    Team,
    /// No member of the team could open the dossier.
    NobodyThere,
}

impl Unfit {
    /// The sentence that says it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Person => {
                "Choisissez une personne des services qui traitent ce dossier ou y sont associés, et qui le voit."
            }
            Self::Team => "Choisissez une équipe des services qui traitent ce dossier ou y sont associés.",
            Self::NobodyThere => "Cette équipe n’a personne qui puisse ouvrir ce dossier.",
        }
    }
}

/// Whether the account may say who holds a dossier: the people of the party that handles it.
#[must_use]
pub fn may_assign(by: &Account, handler: Party) -> bool {
    handles(&by.roles, handler)
}

/// Whether a dossier at this stage can be held by somebody: once it is over, nothing is left to hold.
#[must_use]
pub fn is_open(status: Status) -> bool {
    !matches!(status, Status::Closed | Status::Rejected)
}

/// Whether a person can be given a dossier.
///
/// # Errors
/// [`Unfit::Person`].
pub fn person_fits(
    person: &Account,
    enabled: bool,
    at_work: AtWork<'_>,
    dossier: DossierAccess<'_>,
) -> Result<(), Unfit> {
    if enabled && at_work.has(person) && person.sees(dossier) {
        Ok(())
    } else {
        Err(Unfit::Person)
    }
}

/// Whether a team whose members that may sign in are `members` can be given a dossier.
///
/// # Errors
/// [`Unfit::Team`], [`Unfit::NobodyThere`].
pub fn team_fits(
    team: &Team,
    members: &[Account],
    at_work: AtWork<'_>,
    dossier: DossierAccess<'_>,
) -> Result<(), Unfit> {
    let of_convention = dossier.convention.is_none_or(|id| id == team.convention);
    if team.closed || !of_convention || !at_work.includes(team.party) {
        return Err(Unfit::Team);
    }
    if members.iter().any(|member| member.sees(dossier)) {
        Ok(())
    } else {
        Err(Unfit::NobodyThere)
    }
}

#[cfg(test)]
mod tests;
