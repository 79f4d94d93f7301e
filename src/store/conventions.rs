//! Every version of every pack ever in use.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::convention_versions;
use super::{Db, Instant, StoreError};

/// One version of a pack, with the text it was read from.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = convention_versions)]
pub struct Version {
    /// SHA-256 of the text.
    pub hash: String,
    /// Pack identifier.
    pub id: String,
    /// French title.
    pub title: String,
    /// `builtin`, `folder` or `loaded`.
    pub origin: String,
    /// The TOML text.
    pub source: String,
    /// When it was first in use (UTC).
    pub recorded_at: Instant,
}

impl Version {
    /// A version recorded at `now`.
    #[must_use]
    pub fn new(hash: &str, id: &str, title: &str, origin: &str, source: &str, now: DateTime<Utc>) -> Self {
        let [hash, id, title, origin, source] = [hash, id, title, origin, source].map(ToOwned::to_owned);
        Self {
            hash,
            id,
            title,
            origin,
            source,
            recorded_at: now.into(),
        }
    }
}

/// Records a version unless it is known; tells whether it was new.
///
/// # Errors
/// The store's own failures.
pub fn record(db: &mut Db, version: &Version) -> Result<bool, StoreError> {
    if find(db, &version.hash)?.is_some() {
        return Ok(false);
    }
    diesel::insert_into(convention_versions::table)
        .values(version.clone())
        .execute(db)?;
    Ok(true)
}

/// The version of this hash.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, hash: &str) -> Result<Option<Version>, StoreError> {
    Ok(convention_versions::table.find(hash).get_result(db).optional()?)
}

/// The packs an administrator loaded: the last loaded version of each identifier, oldest first.
///
/// # Errors
/// The store's own failures.
pub fn loaded(db: &mut Db) -> Result<Vec<Version>, StoreError> {
    let all: Vec<Version> = convention_versions::table
        .filter(convention_versions::origin.eq("loaded"))
        .order((convention_versions::recorded_at, convention_versions::hash))
        .load(db)?;
    let mut last: Vec<Version> = Vec::new();
    for version in all {
        last.retain(|older| older.id != version.id);
        last.push(version);
    }
    Ok(last)
}
