//! The hash chain of the journal (DOMAIN §11): each entry seals its content and the entry before it.
//!
//! A change, a removal, an insertion or a swap anywhere breaks the chain at a place that [`Verifier`] names.
//! Two things cannot be seen from the entries alone: that the *last* ones are missing, and that the whole
//! chain was computed anew after a change. The daily seal answers both: the head hash is mailed to the RSSI
//! and the DPD, and a chain that does not pass through a sealed head is not the one that was sealed.
//!
//! Deliberately absent: storage, the clock, the choice of what an act writes in its body.

mod canonical;
mod verification;

pub use canonical::canonical;
pub use verification::{Broken, Fault, Verifier, Whole};

use std::fmt::Write as _;

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::instants::rfc3339;

/// What the first entry names as the hash before it: sixty-four zeros.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// An act about to be journaled; [`Draft::chain`] gives it its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Instant of the act.
    pub at: DateTime<Utc>,
    /// Who acted: an account identifier, or the name of the machine's own part.
    pub actor: String,
    /// What was done, in the past tense: `incident_reported`.
    pub act: String,
    /// Reference of the dossier, if the act touches one.
    pub dossier: Option<String>,
    /// What was done, in detail: whole numbers only, see [`canonical()`].
    pub body: Value,
}

/// One entry of the journal, sealed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Place in the chain, from 1, without gap.
    pub seq: i64,
    /// Instant of the act, to the microsecond.
    #[serde(serialize_with = "instant")]
    pub at: DateTime<Utc>,
    /// Who acted.
    pub actor: String,
    /// What was done.
    pub act: String,
    /// Reference of the dossier, if the act touches one.
    pub dossier: Option<String>,
    /// Details of the act.
    pub body: Value,
    /// Hash of the entry before, [`GENESIS`] for the first; 64 hexadecimal digits.
    pub prev: String,
    /// SHA-256 of the canonical form of every field above; 64 hexadecimal digits.
    pub hash: String,
}

impl Draft {
    /// Seals the act as entry `seq`, after the entry whose hash is `prev`.
    ///
    /// The instant is cut to the microsecond and the texts are made storable (no U+0000, no fraction),
    /// so that the entry read back from any store is the one that was sealed.
    #[must_use]
    pub fn chain(self, seq: i64, prev: &str) -> Entry {
        let mut entry = Entry {
            seq,
            at: self.at.trunc_subsecs(6),
            actor: canonical::storable_text(&self.actor),
            act: canonical::storable_text(&self.act),
            dossier: self.dossier.as_deref().map(canonical::storable_text),
            body: canonical::storable(&self.body),
            prev: prev.to_owned(),
            hash: String::new(),
        };
        entry.hash = entry.computed_hash();
        entry
    }
}

impl Entry {
    /// Whether somebody read and nothing changed; such acts are all named `…_read`.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.act.ends_with("_read")
    }

    /// The hash that the fields call for; equal to `hash` when nobody touched the entry.
    #[must_use]
    pub fn computed_hash(&self) -> String {
        let digest = Sha256::digest(canonical(&self.sealed_fields()).as_bytes());
        digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a String cannot fail.
            write!(hex, "{byte:02x}").unwrap_or_default();
            hex
        })
    }

    fn sealed_fields(&self) -> Value {
        json!({
            "seq": self.seq,
            "at": rfc3339(self.at),
            "actor": self.actor,
            "act": self.act,
            "dossier": self.dossier,
            "body": self.body,
            "prev": self.prev,
        })
    }
}

/// The entry as one line of an export: canonical JSON, without the line break.
#[must_use]
pub fn to_line(entry: &Entry) -> String {
    let mut fields = entry.sealed_fields();
    if let Value::Object(map) = &mut fields {
        map.insert("hash".to_owned(), Value::from(entry.hash.as_str()));
    }
    canonical(&fields)
}

/// Reads one line of an export. A line end left by the reader is forgiven, nothing else: the line must be
/// the very bytes that [`to_line`] writes, so that no two lines say the same thing.
///
/// # Errors
/// [`Fault::Unreadable`] when it is anything else.
pub fn from_line(line: &str) -> Result<Entry, Fault> {
    let line = line.trim_end_matches(['\r', '\n']);
    let entry: Entry = serde_json::from_str(line).map_err(|_| Fault::Unreadable)?;
    if to_line(&entry) == line {
        Ok(entry)
    } else {
        Err(Fault::Unreadable)
    }
}

fn instant<S: serde::Serializer>(at: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&rfc3339(*at))
}

#[cfg(test)]
mod tests;
