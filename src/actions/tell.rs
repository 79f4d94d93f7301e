//! Telling people of a new dossier: the duties that arise at once, one letter for each recipient, an alarm where
//! nobody can be written to.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::letters::{self, Outgoing};
use super::{Instance, new_id};
use crate::domain::convention::Pack;
use crate::domain::journal::Draft;
use crate::domain::letter::LetterKind;
use crate::domain::mailing;
use crate::domain::obligations::{self, Arising, Kind, ReportFacts};
use crate::domain::people::Party;
use crate::domain::plan;
use crate::domain::routing::{Decision, Inform};
use crate::mail::letters::Dossier;
use crate::mail::message::is_address;
use crate::store::alarms::{self, Alarm};
use crate::store::incidents::Incident;
use crate::store::{Db, StoreError, journal, obligations as duties, steps, supervision};

/// Records the duties that arise at once, and queues one letter for each recipient.
pub(super) fn tell(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let facts = ReportFacts {
        pack: pack(instance, &incident.decision),
        decision: &incident.decision,
        has_establishment: incident.establishment_uai.is_some(),
        personal_data: incident.personal_data,
        reported_at: now,
        unconfirmed_alert: supervision::is_alert(db, &incident.id)?,
    };
    let mut owed: Vec<(String, Arising)> = Vec::new();
    for arising in obligations::arising_from_report(facts) {
        let id = new_id(now);
        duties::insert(
            db,
            &id,
            &incident.id,
            &arising,
            incident.decision.convention_hash.as_deref(),
        )?;
        owed.push((id, arising));
    }
    let dossier = letters::dossier(db, instance, incident)?;
    let (questions, owed): (Vec<_>, Vec<_>) = owed
        .into_iter()
        .partition(|(_, arising)| arising.kind == Kind::AssessPersonalData);
    for question in &questions {
        ask(db, instance, incident, &dossier, facts.pack, question, now)?;
    }
    for letter in by_recipient(&owed) {
        send(db, instance, incident, &dossier, &letter, now)?;
    }
    let written: BTreeSet<&str> = owed.iter().map(|(_, arising)| arising.address.as_str()).collect();
    let handlers = incident
        .decision
        .inform
        .iter()
        .filter(|told| handles(&incident.decision, told));
    for told in handlers.filter(|told| !written.contains(told.address.as_str())) {
        tell_handler(db, instance, incident, &dossier, told, now)?;
    }
    Ok(())
}

/// Asks the officer whether personal data are touched, and plans the reminders.
pub(super) fn ask(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    dossier: &Dossier,
    pack: Option<&Pack>,
    (id, arising): &(String, Arising),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if let Some(rule) = pack.and_then(|pack| pack.obligation(arising.kind)) {
        steps::plan(
            db,
            &incident.id,
            id,
            plan::steps(rule, arising.starts_at, arising.due_at),
        )?;
    }
    let Some(to_role) = mailing::asked_about_data(arising.debtor) else {
        return Ok(());
    };
    let contact = pack.and_then(|pack| pack.contact(to_role.0, to_role.1));
    let known = contact
        .map(|contact| contact.address.as_str())
        .unwrap_or_default();
    let address = address_for(instance, incident, known);
    if !is_address(&address) {
        return raise_no_address(db, incident, to_role, now);
    }
    let outgoing = Outgoing {
        kind: LetterKind::PersonalDataQuestion,
        to_role: Some(to_role),
        address,
        meets: Vec::new(),
    };
    let write = |link| letters::question(instance, incident, dossier.clone(), arising.due_at, link);
    letters::queue(db, instance, Some(incident), outgoing, write, now).map(|_| ())
}

/// Whether somebody told stands for a party that handles the incident or a part of it. The académie and the
/// school are told by duties of their own.
fn handles(decision: &Decision, told: &Inform) -> bool {
    let has_a_part = decision.handler == told.party || decision.associates.contains(&told.party);
    match told.party {
        Party::Departement | Party::Region | Party::Commune => has_a_part,
        Party::Academie | Party::Etablissement => false,
    }
}

fn tell_handler(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    dossier: &Dossier,
    told: &Inform,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let to_role = (told.party, told.role);
    let address = address_for(instance, incident, &told.address);
    if !is_address(&address) {
        return raise_no_address(db, incident, to_role, now);
    }
    let kind = LetterKind::HandlerTold;
    let outgoing = Outgoing {
        kind,
        to_role: Some(to_role),
        address,
        meets: Vec::new(),
    };
    let write = |link| letters::handler_told(instance, incident, dossier.clone(), told, link);
    letters::queue(db, instance, Some(incident), outgoing, write, now).map(|_| ())
}

/// Letters of a drill go to the mailbox of drills, whoever they are for (DOMAIN §6).
pub(super) fn address_for(instance: &Instance, incident: &Incident, address: &str) -> String {
    match &instance.exercise_mailbox {
        Some(mailbox) if incident.exercise => mailbox.clone(),
        _ => address.to_owned(),
    }
}

/// The pack of the decision, or the installation's own when no pack covers the school.
#[must_use]
pub fn pack<'a>(instance: &'a Instance, decision: &Decision) -> Option<&'a Pack> {
    let covering = decision
        .convention
        .as_deref()
        .and_then(|id| instance.catalogue.get(id));
    covering.or_else(|| instance.catalogue.home())
}

type Owed<'a> = Vec<&'a (String, Arising)>;

/// Duties of one act towards one recipient share one letter (DOMAIN §8).
fn by_recipient(owed: &[(String, Arising)]) -> Vec<Owed<'_>> {
    let mut letters: Vec<Owed<'_>> = Vec::new();
    for duty in owed {
        let same = |letter: &&mut Owed<'_>| {
            letter
                .iter()
                .any(|d| d.1.creditor == duty.1.creditor && d.1.address == duty.1.address)
        };
        match letters.iter_mut().find(same) {
            Some(letter) => letter.push(duty),
            None => letters.push(vec![duty]),
        }
    }
    letters
}

fn send(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    dossier: &Dossier,
    owed: &Owed<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let Some((_, first)) = owed.first() else {
        return Ok(());
    };
    let Some((kind, to_role)) = mailing::written_to(first.creditor) else {
        return Ok(());
    };
    let address = address_for(instance, incident, &first.address);
    if !is_address(&address) {
        return raise_no_address(db, incident, to_role, now);
    }
    let meets = owed.iter().map(|(id, _)| id.clone()).collect();
    let arising: Vec<&Arising> = owed.iter().map(|(_, arising)| arising).collect();
    let outgoing = Outgoing {
        kind,
        to_role: Some(to_role),
        address,
        meets,
    };
    letters::queue(
        db,
        instance,
        Some(incident),
        outgoing,
        |link| letters::first_letter(instance, incident, dossier.clone(), kind, &arising, link),
        now,
    )
    .map(|_| ())
}

pub(super) fn raise_no_address(
    db: &mut Db,
    incident: &Incident,
    to: letters::Recipient,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let who = letters::recipient_words(to);
    let message =
        format!("Aucune adresse de courriel n’est connue pour {who}. Prévenez cette personne par téléphone.");
    let alarm = Alarm {
        id: new_id(now),
        incident_id: Some(incident.id.clone()),
        mail_id: None,
        kind: "no_address".to_owned(),
        message,
        raised_at: now.into(),
        cleared_at: None,
    };
    alarms::raise(db, alarm)?;
    let body = json!({ "party": to.0.as_str(), "role": to.1.as_str(), "alarm": "no_address" });
    let (actor, act) = ("tocsin".to_owned(), "mail_alarm_raised".to_owned());
    journal::append(
        db,
        Draft {
            at: now,
            actor,
            act,
            dossier: Some(incident.reference.clone()),
            body,
        },
    )
    .map(|_| ())
}
