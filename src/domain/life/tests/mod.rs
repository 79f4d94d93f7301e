//! The life of a dossier, walked in full.

mod closing;
mod machine;
mod people;
mod words;

use chrono::{DateTime, Utc};

use super::Facts;
use crate::domain::incident::Status;

fn now() -> DateTime<Utc> {
    "2026-11-24T14:00:00Z".parse().unwrap()
}

/// A dossier at this stage in whose way nothing stands.
fn at(status: Status) -> Facts {
    Facts {
        status,
        pending: Vec::new(),
        breach: None,
        follow_up_missing: false,
        handover_to: None,
    }
}
