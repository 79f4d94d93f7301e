//! One letter for each act to each person who follows the dossier: not to whoever did it, not to somebody whom the act
//! writes to already, not to somebody who sees it no more, and nothing once it is over but its end.

use chrono::{DateTime, Utc};

use crate::actions::Instance;
use crate::actions::letters::{self, Outgoing};
use crate::actions::tell::address_for;
use crate::domain::instants::in_full;
use crate::domain::letter::LetterKind;
use crate::domain::people::Account;
use crate::domain::watching::News;
use crate::mail::letters::DossierNews;
use crate::mail::message::is_address;
use crate::store::incidents::{self, Incident};
use crate::store::{Db, StoreError, accounts, mailing, mails, watchers};

/// What happened and who did it.
#[derive(Clone, Copy)]
pub(in crate::actions) struct Happening<'a> {
    /// What happened.
    pub(in crate::actions) news: News,
    /// Who did it.
    pub(in crate::actions) by: &'a Account,
    /// When (UTC).
    pub(in crate::actions) at: DateTime<Utc>,
}

/// Tells those who follow the dossier, as it stands after the act; called last, so that the letters of the act are known.
pub(in crate::actions) fn tell(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    happening: Happening<'_>,
) -> Result<(), StoreError> {
    if !happening.news.is_told(incident.status) {
        return Ok(());
    }
    let written = mails::addresses_queued_at(db, &incident.id, happening.at)?;
    for id in watchers::of_incident(db, &incident.id)? {
        if id == happening.by.id {
            continue;
        }
        let reader = reader(db, incident, &id)?;
        if let Some(reader) = reader.filter(|reader| !written.contains(&reader.email.to_lowercase())) {
            write(db, instance, incident, &reader, happening)?;
        }
    }
    Ok(())
}

/// The person, while they sign in, see the dossier and want such letters.
fn reader(db: &mut Db, incident: &Incident, id: &str) -> Result<Option<Account>, StoreError> {
    let stored = accounts::by_id(db, id)?.filter(|stored| stored.disabled_at.is_none());
    let Some(account) = stored.map(|stored| stored.account) else {
        return Ok(None);
    };
    let seen = incidents::seen_by_id(db, &incident.id, &account.sight())?;
    let wanted = seen.is_some() && mailing::is_wanted(db, &account, LetterKind::DossierNews)?;
    Ok(wanted.then_some(account))
}

fn write(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    reader: &Account,
    happening: Happening<'_>,
) -> Result<(), StoreError> {
    let address = address_for(instance, incident, &reader.email);
    if !is_address(&address) {
        return Ok(());
    }
    let outgoing = Outgoing {
        kind: LetterKind::DossierNews,
        to_role: None,
        address,
        meets: Vec::new(),
    };
    let compose = |acknowledgement| {
        let letter = DossierNews {
            reference: incident.reference.clone(),
            news: happening.news,
            by: happening.by.name.clone(),
            at: in_full(happening.at),
            links: letters::links(instance, incident, acknowledgement),
            exercise: incident.exercise,
        };
        letters::written(letter.letter())
    };
    letters::queue(db, instance, Some(incident), outgoing, compose, happening.at).map(|_| ())
}
