//! Letters about deadlines: to the people accountable and, once a due instant is past, to the officers of both sides.

use chrono::{DateTime, Utc};

use super::Instance;
use super::breach::Case;
use super::letters::{self, Outgoing, plain_name};
use super::tell::{address_for, raise_no_address};
use crate::domain::calendar::left_in_words;
use crate::domain::convention::Pack;
use crate::domain::instants::{in_full, remaining};
use crate::domain::people::{Party, Role};
use crate::links;
use crate::mail::letters::{Deadlines, Due, Links, Occasion, owed};
use crate::mail::message::is_address;
use crate::store::incidents::Incident;
use crate::store::obligations::Obligation;
use crate::store::{Db, StoreError, establishments};

/// A dossier about whose deadlines one writes.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    /// Packs, addresses, the signer.
    pub(super) instance: &'a Instance,
    /// The dossier.
    pub(super) incident: &'a Incident,
    /// Its breach, if it has one.
    pub(super) case: Option<&'a Case<'a>>,
    /// The pack under which it was decided.
    pub(super) pack: Option<&'a Pack>,
}

/// A duty with the sentence that says where it stands.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// The duty.
    pub(super) duty: &'a Obligation,
    /// Where it stands, French.
    pub(super) standing: String,
}

/// Writes to one role about deadlines; raises an alarm where nobody can be written to.
pub(super) fn write(
    db: &mut Db,
    about: About<'_>,
    occasion: Occasion,
    to: (Party, Role),
    lines: &[Line<'_>],
    notes: &[String],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let instance = about.instance;
    let known = address_of(db, about, to)?;
    let address = address_for(instance, about.incident, &known);
    if !is_address(&address) {
        return raise_no_address(db, about.incident, to, now);
    }
    let outgoing = Outgoing {
        kind: occasion.kind(),
        to_role: Some(to),
        address,
        meets: Vec::new(),
    };
    let letter = |acknowledgement| {
        let letter = Deadlines {
            occasion,
            reference: reference(about),
            dossier: about.incident.reference.clone(),
            school: school(about.incident),
            duties: lines.iter().map(|line| due(about, line, now)).collect(),
            notes: notes.to_vec(),
            links: Links {
                dossier: format!("{}{}", instance.public_url, page(about)),
                acknowledgement,
            },
            exercise: about.incident.exercise,
        };
        letters::written(letter.letter())
    };
    letters::queue(db, instance, Some(about.incident), outgoing, letter, now).map(|_| ())
}

/// Where a role is written to about this dossier; empty when nobody knows.
pub(super) fn address_of(
    db: &mut Db,
    about: About<'_>,
    (party, role): (Party, Role),
) -> Result<String, StoreError> {
    if role == Role::ChefEtablissement {
        let school = match &about.incident.establishment_uai {
            Some(uai) => establishments::find(db, uai)?,
            None => None,
        };
        return Ok(school.map(|school| school.mailbox).unwrap_or_default());
    }
    let contact = about.pack.and_then(|pack| pack.contact(party, role));
    Ok(contact.map(|contact| contact.address.clone()).unwrap_or_default())
}

fn reference(about: About<'_>) -> String {
    let breach = about.case.map(|case| case.breach.reference.clone());
    breach.unwrap_or_else(|| about.incident.reference.clone())
}

fn page(about: About<'_>) -> String {
    match about.case {
        Some(case) => links::breach(&case.breach.reference),
        None => links::incident(&about.incident.reference),
    }
}

fn school(incident: &Incident) -> String {
    match &incident.establishment_uai {
        Some(uai) => format!("{} ({uai})", incident.establishment_name),
        None => "aucun en particulier".to_owned(),
    }
}

fn due(about: About<'_>, line: &Line<'_>, now: DateTime<Utc>) -> Due {
    let duty = line.duty;
    Due {
        what: owed(duty.kind).trim_end_matches('.').to_owned(),
        due: duty.due_at.map(in_full),
        left: left(about, duty, now),
        standing: line.standing.clone(),
        clause: duty.clause.clone(),
    }
}

/// What is left of the time: elapsed for a legal clock, worked for a service level.
fn left(about: About<'_>, duty: &Obligation, now: DateTime<Utc>) -> String {
    let Some(due) = duty.due_at else {
        return String::new();
    };
    let hours = about.pack.and_then(|pack| pack.calendar.as_ref());
    match hours.filter(|_| duty.kind.is_service_level()) {
        Some(hours) => left_in_words(hours, now, due),
        None => remaining(now, due),
    }
}

/// Who has to act, as a sentence.
pub(super) fn owes(about: About<'_>, debtor: Party) -> String {
    let named = about.pack.and_then(|pack| pack.party_name(debtor));
    format!("à faire ({})", named.unwrap_or_else(|| plain_name(debtor)))
}
