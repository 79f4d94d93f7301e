//! Sign in. Whatever was wrong, the words are the same.

use askama::Template;

use crate::web::shell::Shell;

/// Said when the address or the password is wrong, and when the account is unknown or disabled.
pub const REFUSED: &str = "L’adresse ou le mot de passe ne convient pas.";
/// Said when too many attempts were made.
pub const TOO_MANY: &str = "Trop d’essais. Patientez quelques minutes avant de recommencer.";

/// The page « Se connecter ».
#[derive(Debug, Template)]
#[template(path = "pages/session/new.html")]
pub struct SignInPage {
    /// Frame.
    pub shell: Shell,
    /// Address as typed; the password is never shown again.
    pub email: String,
    /// [`REFUSED`], [`TOO_MANY`], or empty.
    pub refusal: &'static str,
    /// Where to go afterwards: a path of this site, or empty.
    pub next: String,
}
