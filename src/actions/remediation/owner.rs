//! The owner of an action, as somebody gives it: a party of the dossier, or a person who sees it.

use super::super::follow::FollowRefused;
use crate::domain::incident::Problem;
use crate::domain::people::{Account, Party};
use crate::domain::remediation::Owner;
use crate::store::incidents::{self, Incident};
use crate::store::{Db, accounts};

/// An owner as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnerGiven {
    /// Whoever asks.
    Me,
    /// A party.
    Party(Party),
    /// The account of this address.
    Address(String),
}

const NOBODY: &str = "Indiquez une partie du dossier, ou l’adresse d’une personne qui le voit.";

impl OwnerGiven {
    /// `me`, a party or an address.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        match Party::parse(text) {
            Some(party) => Self::Party(party),
            None if text == "me" => Self::Me,
            None => Self::Address(text.to_owned()),
        }
    }

    /// The owner meant, in this dossier.
    ///
    /// # Errors
    /// A problem of `owner`, inside the answer.
    pub(super) fn resolved(
        &self,
        db: &mut Db,
        incident: &Incident,
        by: &Account,
    ) -> Result<Result<Owner, Problem>, FollowRefused> {
        let owner = match self {
            Self::Me => Some(Owner::Account(by.id.clone())),
            Self::Party(party) => incident.parties.contains(party).then_some(Owner::Party(*party)),
            Self::Address(address) => {
                seeing(db, incident, address)?.map(|account| Owner::Account(account.id))
            }
        };
        Ok(owner.ok_or_else(|| Problem::new("owner", NOBODY)))
    }
}

fn seeing(db: &mut Db, incident: &Incident, address: &str) -> Result<Option<Account>, FollowRefused> {
    let stored = accounts::by_email(db, address)?.filter(|stored| stored.disabled_at.is_none());
    let Some(account) = stored.map(|stored| stored.account) else {
        return Ok(None);
    };
    let seen = incidents::seen_by_id(db, &incident.id, &account.sight())?;
    Ok(seen.map(|_| account))
}
