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
/// The filters of the list that the person keeps under names.
pub const VIEWS: &str = "/dossiers/vues";
/// Form to report an incident.
pub const REPORT: &str = "/dossiers/nouveau";
/// What waits to be done.
pub const QUEUE: &str = "/echeances";
/// The register as a file; a format follows.
pub const REGISTER_FILE: &str = "/violations/registre.";
/// The figures of the register.
pub const FIGURES: &str = "/violations/chiffres";
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
/// The 18 examples of the EDPB beside our proposals.
pub const EDPB_CASES: &str = "/exercices/edpb";
/// Documentation of the API.
pub const API_DOCS: &str = "/api/docs";

/// The list of dossiers as these parameters narrow and order it.
#[must_use]
pub fn incidents(query: &str) -> String {
    if query.is_empty() {
        INCIDENTS.to_owned()
    } else {
        format!("{INCIDENTS}?{query}")
    }
}

/// Where a view is given another name (`POST`).
#[must_use]
pub fn view(id: &str) -> String {
    format!("{VIEWS}/{id}")
}

/// Where a view is dropped (`POST`).
#[must_use]
pub fn forget_view(id: &str) -> String {
    format!("{VIEWS}/{id}/suppression")
}

/// The answer shown right after a report.
#[must_use]
pub fn reported(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/signale")
}

/// The files of a dossier, on its page.
#[must_use]
pub fn attachments_of(reference: &str) -> String {
    format!("{}#pieces", incident(reference))
}

/// Where a file is sent to a dossier (`POST`); what is wrong with it is shown at the same place of the page.
#[must_use]
pub fn attach(reference: &str) -> String {
    format!("{}/pieces#pieces", incident(reference))
}

/// A file.
#[must_use]
pub fn attachment(id: &str) -> String {
    format!("/pieces/{id}")
}

/// Where one says whether the notification carries a file (`POST`).
#[must_use]
pub fn attachment_mark(id: &str) -> String {
    format!("/pieces/{id}/marque")
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
