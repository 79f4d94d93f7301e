//! Whom a dossier can be given to, for the pages that offer it.

use super::{access, at_work};
use crate::domain::assignment::{Holder, Team, may_assign, person_fits, team_fits};
use crate::domain::life::handles;
use crate::domain::people::{Account, Party, Role};
use crate::store::incidents::Incident;
use crate::store::{Db, StoreError, accounts, teams};

/// The people and the teams that can hold a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// People, by name.
    pub people: Vec<Account>,
    /// Teams, by name.
    pub teams: Vec<Team>,
}

/// Whom the account can give this dossier to; nobody when it may not say so.
///
/// # Errors
/// The store's own failures.
pub fn candidates(db: &mut Db, by: &Account, incident: &Incident) -> Result<Candidates, StoreError> {
    if !may_assign(by, incident.decision.handler) {
        return Ok(Candidates::default());
    }
    let mut people: Vec<Account> = Vec::new();
    for role in Role::ALL.iter().filter(|role| works(incident, **role)) {
        for account in accounts::of_role(db, *role, incident.establishment_uai.as_ref())? {
            let fits = person_fits(&account, true, at_work(incident), access(incident)).is_ok();
            if fits && people.iter().all(|known| known.id != account.id) {
                people.push(account);
            }
        }
    }
    people.sort_by(|one, other| one.name.cmp(&other.name));
    let mut fitting = Vec::new();
    for team in teams::all(db, incident.decision.convention.as_deref())? {
        let members = teams::members(db, &team)?;
        if team_fits(&team, &members, at_work(incident), access(incident)).is_ok() {
            fitting.push(team);
        }
    }
    Ok(Candidates {
        people,
        teams: fitting,
    })
}

fn works(incident: &Incident, role: Role) -> bool {
    let decision = &incident.decision;
    let mut parties = std::iter::once(&decision.handler).chain(&decision.associates);
    parties.any(|party: &Party| handles(&[role].into(), *party))
}

/// Whether a holder still signs in, or still stands with somebody in it.
///
/// # Errors
/// The store's own failures.
pub fn is_there(db: &mut Db, holder: &Holder) -> Result<bool, StoreError> {
    Ok(match holder {
        Holder::Account(id) => accounts::by_id(db, id)?.is_some_and(|it| it.disabled_at.is_none()),
        Holder::Team(id) => match teams::find(db, id)?.filter(|team| !team.closed) {
            Some(team) => !teams::members(db, &team)?.is_empty(),
            None => false,
        },
    })
}
