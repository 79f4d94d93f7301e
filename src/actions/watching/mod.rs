//! Following a dossier that one sees, and telling those who follow it what happens in it.

mod tell;

pub(super) use tell::{Happening, tell};

use chrono::{DateTime, Utc};
use serde_json::json;

use super::follow::{FollowRefused, dossier};
use super::note::note;
use crate::domain::people::Account;
use crate::store::{Db, watchers};

/// Lets an account follow a dossier that it sees; doing it twice changes nothing.
///
/// # Errors
/// [`FollowRefused::NotFound`].
pub fn watch(db: &mut Db, by: &Account, reference: &str, now: DateTime<Utc>) -> Result<(), FollowRefused> {
    let incident = dossier(db, by, reference)?;
    if watchers::add(db, &incident.id, &by.id, now)? {
        note(db, &by.id, &incident, ("dossier_watched", json!({})), now)?;
    }
    Ok(())
}

/// Lets an account follow a dossier no more; doing it twice changes nothing.
///
/// # Errors
/// [`FollowRefused::NotFound`].
pub fn unwatch(db: &mut Db, by: &Account, reference: &str, now: DateTime<Utc>) -> Result<(), FollowRefused> {
    let incident = dossier(db, by, reference)?;
    if watchers::remove(db, &incident.id, &by.id)? {
        note(db, &by.id, &incident, ("dossier_unwatched", json!({})), now)?;
    }
    Ok(())
}
