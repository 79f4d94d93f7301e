//! The addresses that pages link to, in French as people read them. `routes.rs` serves the same ones.
//!
//! Addresses of the API and of assets are not here.

pub use crate::links::{
    ACKNOWLEDGEMENT, BREACHES, INCIDENTS, PASSWORD, acknowledgement, breach, breach_page, incident, password,
    plan, timeline,
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
/// One act on several dossiers.
pub const TOGETHER: &str = "/dossiers/ensemble";
/// Form to report an incident.
pub const REPORT: &str = "/dossiers/nouveau";
/// What waits to be done.
pub const QUEUE: &str = "/echeances";
/// The actions of every plan.
pub const ACTIONS: &str = "/actions";
/// What comes back to the reader: dossiers, actions, review days.
pub const MY_QUEUE: &str = "/ma-file";
/// The teams of the parties.
pub const TEAMS: &str = "/equipes";
/// Who receives which letter.
pub const WHO_RECEIVES: &str = "/qui-recoit-quoi";
/// Which optional letters the account wants (`POST`).
pub const MAIL_CHOICES: &str = "/compte/courriels#courriels";
/// Dossiers that wait for the RSSI.
pub const TO_QUALIFY: &str = "/a-qualifier";
/// The register as a file; a format follows.
pub const REGISTER_FILE: &str = "/violations/registre.";
/// The figures of the committees.
pub const COMMITTEES: &str = "/chiffres";
/// The figures of the committees as a file; a format follows.
pub const COMMITTEES_FILE: &str = "/chiffres.";
/// The figures of the register.
pub const FIGURES: &str = "/violations/chiffres";
/// "What if": who would handle it.
pub const WHAT_IF: &str = "/qui-traite";
/// State of outgoing mail.
pub const DELIVERIES: &str = "/acheminement";
/// Tokens of machines.
pub const TOKENS: &str = "/jetons";
/// Programs that are told of events.
pub const WEBHOOKS: &str = "/evenements";
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

/// Where the files of a dossier are held for a legal reason (`POST`).
#[must_use]
pub fn hold_files(reference: &str) -> String {
    format!("{}/pieces/gel#pieces", incident(reference))
}

/// The service levels of a dossier, on its page.
#[must_use]
pub fn service_levels(reference: &str) -> String {
    format!("{}#niveaux", incident(reference))
}

/// Where one says which components can be used (`POST`).
#[must_use]
pub fn availability(reference: &str) -> String {
    format!("{}/disponibilite#niveaux", incident(reference))
}

/// Where the first action on what cannot be used is recorded (`POST`).
#[must_use]
pub fn first_action(reference: &str) -> String {
    format!("{}/premiere-action#niveaux", incident(reference))
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

/// Writes an entry in a dossier (`POST`).
#[must_use]
pub fn write(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/suivi")
}

/// Corrects an entry.
#[must_use]
pub fn correct(reference: &str, number: i64) -> String {
    format!("{INCIDENTS}/{reference}/suivi/{number}/corriger")
}

/// Adds an action to the plan of a dossier.
#[must_use]
pub fn plan_action(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/actions")
}

/// An action of the plan of a dossier.
#[must_use]
pub fn action(reference: &str, number: i64) -> String {
    format!("{INCIDENTS}/{reference}/actions/{number}")
}

/// Sets the review day of a dossier, or takes it away (`POST`).
#[must_use]
pub fn review(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/revoir")
}

/// A team.
#[must_use]
pub fn team(id: &str) -> String {
    format!("{TEAMS}/{id}")
}

/// Says who holds a dossier (`POST`).
#[must_use]
pub fn assignment(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/affectation#affectation")
}

/// Follows a dossier, or ceases to (`POST`).
#[must_use]
pub fn watch(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/abonnement#affectation")
}

/// Says whether personal data are touched (`POST`).
#[must_use]
pub fn personal_data(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/donnees-personnelles")
}

/// Where the RSSI says what a dossier is.
#[must_use]
pub fn qualification(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/qualification")
}

/// Where a dossier is taken in hand, resolved, closed or taken up again.
#[must_use]
pub fn progress(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/avancement")
}

/// Who handles a dossier, who did, who is asked to, who is associated.
#[must_use]
pub fn attribution(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/attribution")
}

/// The references that a dossier bears elsewhere.
#[must_use]
pub fn references(reference: &str) -> String {
    format!("{INCIDENTS}/{reference}/references")
}

/// Takes the token of a machine back (`POST`).
#[must_use]
pub fn revoke_token(id: &str) -> String {
    format!("{TOKENS}/{id}/revocation")
}

/// Removes a program that is told of events (`POST`).
#[must_use]
pub fn remove_webhook(id: &str) -> String {
    format!("{WEBHOOKS}/{id}/retrait")
}

/// Tries again what was given up for a program that is told of events (`POST`).
#[must_use]
pub fn retry_webhook(id: &str) -> String {
    format!("{WEBHOOKS}/{id}/reprise")
}

/// A notification of the chain as a file: `pdf`, `json` or `eml`.
#[must_use]
pub fn notification_file(breach: &str, number: i64, kind: &str) -> String {
    format!("{BREACHES}/{breach}/notifications/{number}.{kind}")
}
