//! What people and the worker do: one file for each act, one transaction for each act.
//!
//! An act loads, asks the domain, saves the change, its journal entry, its duties and its letters. It never
//! sends a letter and never reads the clock.

pub mod accounts;
pub mod acknowledge;
pub mod assignment;
pub mod attach;
pub mod availability;
pub mod breach;
pub mod calendar;
pub mod conventions;
mod deadlines;
pub mod deliver;
pub mod enforce;
pub mod entries;
pub mod export;
pub mod external_refs;
pub mod follow;
pub mod import_directory;
pub mod legal_hold;
pub mod letters;
pub mod life;
pub mod machines;
pub mod mailing;
mod note;
pub mod once;
pub mod password;
pub mod purge;
pub mod remediation;
pub mod report;
pub mod review;
pub mod search;
pub mod second_factor;
pub mod supervision;
pub mod tell;
pub mod views;
pub mod watching;
pub mod webhooks;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

use crate::domain::convention::Catalogue;
use crate::signing::Signer;
use crate::vault::Vault;

/// What is fixed while the program runs and every act may consult.
#[derive(Clone)]
pub struct Instance {
    /// The packs in use.
    pub catalogue: Arc<Catalogue>,
    /// Address of the pages, without a slash at the end.
    pub public_url: String,
    /// Address letters are sent from.
    pub mail_from: String,
    /// Where the letters of drills go; without it no drill can be reported.
    pub exercise_mailbox: Option<String>,
    /// Hosts that may be told of events without encryption or inside a private network.
    pub webhook_hosts: BTreeSet<String>,
    /// Signs acknowledgement links and tokens.
    pub signer: Signer,
    /// Contents of attachments.
    pub vault: Vault,
}

/// A new identifier that sorts by the instant it was given, and by order of giving within one instant.
#[must_use]
pub fn new_id(now: DateTime<Utc>) -> String {
    static COUNTER: Mutex<ContextV7> = Mutex::new(ContextV7::new());
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(
        &COUNTER,
        seconds,
        now.timestamp_subsec_nanos(),
    ))
    .to_string()
}
