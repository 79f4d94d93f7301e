//! Owners are written to about their actions: on the day before, and on the first day on which one is overdue. Everything
//! that is due at once in a dossier goes into one letter for each address, and is done once whoever does it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::Instance;
use super::super::breach::pack_as_decided;
use super::super::deadlines::{About, address_of};
use super::super::letters::{self, Outgoing};
use super::super::note::note;
use super::super::tell::{address_for, raise_no_address};
use crate::domain::instants::{day_of, paris_day};
use crate::domain::letter::LetterKind;
use crate::domain::people::{Party, Role};
use crate::domain::remediation::{Owner, answers_for};
use crate::domain::review::party_of;
use crate::links;
use crate::mail::letters::{ActionsDue, DueAction, Links};
use crate::mail::message::is_address;
use crate::store::incidents::{self, Incident};
use crate::store::remediation::{self, Due, Kept};
use crate::store::{Db, StoreError, accounts, mailing};

/// Whom one writes to: an account that sees the dossier, or a role of a party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::actions) enum Told {
    /// The address of an account.
    Person(String),
    /// A role.
    Role(Party, Role),
}

/// Writes what is due by `now` about the actions of a dossier; answers with the number of letters that it stands for.
///
/// # Errors
/// The store's own failures; nothing is recorded then, and the next tick does it.
pub fn remind(
    db: &mut Db,
    instance: &Instance,
    incident_id: &str,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let due = remediation::due(db, incident_id, now)?;
    let Some(incident) = incidents::by_id(db, incident_id)?.filter(|_| !due.is_empty()) else {
        return Ok(0);
    };
    remediation::done(db, incident_id, now)?;
    let mut lines: BTreeMap<Told, Vec<Kept>> = BTreeMap::new();
    for kept in remediation::of_incident(db, incident_id)? {
        if due.iter().any(|it| it.action_id == kept.id) {
            let told = owner(db, &incident, &kept.action.owner)?;
            lines.entry(told).or_default().push(kept);
        }
    }
    for (told, actions) in &lines {
        write(db, instance, &incident, told, actions, now)?;
    }
    record(db, &incident, &due, &lines, now)?;
    Ok(due.len())
}

/// The person who owns an action, while they still sign in and see the dossier; else the role that answers for the party.
fn owner(db: &mut Db, incident: &Incident, owner: &Owner) -> Result<Told, StoreError> {
    match owner {
        Owner::Party(party) => Ok(answers(*party)),
        Owner::Account(id) => person(db, incident, id),
    }
}

/// A person who is written to at their address, while they still sign in and see the dossier.
pub(in crate::actions) fn person(db: &mut Db, incident: &Incident, id: &str) -> Result<Told, StoreError> {
    let stored = accounts::by_id(db, id)?;
    let Some(stored) = stored else {
        return Ok(answers(incident.decision.handler));
    };
    let party = party_of(&stored.account).unwrap_or(incident.decision.handler);
    let seen = incidents::seen_by_id(db, &incident.id, &stored.account.sight())?;
    match seen {
        Some(_) if stored.disabled_at.is_none() => Ok(Told::Person(stored.account.email)),
        _ => Ok(answers(party)),
    }
}

fn answers(party: Party) -> Told {
    let (party, role) = answers_for(party);
    Told::Role(party, role)
}

/// Whether the person of this address wants such letters.
fn wants(db: &mut Db, address: &str, kind: LetterKind) -> Result<bool, StoreError> {
    match accounts::by_email(db, address)? {
        Some(stored) => mailing::is_wanted(db, &stored.account, kind),
        None => Ok(true),
    }
}

/// Where one writes; `None` when the person does without such letters, or once an alarm was raised because nobody knows.
pub(in crate::actions) fn outgoing(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    told: &Told,
    kind: LetterKind,
    now: DateTime<Utc>,
) -> Result<Option<Outgoing>, StoreError> {
    let (known, to_role) = match told {
        Told::Person(address) if !wants(db, address, kind)? => return Ok(None),
        Told::Person(address) => (address.clone(), None),
        Told::Role(party, role) => {
            let pack = pack_as_decided(db, instance, &incident.decision)?;
            let about = About {
                instance,
                incident,
                case: None,
                pack: pack.as_deref(),
            };
            (address_of(db, about, (*party, *role))?, Some((*party, *role)))
        }
    };
    let address = address_for(instance, incident, &known);
    if !is_address(&address) {
        let to = to_role.unwrap_or_else(|| answers_for(incident.decision.handler));
        raise_no_address(db, incident, to, now)?;
        return Ok(None);
    }
    Ok(Some(Outgoing {
        kind,
        to_role,
        address,
        meets: Vec::new(),
    }))
}

fn write(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    told: &Told,
    actions: &[Kept],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let Some(outgoing) = outgoing(db, instance, incident, told, LetterKind::ActionDue, now)? else {
        return Ok(());
    };
    let letter = |acknowledgement| {
        let letter = ActionsDue {
            reference: incident.reference.clone(),
            actions: actions.iter().map(|kept| line(kept, now)).collect(),
            links: Links {
                dossier: format!("{}{}", instance.public_url, links::plan(&incident.reference)),
                acknowledgement,
            },
            exercise: incident.exercise,
        };
        letters::written(letter.letter())
    };
    letters::queue(db, instance, Some(incident), outgoing, letter, now).map(|_| ())
}

fn line(kept: &Kept, now: DateTime<Utc>) -> DueAction {
    DueAction {
        number: kept.number,
        due: day_of(kept.action.due_on),
        overdue: kept.action.is_overdue(paris_day(now)),
    }
}

fn record(
    db: &mut Db,
    incident: &Incident,
    due: &[Due],
    lines: &BTreeMap<Told, Vec<Kept>>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let numbers: Vec<i64> = lines.values().flatten().map(|kept| kept.number).collect();
    let steps: Vec<String> = due
        .iter()
        .map(|it| format!("{}:{}", it.action_id, it.step))
        .collect();
    let body = json!({ "actions": numbers, "steps": steps });
    note(db, "tocsin", incident, ("actions_reminded", body), now)
}
