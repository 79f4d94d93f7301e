//! What comes back to a reader, for the page and the API alike: dossiers, actions of plans, review days.

use chrono::{DateTime, SecondsFormat, Utc};

use super::error::Error;
use super::params::{Params, Slice, cursor};
use crate::domain::incident::Problem;
use crate::domain::people::Account;
use crate::domain::remediation::ActionState;
use crate::store::held::{self, Held, Place, Reader, Whose};
use crate::store::incidents::{self, Incident};
use crate::store::remediation::{self, Filter, Line, Owned};
use crate::store::reviews::{self, Set};
use crate::store::{Db, StoreError};

/// Most actions and review days told.
const ASIDE: i64 = 20;
const CURSOR_WORDS: &str = "Reprenez la valeur donnée par la page précédente, sans la modifier.";

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which part of the queue.
    pub whose: Whose,
    /// The slice.
    pub slice: Slice,
    /// After which place it begins.
    pub place: Option<Place>,
}

impl Asked {
    /// Reads what is asked for: at first what the reader holds.
    ///
    /// # Errors
    /// [`Error::Problems`] for a parameter that is not ours.
    pub fn of(mut params: Params) -> Result<Self, Error> {
        let words: Vec<&str> = Whose::ALL.iter().map(|whose| whose.as_str()).collect();
        let whose = params.choice("whose", &words, Whose::parse);
        let slice = params.slice(2);
        params.finish()?;
        Ok(Self {
            whose: whose.unwrap_or(Whose::Mine),
            place: place(&slice)?,
            slice,
        })
    }
}

fn place(slice: &Slice) -> Result<Option<Place>, Error> {
    let Some([due, id]) = slice.after.as_deref() else {
        return Ok(None);
    };
    let wrong = |_| Error::Problems(vec![Problem::new("cursor", CURSOR_WORDS)]);
    Ok(Some(Place {
        due: due.parse().map_err(wrong)?,
        id: id.clone(),
    }))
}

/// Everything that comes back to a reader.
#[derive(Clone, Debug)]
pub struct MyQueue {
    /// Dossiers of the part asked for, with the name of whoever holds each.
    pub dossiers: Vec<Held>,
    /// Names the next slice of them.
    pub next: Option<String>,
    /// How many dossiers each part has.
    pub counts: Vec<(Whose, i64)>,
    /// Actions of plans that are theirs and remain to be done, soonest first.
    pub actions: Vec<Line>,
    /// The review days that they set in dossiers that are open, soonest first.
    pub reviews: Vec<(Set, Incident)>,
}

impl MyQueue {
    /// Reads it.
    ///
    /// # Errors
    /// The store's own failures.
    pub fn load(db: &mut Db, account: &Account, asked: &Asked) -> Result<Self, StoreError> {
        let reader = Reader::of(db, account)?;
        let more = asked.slice.one_more();
        let mut dossiers = held::queue(db, &reader, asked.whose, asked.place.as_ref(), more)?;
        let next = asked.slice.cut_at(&mut dossiers, |last| {
            cursor(&[&exact(last.place.due), &last.place.id])
        });
        let mut counts = Vec::new();
        for whose in Whose::ALL {
            counts.push((*whose, held::count(db, &reader, *whose)?));
        }
        let mine = Filter {
            owner: Some(Owned {
                account: Some(account.id.clone()),
                parties: Vec::new(),
            }),
            states: vec![ActionState::Planned, ActionState::InProgress],
            overdue_on: None,
        };
        Ok(Self {
            dossiers,
            next,
            counts,
            actions: remediation::list(db, &account.sight(), &mine, None, ASIDE)?,
            reviews: reviews_of(db, account)?,
        })
    }
}

fn reviews_of(db: &mut Db, account: &Account) -> Result<Vec<(Set, Incident)>, StoreError> {
    let mut found = Vec::new();
    for set in reviews::of_account(db, account, ASIDE)? {
        if let Some(incident) = incidents::by_id(db, &set.incident_id)? {
            found.push((set, incident));
        }
    }
    Ok(found)
}

/// As exact as the store keeps instants.
fn exact(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}
