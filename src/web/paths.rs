//! The addresses that pages link to, in French as people read them. `routes.rs` serves the same ones.
//!
//! Addresses of the API and of assets are not here.

pub use crate::links::{
    ACKNOWLEDGEMENT, BREACHES, INCIDENTS, PASSWORD, acknowledgement, breach, breach_page, incident, password,
};

/// Leads each person to what they use most.
pub const HOME: &str = "/";
/// The account of the person signed in.
pub const ACCOUNT: &str = "/compte";
/// Gives a key for a second factor (`POST`).
pub const SECOND_FACTOR: &str = "/compte/double-authentification";
/// Confirms it by a first code (`POST`).
pub const SECOND_FACTOR_CODE: &str = "/compte/double-authentification/code";
/// Form to report an incident.
pub const REPORT: &str = "/dossiers/nouveau";
/// "What if": who would handle it.
pub const WHAT_IF: &str = "/qui-traite";
/// State of outgoing mail.
pub const DELIVERIES: &str = "/acheminement";
/// Sign in.
pub const SIGN_IN: &str = "/connexion";
/// Sign out (`POST`).
pub const SIGN_OUT: &str = "/deconnexion";
/// Schools by words: a fragment for the script of the report page.
pub const SCHOOLS: &str = "/etablissements";
/// Accessibility statement.
pub const ACCESSIBILITY: &str = "/accessibilite";
/// Documentation of the API.
pub const API_DOCS: &str = "/api/docs";

/// The answer shown right after a report.
#[must_use]
pub fn reported(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/signale")
}

/// Says whether personal data are touched (`POST`).
#[must_use]
pub fn personal_data(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/donnees-personnelles")
}

/// A notification of the chain as a file: `pdf`, `json` or `eml`.
#[must_use]
pub fn notification_file(breach: &str, number: i64, kind: &str) -> String {
    format!("{BREACHES}/{breach}/notifications/{number}.{kind}")
}
