//! Teams of the parties that handle incidents, with their members.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::accounts::{self, StoredAccount};
use super::schema::{team_members, teams};
use super::types::PartyText;
use super::{AT_A_TIME, Db, Instant, StoreError};
use crate::domain::assignment::Team;
use crate::domain::people::{Account, Party};

#[derive(Queryable, Insertable)]
#[diesel(table_name = teams, treat_none_as_default_value = false)]
struct Row {
    id: String,
    convention: String,
    party: PartyText,
    name: String,
    created_at: Instant,
    closed_at: Option<Instant>,
    version: i64,
}

fn complete(db: &mut Db, row: Row) -> Result<Team, StoreError> {
    let members: Vec<String> = team_members::table
        .filter(team_members::team_id.eq(&row.id))
        .select(team_members::account_id)
        .load(db)?;
    Ok(Team {
        id: row.id,
        convention: row.convention,
        party: row.party.into(),
        name: row.name,
        closed: row.closed_at.is_some(),
        version: row.version,
        members: members.into_iter().collect(),
    })
}

/// Adds a team with its members.
///
/// # Errors
/// [`StoreError::is_duplicate`] when its party has one of this name.
pub fn insert(db: &mut Db, team: &Team, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = Row {
        id: team.id.clone(),
        convention: team.convention.clone(),
        party: team.party.into(),
        name: team.name.clone(),
        created_at: now.into(),
        closed_at: None,
        version: team.version,
    };
    diesel::insert_into(teams::table).values(row).execute(db)?;
    set_members(db, &team.id, &team.members)
}

/// Saves the name, the members and the version of a team.
///
/// # Errors
/// The store's own failures.
pub fn update(db: &mut Db, team: &Team) -> Result<(), StoreError> {
    diesel::update(teams::table.find(&team.id))
        .set((teams::name.eq(&team.name), teams::version.eq(team.version)))
        .execute(db)?;
    diesel::delete(team_members::table.filter(team_members::team_id.eq(&team.id))).execute(db)?;
    set_members(db, &team.id, &team.members)
}

fn set_members(db: &mut Db, team_id: &str, members: &BTreeSet<String>) -> Result<(), StoreError> {
    for account_id in members {
        let values = (
            team_members::team_id.eq(team_id),
            team_members::account_id.eq(account_id),
        );
        diesel::insert_into(team_members::table)
            .values(values)
            .execute(db)?;
    }
    Ok(())
}

/// Ends a team; what it holds stays readable.
///
/// # Errors
/// The store's own failures.
pub fn close(db: &mut Db, team: &Team, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(teams::table.find(&team.id))
        .set((
            teams::closed_at.eq(Instant::from(now)),
            teams::version.eq(team.version + 1),
        ))
        .execute(db)?;
    Ok(())
}

/// The team of this identifier, one that ended included.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, id: &str) -> Result<Option<Team>, StoreError> {
    let row: Option<Row> = teams::table.find(id).first(db).optional()?;
    row.map(|row| complete(db, row)).transpose()
}

/// The team of this name of a party of a convention, among those that stand.
///
/// # Errors
/// The store's own failures.
pub fn named(db: &mut Db, convention: &str, party: Party, name: &str) -> Result<Option<Team>, StoreError> {
    let row: Option<Row> = teams::table
        .filter(teams::convention.eq(convention))
        .filter(teams::party.eq(PartyText(party)))
        .filter(teams::name.eq(name))
        .filter(teams::closed_at.is_null())
        .first(db)
        .optional()?;
    row.map(|row| complete(db, row)).transpose()
}

/// The teams that stand, of one convention or of all, by party and name.
///
/// # Errors
/// The store's own failures.
pub fn all(db: &mut Db, convention: Option<&str>) -> Result<Vec<Team>, StoreError> {
    let mut found = teams::table.filter(teams::closed_at.is_null()).into_boxed();
    if let Some(convention) = convention {
        found = found.filter(teams::convention.eq(convention.to_owned()));
    }
    let rows: Vec<Row> = found
        .order((teams::convention, teams::party, teams::name))
        .load(db)?;
    rows.into_iter().map(|row| complete(db, row)).collect()
}

/// The members of a team who may sign in, by address.
///
/// # Errors
/// The store's own failures.
pub fn members(db: &mut Db, team: &Team) -> Result<Vec<Account>, StoreError> {
    let mut found = Vec::new();
    for id in &team.members {
        let stored: Option<StoredAccount> = accounts::by_id(db, id)?;
        found.extend(stored.filter(|it| it.disabled_at.is_none()).map(|it| it.account));
    }
    found.sort_by(|one, other| one.email.cmp(&other.email));
    Ok(found)
}

/// The names of these teams, those that ended included.
///
/// # Errors
/// The store's own failures.
pub fn names(db: &mut Db, ids: &[&str]) -> Result<BTreeMap<String, String>, StoreError> {
    let mut names = BTreeMap::new();
    for some in ids.chunks(AT_A_TIME) {
        let rows: Vec<(String, String)> = teams::table
            .filter(teams::id.eq_any(some))
            .select((teams::id, teams::name))
            .load(db)?;
        names.extend(rows);
    }
    Ok(names)
}

/// The teams of an account that stand.
///
/// # Errors
/// The store's own failures.
pub fn of_account(db: &mut Db, account_id: &str) -> Result<Vec<String>, StoreError> {
    Ok(team_members::table
        .inner_join(teams::table.on(teams::id.eq(team_members::team_id)))
        .filter(team_members::account_id.eq(account_id))
        .filter(teams::closed_at.is_null())
        .select(teams::id)
        .order(teams::id)
        .load(db)?)
}
