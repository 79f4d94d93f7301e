//! The only place that knows diesel: one set of queries for SQLite and PostgreSQL.
//!
//! One writer at a time on both engines ([`Store::write`]): SQLite by `BEGIN IMMEDIATE` on a single connection,
//! PostgreSQL by an advisory lock held until commit. References, the journal's sequence and leases therefore
//! never race, and every act is one transaction. Acts that wait for their turn share one durable commit. Readers run
//! beside the writer and never wait.
//!
//! Deliberately absent: any rule. The store saves what the domain decided and filters rows by
//! [`Sight`](crate::domain::people::Sight).

mod db;
mod error;
mod postgres;
pub mod schema;
mod types;
mod writer;

pub mod accounts;
pub mod alarms;
pub mod api_tokens;
pub mod assignments;
pub mod attachments;
pub mod breaches;
pub mod conventions;
pub mod entries;
pub mod establishments;
pub mod figures;
pub mod held;
pub mod idempotency;
pub mod incidents;
pub mod journal;
pub mod legal_holds;
pub mod life;
pub mod mailing;
pub mod mails;
pub mod migrations;
pub mod notifications;
pub mod obligations;
pub mod outages;
pub mod remediation;
pub mod reviews;
pub mod search;
pub mod second_factors;
pub mod sessions;
pub mod steps;
pub mod supervision;
pub mod teams;
pub mod timeline;
pub mod views;
pub mod watchers;
pub mod webhooks;
pub mod workers;

pub use db::{Db, Engine, Store};
pub use error::StoreError;
pub use types::Instant;

/// Rows looked up by their identifiers in one question: each is a parameter, and engines limit how many there are.
const AT_A_TIME: usize = 500;
