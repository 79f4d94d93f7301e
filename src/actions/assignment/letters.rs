//! The letter to whoever a dossier was given to: not to oneself, not to somebody who may not open it, not to somebody who
//! chose to do without.

use chrono::{DateTime, Utc};

use crate::actions::Instance;
use crate::actions::letters::{self, Outgoing};
use crate::actions::tell::address_for;
use crate::domain::assignment::Holder;
use crate::domain::instants::in_full;
use crate::domain::letter::LetterKind;
use crate::domain::obligations::State;
use crate::domain::people::Account;
use crate::mail::letters::{Assigned, Links, owed};
use crate::mail::message::is_address;
use crate::store::assignments::Assignment;
use crate::store::incidents::{self, Incident};
use crate::store::{Db, StoreError, accounts, mailing, obligations, teams};

/// Most deadlines that a letter names.
const NAMED: usize = 3;

/// Writes to each person who holds the dossier now, the one who said so excepted.
pub(super) fn tell(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    incident: &Incident,
    assignment: &Assignment,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (people, team) = told(db, assignment)?;
    let dossier = letters::dossier(db, instance, incident)?;
    let deadlines = deadlines(db, incident)?;
    for person in people.iter().filter(|person| person.id != by.id) {
        let seen = incidents::seen_by_id(db, &incident.id, &person.sight())?;
        if seen.is_none() || !mailing::is_wanted(db, person, LetterKind::Assigned)? {
            continue;
        }
        let letter = |links| Assigned {
            dossier: dossier.clone(),
            by: by.name.clone(),
            team: team.clone(),
            deadlines: deadlines.clone(),
            links,
        };
        write(db, instance, incident, person, letter, now)?;
    }
    Ok(())
}

fn told(db: &mut Db, assignment: &Assignment) -> Result<(Vec<Account>, Option<String>), StoreError> {
    Ok(match &assignment.holder {
        Some(Holder::Account(id)) => {
            let stored = accounts::by_id(db, id)?;
            (stored.map(|stored| stored.account).into_iter().collect(), None)
        }
        Some(Holder::Team(id)) => match teams::find(db, id)? {
            Some(team) => (teams::members(db, &team)?, Some(team.name)),
            None => (Vec::new(), None),
        },
        None => (Vec::new(), None),
    })
}

/// The legal deadlines that run, the nearest first.
fn deadlines(db: &mut Db, incident: &Incident) -> Result<Vec<String>, StoreError> {
    let mut duties = obligations::of_incident(db, &incident.id)?;
    duties.retain(|duty| duty.state == State::Pending && !duty.kind.is_service_level());
    duties.sort_by_key(|duty| duty.due_at);
    let dated = duties
        .iter()
        .filter_map(|duty| Some((duty.kind, duty.due_at?)))
        .map(|(kind, due)| format!("{} Au plus tard\u{a0}: {}.", owed(kind), in_full(due)));
    Ok(dated.take(NAMED).collect())
}

fn write(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    person: &Account,
    letter: impl FnOnce(Links) -> Assigned,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let address = address_for(instance, incident, &person.email);
    if !is_address(&address) {
        return Ok(());
    }
    let outgoing = Outgoing {
        kind: LetterKind::Assigned,
        to_role: None,
        address,
        meets: Vec::new(),
    };
    let compose = |acknowledgement| {
        let links = letters::links(instance, incident, acknowledgement);
        letters::written(letter(links).letter())
    };
    letters::queue(db, instance, Some(incident), outgoing, compose, now).map(|_| ())
}
