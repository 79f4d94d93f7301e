//! The people whom a text mentions: only those who see the dossier. Each gets one letter, without a word of the dossier.

use chrono::{DateTime, Utc};

use super::super::Instance;
use super::super::letters::{self, Outgoing};
use super::super::tell::address_for;
use crate::domain::entries::Mention;
use crate::domain::incident::Problem;
use crate::domain::letter::LetterKind;
use crate::domain::people::Account;
use crate::links;
use crate::mail::letters::{Links, Mentioned};
use crate::mail::message::is_address;
use crate::store::accounts::{self, StoredAccount};
use crate::store::incidents::{self, Incident};
use crate::store::{Db, StoreError, mailing};

/// Whether a mention names this account.
pub(super) fn names(mention: &Mention, account: &Account) -> bool {
    match mention {
        Mention::Address(address) => account.email == *address,
        Mention::Role(role) => account.roles.contains(role),
    }
}

/// The people mentioned, each once; a problem of the text when a mention names nobody who sees the dossier: somebody who
/// may not see it and somebody who does not exist look the same.
pub(super) fn people(
    db: &mut Db,
    incident: &Incident,
    mentions: &[Mention],
) -> Result<Result<Vec<Account>, Problem>, StoreError> {
    let (mut found, mut strangers): (Vec<Account>, Vec<String>) = (Vec::new(), Vec::new());
    for mention in mentions {
        let seeing = seeing(db, incident, mention)?;
        if seeing.is_empty() {
            strangers.push(mention.to_string());
        }
        for account in seeing {
            if found.iter().all(|known| known.id != account.id) {
                found.push(account);
            }
        }
    }
    if strangers.is_empty() {
        return Ok(Ok(found));
    }
    let message = format!(
        "Personne ne voit ce dossier sous ce nom\u{a0}: {}. Corrigez la mention, ou retirez le signe @.",
        strangers.join(", ")
    );
    Ok(Err(Problem::new("text", message)))
}

fn seeing(db: &mut Db, incident: &Incident, mention: &Mention) -> Result<Vec<Account>, StoreError> {
    let named: Vec<Account> = match mention {
        Mention::Address(address) => enabled(accounts::by_email(db, address)?).into_iter().collect(),
        Mention::Role(role) => accounts::of_role(db, *role, incident.establishment_uai.as_ref())?,
    };
    let mut seeing = Vec::new();
    for account in named {
        if incidents::seen_by_id(db, &incident.id, &account.sight())?.is_some() {
            seeing.push(account);
        }
    }
    Ok(seeing)
}

fn enabled(stored: Option<StoredAccount>) -> Option<Account> {
    stored
        .filter(|stored| stored.disabled_at.is_none())
        .map(|stored| stored.account)
}

/// Writes to each of these people, the author and whoever does without such letters excepted.
pub(super) fn tell(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    by: &Account,
    people: &[Account],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for person in people.iter().filter(|person| person.id != by.id) {
        let address = address_for(instance, incident, &person.email);
        if !is_address(&address) || !mailing::is_wanted(db, person, LetterKind::Mentioned)? {
            continue;
        }
        let outgoing = Outgoing {
            kind: LetterKind::Mentioned,
            to_role: None,
            address,
            meets: Vec::new(),
        };
        let letter = |acknowledgement| {
            let letter = Mentioned {
                reference: incident.reference.clone(),
                by: by.name.clone(),
                links: Links {
                    dossier: format!("{}{}", instance.public_url, links::timeline(&incident.reference)),
                    acknowledgement,
                },
                exercise: incident.exercise,
            };
            letters::written(letter.letter())
        };
        letters::queue(db, instance, Some(incident), outgoing, letter, now)?;
    }
    Ok(())
}
