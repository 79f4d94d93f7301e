//! Choose a password, from the one-time link an administrator handed over.

use askama::Template;

use crate::domain::incident::Problem;
use crate::web::problems::Problems;
use crate::web::shell::Shell;

/// Shortest password, in characters.
pub const LENGTH_MIN: usize = 12;
/// Longest password, in characters: a limit against abuse only.
pub const LENGTH_MAX: usize = 1024;

/// The page « Choisir votre mot de passe ».
#[derive(Debug, Template)]
#[template(path = "pages/password/set.html")]
pub struct SetPasswordPage {
    /// Frame.
    pub shell: Shell,
    /// Where the form is sent: the one-time link itself.
    pub action: String,
    /// Whose password, for password managers.
    pub email: String,
    /// Every fault; passwords themselves are never shown again.
    pub problems: Problems,
}

/// What was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PasswordForm {
    /// The password.
    pub password: String,
    /// The same, typed again.
    pub again: String,
}

impl PasswordForm {
    /// Checks the password.
    ///
    /// # Errors
    /// Every problem at once.
    pub fn check(&self) -> Result<&str, Vec<Problem>> {
        let length = self.password.chars().count();
        let mut problems = Vec::new();
        if length < LENGTH_MIN {
            let message =
                format!("Choisissez au moins {LENGTH_MIN} caractères\u{a0}: une phrase convient très bien.");
            problems.push(Problem::new("password", message));
        }
        if length > LENGTH_MAX {
            let message = format!("Choisissez au plus {LENGTH_MAX} caractères.");
            problems.push(Problem::new("password", message));
        }
        if self.password != self.again {
            problems.push(Problem::new(
                "again",
                "Les deux saisies diffèrent\u{a0}: recommencez.",
            ));
        }
        if problems.is_empty() {
            Ok(&self.password)
        } else {
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(password: &str, again: &str) -> Vec<String> {
        let form = PasswordForm {
            password: password.to_owned(),
            again: again.to_owned(),
        };
        let problems = form.check().err().unwrap_or_default();
        problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn twelve_characters_typed_twice_are_enough_whatever_they_are() {
        assert!(faults("le chat noir", "le chat noir").is_empty());
        assert!(faults("éééééééééééé", "éééééééééééé").is_empty());
        assert_eq!(faults("court", "cour"), ["password", "again"]);
    }
}
