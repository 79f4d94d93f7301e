//! An action, as lists show it.

use chrono::{DateTime, Utc};

use crate::domain::instants::{day_of, paris_day};
use crate::domain::remediation::{ActionState, Owner};
use crate::store::remediation::Kept;
use crate::store::{Db, StoreError, accounts};
use crate::web::paths;
use crate::web::wording::Words as _;

/// An action of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionLine {
    /// Address of its page.
    pub path: String,
    /// Its number in the dossier.
    pub number: i64,
    /// What is to be done.
    pub title: String,
    /// By whom, in words.
    pub owner: String,
    /// By when, in full.
    pub due: String,
    /// Where it stands.
    pub state: ActionState,
    /// Whether its day is past.
    pub overdue: bool,
}

impl ActionLine {
    /// An action of the dossier `reference` at `now` (UTC).
    ///
    /// # Errors
    /// The store's own failures.
    pub fn load(db: &mut Db, reference: &str, kept: Kept, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let action = kept.action;
        Ok(Self {
            path: paths::action(reference, kept.number),
            number: kept.number,
            owner: owner_words(db, &action.owner)?,
            due: day_of(action.due_on),
            state: action.state,
            overdue: action.is_overdue(paris_day(now)),
            title: action.title,
        })
    }
}

/// Who is to do it, in words.
///
/// # Errors
/// The store's own failures.
pub fn owner_words(db: &mut Db, owner: &Owner) -> Result<String, StoreError> {
    Ok(match owner {
        Owner::Account(id) => accounts::name(db, id)?.unwrap_or_default(),
        Owner::Party(party) => party.words().to_owned(),
    })
}
