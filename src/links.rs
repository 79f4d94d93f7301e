//! The addresses that letters carry and pages serve: written once, so that no letter leads nowhere.

/// List of dossiers; `POST` records a report.
pub const INCIDENTS: &str = "/dossiers";
/// The register of breaches.
pub const BREACHES: &str = "/violations";
/// Choose a password, followed by the one-time token.
pub const PASSWORD: &str = "/mot-de-passe";
/// Acknowledge a mail, followed by the signed token.
pub const ACKNOWLEDGEMENT: &str = "/accuse-de-reception";

/// A dossier.
#[must_use]
pub fn incident(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}")
}

/// The line of time of a dossier.
#[must_use]
pub fn timeline(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/chronologie")
}

/// The remediation plan of a dossier, on its page.
#[must_use]
pub fn plan(reference: &str) -> String {
    format!("{}#plan", incident(reference))
}

/// A breach.
#[must_use]
pub fn breach(reference: &str) -> String {
    format!("{BREACHES}/{reference}")
}

/// The one-time link `secret` to choose a password.
#[must_use]
pub fn password(secret: &str) -> String {
    format!("{PASSWORD}/{secret}")
}

/// The link `token` that acknowledges a letter.
#[must_use]
pub fn acknowledgement(token: &str) -> String {
    format!("{ACKNOWLEDGEMENT}/{token}")
}

/// The calendar of an account behind `token`.
#[must_use]
pub fn calendar(token: &str) -> String {
    format!("/api/v1/calendar/{token}.ics")
}

/// A page of a breach on which an officer decides or notifies: `notification`, `gravite`, `cnil`, `personnes`,
/// `ministere`.
#[must_use]
pub fn breach_page(reference: &str, page: &str) -> String {
    format!("{BREACHES}/{reference}/{page}")
}
