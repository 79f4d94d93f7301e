//! To a person: a link, valid once, to choose a password.

use super::{Letter, NotWritten, templates};

/// To a person: a link to choose a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetPassword {
    /// The link, valid once.
    pub link: String,
    /// Until when it is valid, in full with its zone.
    pub valid_until: String,
}

templates!(SetPassword, "mail/set_password.txt", "mail/set_password.html");

impl SetPassword {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        self.rendered("[Tocsin] Choisissez votre mot de passe".to_owned(), None)
    }
}
