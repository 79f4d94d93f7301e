//! What a reading would change, before anything is changed.
//!
//! Deliberately absent: schools that the file does not name. An export may be partial, so silence says
//! nothing; a school that closes is named, with its state.

use std::collections::HashMap;

use crate::domain::establishment::Establishment;
use crate::domain::uai::Uai;

/// The difference between the schools known and the schools read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Schools not known before.
    pub created: Vec<Establishment>,
    /// Schools known with other particulars, as they are now.
    pub updated: Vec<Establishment>,
    /// Number of schools known exactly as they were read.
    pub unchanged: usize,
}

/// Compares the schools `read` with the `existing` ones.
#[must_use]
pub fn compare<S: std::hash::BuildHasher>(
    existing: &HashMap<Uai, Establishment, S>,
    read: &[Establishment],
) -> Changes {
    let mut changes = Changes::default();
    for school in read {
        match existing.get(&school.uai) {
            None => changes.created.push(school.clone()),
            Some(known) if known == school => changes.unchanged += 1,
            Some(_) => changes.updated.push(school.clone()),
        }
    }
    changes
}
