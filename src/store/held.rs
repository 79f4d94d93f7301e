//! The dossiers that come back to somebody, what falls due first on top: held by them, by one of their teams, or by nobody
//! among those their party handles.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not, sql};
use diesel::expression::SqlLiteral;
use diesel::prelude::*;

use super::db::MultiBackend;
use super::incidents::{Condition, Listed, visible};
use super::schema::{accounts, assignments, incident_parties, incidents, team_members, teams};
use super::types::{PartyText, StatusText, UtcInstant};
use super::{Db, Instant, StoreError};
use crate::domain::assignment::is_open;
use crate::domain::incident::Status;
use crate::domain::people::{Account, Party, Sight, named};

named! {
    /// Whose dossiers.
    Whose {
        /// Held by the account.
        Mine = "mine",
        /// Held by one of its teams.
        Team = "team",
        /// Held by nobody, and handled by its party.
        Free = "free",
    }
}

/// Who asks, as the queue needs it.
#[derive(Clone, Debug)]
pub struct Reader {
    /// What they see.
    pub sight: Sight,
    /// Their account.
    pub account: String,
    /// Their teams.
    pub teams: Vec<String>,
    /// The parties for which they handle incidents.
    pub parties: BTreeSet<Party>,
}

impl Reader {
    /// What the queue needs of an account.
    ///
    /// # Errors
    /// The store's own failures.
    pub fn of(db: &mut Db, account: &Account) -> Result<Self, StoreError> {
        let handles = |party: &&Party| crate::domain::life::handles(&account.roles, **party);
        Ok(Self {
            sight: account.sight(),
            account: account.id.clone(),
            teams: super::teams::of_account(db, &account.id)?,
            parties: Party::ALL.iter().filter(handles).copied().collect(),
        })
    }
}

/// A place in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// When something falls due in the dossier at this place (UTC); far away when nothing does.
    pub due: DateTime<Utc>,
    /// Its identifier.
    pub id: String,
}

/// A dossier of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The dossier.
    pub listed: Listed,
    /// Its place.
    pub place: Place,
}

/// What falls due first in a dossier by law or convention: service levels are no such thing. What is owed without delay
/// is due as soon as it arises, and a dossier in which nothing is due comes last.
const NEXT_DUE: &str = "coalesce((select min(coalesce(o.due_at, o.starts_at)) from obligations o \
    where o.incident_id = incidents.id and o.state = 'pending' and o.kind not in ('take_charge', 'restore_service')), \
    '9999-12-31T00:00:00.000000Z')";

fn next_due() -> SqlLiteral<UtcInstant> {
    sql::<UtcInstant>(NEXT_DUE)
}

type Boxed<'a> = incidents::BoxedQuery<'a, MultiBackend>;

/// The open dossiers of a part of the queue; `None` when the reader sees nothing at all.
fn part<'a>(reader: &Reader, whose: Whose) -> Option<Boxed<'a>> {
    let sight = &reader.sight;
    let visible: Option<Condition<incidents::table>> = visible!(incidents::table, sight);
    let open = Status::ALL.iter().copied().filter(|status| is_open(*status));
    let open: Vec<StatusText> = open.map(StatusText).collect();
    let found = incidents::table
        .filter(visible?)
        .filter(incidents::status.eq_any(open))
        .into_boxed::<MultiBackend>();
    Some(match whose {
        Whose::Mine => {
            let mine = assignments::table
                .filter(assignments::account_id.eq(reader.account.clone()))
                .select(assignments::incident_id);
            found.filter(incidents::id.eq_any(mine))
        }
        Whose::Team => {
            let theirs = assignments::table
                .filter(assignments::team_id.eq_any(reader.teams.clone()))
                .select(assignments::incident_id);
            found.filter(incidents::id.eq_any(theirs))
        }
        Whose::Free => {
            let parties: Vec<PartyText> = reader.parties.iter().map(|party| PartyText(*party)).collect();
            found
                .filter(incidents::handler.eq_any(parties))
                .filter(not(exists(held())))
        }
    })
}

/// What somebody holds who is still there: a disabled account holds nothing any more, nor does a team that ended or in
/// which nobody is left.
#[diesel::dsl::auto_type]
fn held() -> _ {
    let people = accounts::table
        .filter(accounts::disabled_at.is_null())
        .select(accounts::id.nullable());
    let there = accounts::table
        .filter(accounts::disabled_at.is_null())
        .select(accounts::id);
    let manned = team_members::table
        .filter(team_members::account_id.eq_any(there))
        .select(team_members::team_id);
    let standing = teams::table
        .filter(teams::closed_at.is_null())
        .filter(teams::id.eq_any(manned))
        .select(teams::id.nullable());
    assignments::table
        .filter(assignments::incident_id.eq(incidents::id))
        .filter(
            assignments::account_id
                .eq_any(people)
                .or(assignments::team_id.eq_any(standing)),
        )
}

/// A slice of a part of the queue, after the `place` where the slice before ended.
///
/// # Errors
/// The store's own failures.
pub fn queue(
    db: &mut Db,
    reader: &Reader,
    whose: Whose,
    place: Option<&Place>,
    limit: i64,
) -> Result<Vec<Held>, StoreError> {
    let Some(mut found) = part(reader, whose) else {
        return Ok(Vec::new());
    };
    if let Some(Place { due, id }) = place {
        let last = Instant::from(*due);
        let same = next_due().eq(last).and(incidents::id.gt(id.clone()));
        found = found.filter(next_due().gt(last).or(same));
    }
    let rows: Vec<(Listed, Instant)> = found
        .select((Listed::as_select(), next_due()))
        .order((next_due(), incidents::id))
        .limit(limit)
        .load(db)?;
    let held = rows.into_iter().map(|(listed, due)| Held {
        place: Place {
            due: due.0,
            id: listed.id.clone(),
        },
        listed,
    });
    Ok(held.collect())
}

/// How many dossiers a part of the queue has.
///
/// # Errors
/// The store's own failures.
pub fn count(db: &mut Db, reader: &Reader, whose: Whose) -> Result<i64, StoreError> {
    match part(reader, whose) {
        Some(found) => Ok(found.count().get_result(db)?),
        None => Ok(0),
    }
}
