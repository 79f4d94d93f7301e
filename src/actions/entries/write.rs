//! An entry is written, once; it may correct an earlier one, which stays readable.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::follow::{FollowRefused, dossier};
use super::super::note::note;
use super::super::once::{earlier, remember};
use super::super::report::Key;
use super::super::watching::{self, Happening};
use super::super::{Instance, new_id};
use super::mentioned::{people, tell};
use crate::domain::entries::{Numbered, Writing, corrected_by, mentions};
use crate::domain::incident::Problem;
use crate::domain::people::Account;
use crate::domain::watching::News;
use crate::signing::sha256_hex;
use crate::store::entries::{self, Entry};
use crate::store::incidents::Incident;
use crate::store::{Db, StoreError, search};

/// An entry, and whether an earlier call with the same key had written it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenOnce {
    /// The entry.
    pub entry: Entry,
    /// Whether it was there already.
    pub already: bool,
}

/// Writes an entry in a dossier and tells the people whom it mentions.
///
/// # Errors
/// Every problem at once, somebody mentioned who does not see the dossier included; [`FollowRefused::Stands`] when the
/// entry to correct was corrected meanwhile.
pub fn write(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    reference: &str,
    writing: Writing,
    key: Option<&Key>,
    now: DateTime<Utc>,
) -> Result<WrittenOnce, FollowRefused> {
    let incident = dossier(db, by, reference)?;
    if let Some(number) = earlier(db, by, key)? {
        return again(db, &incident, &number);
    }
    let known = entries::numbered(db, &incident.id)?;
    let (writing, mentioned) = checked(db, &incident, writing, &known, now)?;
    let entry = Entry {
        id: new_id(now),
        incident_id: incident.id.clone(),
        number: entries::next_number(db, &incident.id)?,
        kind: writing.kind,
        text: writing.text,
        at: writing.at,
        corrects: writing.corrects,
        written_by: by.id.clone(),
        written_at: now,
    };
    entries::insert(db, entry.clone())?;
    search::reindex(db, &incident.id)?;
    let told = news(db, &entry, mentioned)?;
    record(db, by, &incident, &entry, &told, now)?;
    tell(db, instance, &incident, by, &told, now)?;
    let happening = Happening {
        news: News::EntryWritten,
        by,
        at: now,
    };
    watching::tell(db, instance, &incident, happening)?;
    remember(db, by, key, &entry.number.to_string(), now)?;
    Ok(WrittenOnce {
        entry,
        already: false,
    })
}

fn again(db: &mut Db, incident: &Incident, number: &str) -> Result<WrittenOnce, FollowRefused> {
    let number = number.parse().map_err(|_| FollowRefused::KeyReused)?;
    let entry = entries::find(db, &incident.id, number)?.ok_or(FollowRefused::KeyReused)?;
    Ok(WrittenOnce { entry, already: true })
}

fn checked(
    db: &mut Db,
    incident: &Incident,
    writing: Writing,
    known: &[Numbered],
    now: DateTime<Utc>,
) -> Result<(Writing, Vec<Account>), FollowRefused> {
    let corrected = writing.corrects.and_then(|number| corrected_by(known, number));
    let named = people(db, incident, &mentions(&writing.text))?;
    let checked = writing.check(known, now);
    match (checked, named) {
        (Ok(writing), Ok(named)) => Ok((writing, named)),
        (Err(problems), Ok(_)) if corrected.is_some() && problems.len() == 1 => {
            Err(FollowRefused::Stands(problems))
        }
        (checked, named) => {
            let mut problems: Vec<Problem> = checked.err().unwrap_or_default();
            problems.extend(named.err());
            Err(FollowRefused::Problems(problems))
        }
    }
}

/// Those whom a correction mentions and the entry that it corrects did not.
fn news(db: &mut Db, entry: &Entry, mentioned: Vec<Account>) -> Result<Vec<Account>, FollowRefused> {
    let before = match entry.corrects {
        Some(number) => entries::find(db, &entry.incident_id, number)?,
        None => None,
    };
    let Some(before) = before else {
        return Ok(mentioned);
    };
    let told = mentions(&before.text);
    let is_news = |account: &Account| {
        !told
            .iter()
            .any(|mention| super::mentioned::names(mention, account))
    };
    Ok(mentioned.into_iter().filter(is_news).collect())
}

/// As for every text that somebody typed, the journal keeps its fingerprint.
fn record(
    db: &mut Db,
    by: &Account,
    incident: &Incident,
    entry: &Entry,
    told: &[Account],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mentioned: BTreeSet<&str> = told.iter().map(|account| account.id.as_str()).collect();
    let body = json!({
        "number": entry.number, "kind": entry.kind, "at": entry.at, "corrects": entry.corrects,
        "text_sha256": sha256_hex(entry.text.as_bytes()), "mentioned": mentioned,
    });
    note(db, &by.id, incident, ("entry_written", body), now)
}
