//! Recording the packs in use, so that a past decision stays readable under the version that took it.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::Instance;
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

/// What is said of a convention that no pack in use is.
pub(super) const UNKNOWN_CONVENTION: &str =
    "Convention inconnue\u{a0}: indiquez l’identifiant de l’une de celles de l’installation.";

/// The convention of this identifier, or the installation's own when it is left out.
pub(super) fn known_convention(instance: &Instance, given: Option<&str>) -> Option<String> {
    let home = instance.catalogue.home().map(|pack| pack.id.as_str());
    let known = given.or(home).filter(|id| instance.catalogue.get(id).is_some());
    known.map(str::to_owned)
}
