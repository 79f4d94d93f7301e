//! Importing the national directory: all of a file's schools in one transaction, or none.

use chrono::{DateTime, Utc};
use serde_json::json;
use thiserror::Error;

use crate::directory::{self, NotADirectory, Rejected};
use crate::domain::journal::Draft;
use crate::store::{Db, StoreError, establishments, journal};

/// What an import did. Lines taken are those of the schools, and those merged into them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Schools that were not known.
    pub created: usize,
    /// Schools whose particulars changed.
    pub updated: usize,
    /// Schools already known as they are.
    pub unchanged: usize,
    /// Further lines of a school told by another line (several sites).
    pub merged: usize,
    /// Lines that could not be taken, with their number and reason.
    pub rejected: Vec<Rejected>,
}

/// Why nothing was imported.
#[derive(Debug, Error)]
pub enum ImportRefused {
    /// The file is not an export of the directory.
    #[error(transparent)]
    NotADirectory(#[from] NotADirectory),
    /// The store failed; nothing was changed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes in a directory export. A second import of the same file changes nothing and journals nothing.
///
/// # Errors
/// [`ImportRefused`]; nothing is kept then.
pub fn import_directory(
    db: &mut Db,
    actor: &str,
    bytes: &[u8],
    now: DateTime<Utc>,
) -> Result<Imported, ImportRefused> {
    let reading = directory::read(bytes)?;
    let changes = directory::compare(&establishments::all(db)?, &reading.schools);
    for school in &changes.created {
        establishments::insert(db, school, now)?;
    }
    for school in &changes.updated {
        establishments::update(db, school, now)?;
    }
    let imported = Imported {
        created: changes.created.len(),
        updated: changes.updated.len(),
        unchanged: changes.unchanged,
        merged: reading.merged.len(),
        rejected: reading.rejected,
    };
    if imported.created + imported.updated > 0 {
        let body = json!({
            "created": imported.created, "updated": imported.updated, "unchanged": imported.unchanged,
            "merged": imported.merged, "rejected": imported.rejected.len(), "sha256": crate::signing::sha256_hex(bytes),
        });
        let act = Draft {
            at: now,
            actor: actor.to_owned(),
            act: "directory_imported".to_owned(),
            dossier: None,
            body,
        };
        journal::append(db, act)?;
    }
    Ok(imported)
}
