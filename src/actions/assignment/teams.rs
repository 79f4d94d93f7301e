//! The administrator keeps the teams: adds one, changes its name and members, ends it. No word of any dossier passes here.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::actions::accounts::record;
use crate::actions::follow::FollowRefused;
use crate::actions::once::{earlier, remember};
use crate::actions::report::Key;
use crate::actions::{Instance, new_id};
use crate::domain::assignment::{Team, TeamDraft, belongs};
use crate::domain::incident::Problem;
use crate::domain::people::{Account, Party};
use crate::store::{Db, StoreError, accounts, teams};

/// A new team, as asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTeam {
    /// Convention; the installation's own when left out.
    pub convention: Option<String>,
    /// Party.
    pub party: Option<Party>,
    /// Name.
    pub name: String,
    /// Addresses of its members.
    pub members: Vec<String>,
}

/// A change of a team; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamChange {
    /// The version that was seen.
    pub version: Option<i64>,
    /// Name.
    pub name: Option<String>,
    /// Addresses of its members.
    pub members: Option<Vec<String>>,
}

const NAME_TAKEN: &str = "Cette autorité a déjà une équipe de ce nom.";

/// Adds a team; the same key and request again answer with the same one.
///
/// # Errors
/// Every problem at once.
pub fn add(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    new: NewTeam,
    key: Option<&Key>,
    now: DateTime<Utc>,
) -> Result<(Team, bool), FollowRefused> {
    if let Some(id) = earlier(db, by, key)? {
        let known = teams::find(db, &id)?.ok_or(FollowRefused::KeyReused)?;
        return Ok((known, true));
    }
    let (mut problems, home) = (Vec::new(), instance.catalogue.home().map(|pack| pack.id.clone()));
    let convention = new.convention.or(home).unwrap_or_default();
    if instance.catalogue.get(&convention).is_none() {
        problems.push(Problem::new(
            "convention",
            "Choisissez une convention en service.",
        ));
    }
    let party = new.party.filter(|party| Team::PARTIES.contains(party));
    if party.is_none() {
        problems.push(Problem::new(
            "party",
            "Choisissez l’autorité\u{a0}: l’académie ou le Département.",
        ));
    }
    let party = party.unwrap_or(Party::Academie);
    let members = members(db, &new.members, &mut problems)?;
    let draft = TeamDraft {
        name: new.name,
        members,
    };
    let draft = checked(db, draft, (party, &convention), None, problems)?;
    let team = Team {
        id: new_id(now),
        convention,
        party,
        name: draft.name,
        closed: false,
        version: 1,
        members: ids(&draft.members),
    };
    teams::insert(db, &team, now)?;
    let body = json!({
        "team": team.id, "convention": team.convention, "party": team.party, "name": team.name, "members": team.members,
    });
    record(db, &by.id, "team_added", body, now)?;
    remember(db, by, key, &team.id, now)?;
    Ok((team, false))
}

/// Changes the name or the members of a team; saying what is already so changes nothing.
///
/// # Errors
/// Every problem at once; [`FollowRefused::NotFound`] for one that ended; [`FollowRefused::Stands`] when it changed since the
/// version that was seen.
pub fn change(
    db: &mut Db,
    by: &Account,
    id: &str,
    change: TeamChange,
    now: DateTime<Utc>,
) -> Result<Team, FollowRefused> {
    let team = open(db, id)?;
    if change.version.is_some_and(|seen| seen != team.version) {
        let message = format!(
            "Quelqu’un a modifié cette équipe entre-temps\u{a0}: elle s’appelle «\u{a0}{}\u{a0}» et compte {} personne(s).",
            team.name,
            team.members.len()
        );
        return Err(FollowRefused::Stands(vec![Problem::new("version", message)]));
    }
    let mut problems = Vec::new();
    let wanted = match &change.members {
        Some(addresses) => members(db, addresses, &mut problems)?,
        None => kept(db, &team)?,
    };
    let draft = TeamDraft {
        name: change.name.unwrap_or_else(|| team.name.clone()),
        members: wanted,
    };
    let draft = checked(
        db,
        draft,
        (team.party, &team.convention),
        Some(&team.id),
        problems,
    )?;
    let members = match change.members {
        Some(_) => ids(&draft.members),
        None => team.members.clone(),
    };
    if draft.name == team.name && members == team.members {
        return Ok(team);
    }
    let changed = Team {
        name: draft.name,
        members,
        version: team.version + 1,
        ..team
    };
    teams::update(db, &changed)?;
    let body = json!({ "team": changed.id, "name": changed.name, "members": changed.members });
    record(db, &by.id, "team_changed", body, now)?;
    Ok(changed)
}

/// Ends a team. What it holds stays readable, and shows among what nobody holds.
///
/// # Errors
/// [`FollowRefused::NotFound`] for one that ended already.
pub fn end(db: &mut Db, by: &Account, id: &str, now: DateTime<Utc>) -> Result<(), FollowRefused> {
    let team = open(db, id)?;
    teams::close(db, &team, now)?;
    record(db, &by.id, "team_ended", json!({ "team": team.id }), now)?;
    Ok(())
}

fn open(db: &mut Db, id: &str) -> Result<Team, FollowRefused> {
    let team = teams::find(db, id)?.filter(|team| !team.closed);
    team.ok_or(FollowRefused::NotFound)
}

/// The members who still belong to the team: one who left stands in no problem's way.
fn kept(db: &mut Db, team: &Team) -> Result<Vec<Account>, StoreError> {
    let mut members = teams::members(db, team)?;
    members.retain(|member| belongs(member, team.party, &team.convention));
    Ok(members)
}

fn ids(members: &[Account]) -> BTreeSet<String> {
    members.iter().map(|member| member.id.clone()).collect()
}

/// The accounts of these addresses; one that nobody has, or that was disabled, is a problem.
fn members(
    db: &mut Db,
    addresses: &[String],
    problems: &mut Vec<Problem>,
) -> Result<Vec<Account>, StoreError> {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for address in addresses.iter().map(|it| it.trim()).filter(|it| !it.is_empty()) {
        let stored = accounts::by_email(db, address)?;
        match stored.filter(|stored| stored.disabled_at.is_none()) {
            Some(stored) => found.push(stored.account),
            None => unknown.push(address),
        }
    }
    if !unknown.is_empty() {
        let message = format!(
            "Aucun compte actif n’a cette adresse\u{a0}: {}.",
            unknown.join(", ")
        );
        problems.push(Problem::new("members", message));
    }
    Ok(found)
}

/// Everything that is wrong with a team, told at once; `own` is the team itself, which may keep its name.
fn checked(
    db: &mut Db,
    draft: TeamDraft,
    (party, convention): (Party, &str),
    own: Option<&str>,
    mut problems: Vec<Problem>,
) -> Result<TeamDraft, FollowRefused> {
    let draft = match draft.check(party, convention) {
        Ok(draft) => Some(draft),
        Err(further) => {
            problems.extend(further);
            None
        }
    };
    if let Some(draft) = &draft {
        let known = teams::named(db, convention, party, &draft.name)?;
        if known.is_some_and(|known| own != Some(known.id.as_str())) {
            problems.push(Problem::new("name", NAME_TAKEN));
        }
    }
    match draft {
        Some(draft) if problems.is_empty() => Ok(draft),
        _ => Err(FollowRefused::Problems(problems)),
    }
}
