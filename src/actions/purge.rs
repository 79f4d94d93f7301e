//! Destroying the files whose time is over: each dossier in a transaction of its own, then the contents that nobody
//! refers to any more, those that a crash left without a row among them.

use std::collections::BTreeSet;
use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use thiserror::Error;

use crate::domain::journal::Draft;
use crate::domain::retention::Kept;
use crate::store::attachments::{self, Attachment, Purged};
use crate::store::{Db, Store, StoreError, incidents, journal, legal_holds};
use crate::vault::{Vault, VaultRefused};

/// A content that came less than this ago may belong to an act that is not over.
const FRESH: TimeDelta = TimeDelta::hours(1);

/// What is to be purged, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The instant at which retention is judged (UTC).
    pub at: DateTime<Utc>,
    /// Days for which files are kept; `None` keeps them all.
    pub days: Option<u32>,
    /// Who asks.
    pub by: &'a str,
}

/// Files of one dossier whose time is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Reference of the dossier.
    pub reference: String,
    /// Why they go, French.
    pub reason: String,
    /// The files.
    pub files: Vec<Attachment>,
}

/// What a purge did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files whose time is over, by dossier.
    pub due: Vec<Due>,
    /// SHA-256 of the contents destroyed.
    pub destroyed: Vec<String>,
}

/// Why a purge stopped; what was done until then stays done, and the next one goes on.
#[derive(Debug, Error)]
pub enum PurgeFailed {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultRefused),
}

/// What would go. Nothing is done.
///
/// # Errors
/// [`PurgeFailed`].
pub fn foreseen(store: &Store, vault: &Vault, asked: Asked<'_>) -> Result<Outcome, PurgeFailed> {
    let due: Vec<Due> = store.read(|db| -> Result<_, StoreError> {
        let dossiers = attachments::dossiers_over(db)?;
        let due = dossiers.iter().map(|id| due(db, id, asked));
        Ok(due
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect())
    })?;
    let leaving: BTreeSet<&str> = due
        .iter()
        .flat_map(|due| &due.files)
        .map(|file| file.id.as_str())
        .collect();
    let mut destroyed = Vec::new();
    for sha256 in old_contents(vault, asked.at)? {
        if !store.read(|db| attachments::is_referred_to_beside(db, &sha256, &leaving))? {
            destroyed.push(sha256);
        }
    }
    Ok(Outcome { due, destroyed })
}

/// Purges: rows first, each with its entry in the journal, then the contents.
///
/// # Errors
/// [`PurgeFailed`].
pub fn purge(
    store: &Store,
    vault: &Vault,
    asked: Asked<'_>,
    now: DateTime<Utc>,
) -> Result<Outcome, PurgeFailed> {
    let mut outcome = Outcome::default();
    for id in store.read(attachments::dossiers_over)? {
        let purged = store.write(|db| purge_dossier(db, &id, asked, now))?;
        outcome.due.extend(purged);
    }
    for sha256 in old_contents(vault, asked.at)? {
        let is_referred_to = store.read(|db| attachments::is_referred_to(db, &sha256))?;
        if !is_referred_to && vault.destroy(&sha256, before(asked.at))? {
            outcome.destroyed.push(sha256);
        }
    }
    if !outcome.destroyed.is_empty() {
        let body = json!({ "sha256": outcome.destroyed });
        store.write(|db| note(db, asked.by, None, "contents_destroyed", body, now))?;
    }
    Ok(outcome)
}

fn old_contents(vault: &Vault, at: DateTime<Utc>) -> Result<Vec<String>, PurgeFailed> {
    let mut contents = vault.contents_before(before(at)).map_err(VaultRefused::from)?;
    contents.sort_unstable();
    Ok(contents)
}

fn before(at: DateTime<Utc>) -> SystemTime {
    (at - FRESH).into()
}

fn purge_dossier(
    db: &mut Db,
    incident_id: &str,
    asked: Asked<'_>,
    now: DateTime<Utc>,
) -> Result<Option<Due>, StoreError> {
    let Some(due) = due(db, incident_id, asked)? else {
        return Ok(None);
    };
    let purged = Purged {
        at: now,
        by: asked.by.to_owned(),
        reason: due.reason.clone(),
    };
    for file in &due.files {
        attachments::purge(db, &file.id, &purged)?;
    }
    let files: Vec<_> = due
        .files
        .iter()
        .map(|file| json!({ "attachment": file.id, "sha256": file.sha256, "size": file.size }))
        .collect();
    let body = json!({ "files": files, "reason": due.reason, "judged_at": asked.at });
    note(
        db,
        asked.by,
        Some(&due.reference),
        "attachments_purged",
        body,
        now,
    )?;
    Ok(Some(due))
}

/// The files of a dossier whose time is over, if they may go.
fn due(db: &mut Db, incident_id: &str, asked: Asked<'_>) -> Result<Option<Due>, StoreError> {
    let (Some(days), Some(incident)) = (asked.days, incidents::by_id(db, incident_id)?) else {
        return Ok(None);
    };
    let last = journal::last_act_at(db, &incident.reference)?;
    let kept = Kept {
        status: incident.status,
        held: legal_holds::standing(db, incident_id)?.is_some(),
        last_act_at: last.unwrap_or(incident.reported_at),
    };
    if kept.until(days).is_none_or(|until| asked.at < until) {
        return Ok(None);
    }
    let mut files = attachments::of_incident(db, incident_id)?;
    files.retain(|file| file.purged.is_none());
    Ok(Some(Due {
        reference: incident.reference,
        reason: kept.reason(days),
        files,
    }))
}

fn note(
    db: &mut Db,
    by: &str,
    dossier: Option<&str>,
    act: &str,
    body: serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let draft = Draft {
        at: now,
        actor: by.to_owned(),
        act: act.to_owned(),
        dossier: dossier.map(ToOwned::to_owned),
        body,
    };
    journal::append(db, draft).map(|_| ())
}
