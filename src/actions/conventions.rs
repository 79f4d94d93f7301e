//! Recording the packs in use, so that a past decision stays readable under the version that took it.

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::journal::Draft;
use crate::store::conventions::{Version, record};
use crate::store::{Db, StoreError, journal};

/// A pack's particulars and the text it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// SHA-256 of the text.
    pub hash: &'a str,
    /// Pack identifier.
    pub id: &'a str,
    /// French title.
    pub title: &'a str,
    /// `builtin`, `folder` or `loaded`.
    pub origin: &'a str,
    /// The TOML text.
    pub text: &'a str,
}

/// Records one version of a pack; tells whether it was new. A version known already is left as it is.
///
/// # Errors
/// The store's own failures.
pub fn record_version(
    db: &mut Db,
    actor: &str,
    source: Source<'_>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let Source {
        hash,
        id,
        title,
        origin,
        text,
    } = source;
    let new = record(db, &Version::new(hash, id, title, origin, text, now))?;
    if new {
        let body = json!({ "convention": id, "hash": hash, "origin": origin });
        let act = Draft {
            at: now,
            actor: actor.to_owned(),
            act: "convention_recorded".to_owned(),
            dossier: None,
            body,
        };
        journal::append(db, act)?;
    }
    Ok(new)
}
