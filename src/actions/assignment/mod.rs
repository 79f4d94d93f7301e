//! A dossier is given to a person or a team of those who work on it, or given back.
//!
//! What was said before is in the journal. The assignment has a version of its own: two people who give the same dossier
//! to two others are told of each other, and nobody who qualifies it meanwhile is disturbed.

mod candidates;
mod letters;
pub mod teams;

pub use candidates::{Candidates, candidates, is_there};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::Instance;
use super::follow::{FollowRefused, dossier};
use super::note::note;
use crate::domain::assignment::{AtWork, Holder, Unfit, is_open, may_assign, person_fits, team_fits};
use crate::domain::incident::Problem;
use crate::domain::instants::in_full;
use crate::domain::people::{Account, DossierAccess, Party};
use crate::store::accounts::{self, StoredAccount};
use crate::store::assignments::{self, Assignment};
use crate::store::incidents::Incident;
use crate::store::{Db, StoreError, teams as known_teams};

/// Who is to hold a dossier, as somebody gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Whoever asks.
    Me,
    /// The account of this address or identifier.
    Account(String),
    /// The team of this identifier.
    Team(String),
    /// Nobody any more.
    Nobody,
}

/// Gives a dossier to a person or a team, or gives it back. Saying what is already so changes nothing.
///
/// # Errors
/// [`FollowRefused::NotFound`] for a dossier that the account does not see; [`FollowRefused::NotYours`] for anybody but the
/// handler's people (whoever holds it may give it back); [`FollowRefused::Problems`] of `holder`;
/// [`FollowRefused::Stands`] when the dossier is over, or when somebody else was faster than `version`.
pub fn assign(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    reference: &str,
    (given, version): (&Given, Option<i64>),
    now: DateTime<Utc>,
) -> Result<Assignment, FollowRefused> {
    let incident = dossier(db, by, reference)?;
    let standing = standing(db, &incident, now)?;
    let holder = wanted(db, by, &incident, &standing, given)?;
    if let Some(seen) = version.filter(|seen| *seen != standing.version) {
        return Err(FollowRefused::Stands(vec![since(db, &standing, seen)?]));
    }
    if holder == standing.holder {
        return Ok(standing);
    }
    let assignment = Assignment {
        holder,
        by: by.id.clone(),
        at: now,
        version: standing.version + 1,
        ..standing
    };
    record(db, &by.id, &incident, &assignment, now)?;
    letters::tell(db, instance, by, &incident, &assignment, now)?;
    Ok(assignment)
}

/// What stands; nobody held it yet when nothing was ever said.
fn standing(db: &mut Db, incident: &Incident, now: DateTime<Utc>) -> Result<Assignment, StoreError> {
    let known = assignments::of_incident(db, &incident.id)?;
    Ok(known.unwrap_or_else(|| Assignment {
        incident_id: incident.id.clone(),
        holder: None,
        by: String::new(),
        at: now,
        version: 0,
    }))
}

/// Who is to hold it, if whoever asks may say so and the holder fits.
fn wanted(
    db: &mut Db,
    by: &Account,
    incident: &Incident,
    standing: &Assignment,
    given: &Given,
) -> Result<Option<Holder>, FollowRefused> {
    let gives_back = *given == Given::Nobody && holds(db, by, standing)?;
    if !gives_back && !may_assign(by, incident.decision.handler) {
        return Err(FollowRefused::NotYours(
            theirs(incident.decision.handler).to_owned(),
        ));
    }
    if *given == Given::Nobody {
        return Ok(None);
    }
    if !is_open(incident.status) {
        let over = "Ce dossier est terminé\u{a0}: il n’y a plus rien à confier.";
        return Err(FollowRefused::Stands(vec![Problem::new("holder", over)]));
    }
    match resolved(db, by, incident, given)? {
        Ok(holder) => Ok(Some(holder)),
        Err(unfit) => Err(FollowRefused::Problems(vec![Problem::new(
            "holder",
            unfit.words(),
        )])),
    }
}

fn theirs(handler: Party) -> &'static str {
    match handler {
        Party::Departement => "Dire qui tient ce dossier revient aux services du Département, qui le traite.",
        Party::Etablissement => "Dire qui tient ce dossier revient à l’établissement, qui le traite.",
        Party::Academie => "Dire qui tient ce dossier revient aux services de l’académie, qui le traite.",
        Party::Region | Party::Commune => "Dire qui tient ce dossier revient au RSSI de l’académie.",
    }
}

/// Whether the account holds the dossier, alone or as one of a team.
fn holds(db: &mut Db, by: &Account, standing: &Assignment) -> Result<bool, StoreError> {
    Ok(match &standing.holder {
        Some(Holder::Account(id)) => *id == by.id,
        Some(Holder::Team(id)) => {
            let team = known_teams::find(db, id)?;
            team.is_some_and(|team| team.members.contains(&by.id))
        }
        None => false,
    })
}

fn resolved(
    db: &mut Db,
    by: &Account,
    incident: &Incident,
    given: &Given,
) -> Result<Result<Holder, Unfit>, StoreError> {
    Ok(match given {
        Given::Me => fits(incident, by, true),
        Given::Account(named) => match account(db, named)? {
            Some(stored) => fits(incident, &stored.account, stored.disabled_at.is_none()),
            None => Err(Unfit::Person),
        },
        Given::Team(id) => match known_teams::find(db, id)? {
            Some(team) => {
                let members = known_teams::members(db, &team)?;
                let fits = team_fits(&team, &members, at_work(incident), access(incident));
                fits.map(|()| Holder::Team(team.id))
            }
            None => Err(Unfit::Team),
        },
        Given::Nobody => Err(Unfit::Person),
    })
}

fn account(db: &mut Db, named: &str) -> Result<Option<StoredAccount>, StoreError> {
    if named.contains('@') {
        accounts::by_email(db, named)
    } else {
        accounts::by_id(db, named)
    }
}

fn fits(incident: &Incident, person: &Account, enabled: bool) -> Result<Holder, Unfit> {
    let fits = person_fits(person, enabled, at_work(incident), access(incident));
    fits.map(|()| Holder::Account(person.id.clone()))
}

fn at_work(incident: &Incident) -> AtWork<'_> {
    AtWork {
        handler: incident.decision.handler,
        associates: &incident.decision.associates,
    }
}

fn access(incident: &Incident) -> DossierAccess<'_> {
    DossierAccess {
        establishment: incident.establishment_uai.as_ref(),
        convention: incident.decision.convention.as_deref(),
        parties: &incident.parties,
    }
}

/// What somebody else said since the version that was seen.
fn since(db: &mut Db, standing: &Assignment, seen: i64) -> Result<Problem, StoreError> {
    if seen > standing.version {
        return Ok(Problem::new("version", "Cette version n’existe pas."));
    }
    let who = accounts::name(db, &standing.by)?.unwrap_or_default();
    let at = in_full(standing.at);
    let message = match &standing.holder {
        Some(holder) => {
            let name = assignments::name(db, holder)?;
            format!("{who} a confié ce dossier à {name} le {at}.")
        }
        None => format!("{who} a rendu ce dossier le {at}\u{a0}: personne ne le tient."),
    };
    Ok(Problem::new("version", message))
}

fn record(
    db: &mut Db,
    actor: &str,
    incident: &Incident,
    assignment: &Assignment,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    assignments::set(db, assignment)?;
    let (act, body): (&str, Value) = match &assignment.holder {
        Some(Holder::Account(id)) => (
            "dossier_assigned",
            json!({ "account": id, "assignment": assignment.version }),
        ),
        Some(Holder::Team(id)) => (
            "dossier_assigned",
            json!({ "team": id, "assignment": assignment.version }),
        ),
        None => ("dossier_released", json!({ "assignment": assignment.version })),
    };
    note(db, actor, incident, (act, body), now)
}

/// Whoever held the dossier for its former handler holds it no more: the new one says who does.
///
/// # Errors
/// The store's own failures.
pub(super) fn release(
    db: &mut Db,
    by: &Account,
    incident: &Incident,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let standing = standing(db, incident, now)?;
    if standing.holder.is_none() {
        return Ok(());
    }
    let released = Assignment {
        holder: None,
        by: by.id.clone(),
        at: now,
        version: standing.version + 1,
        ..standing
    };
    record(db, &by.id, incident, &released, now)
}

/// As [`release`], when the holder works on the dossier no more: its party was an associate and is none any longer.
///
/// # Errors
/// The store's own failures.
pub(super) fn release_unfit(
    db: &mut Db,
    by: &Account,
    incident: &Incident,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let given = match standing(db, incident, now)?.holder {
        Some(Holder::Account(id)) => Given::Account(id),
        Some(Holder::Team(id)) => Given::Team(id),
        None => return Ok(()),
    };
    match resolved(db, by, incident, &given)? {
        Ok(_) => Ok(()),
        Err(_) => release(db, by, incident, now),
    }
}
