//! Choose a password, from the one-time link an administrator handed over: the form.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::actions::accounts::{self, AccountRefused};
use crate::actions::password;
use crate::domain::incident::Problem;
use crate::domain::people::Account;
use crate::web::answer::page_with;
use crate::web::app::App;
use crate::web::csrf::Stranger;
use crate::web::error::Error;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;

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
    /// Everything that is wrong with it, for the account of this address.
    #[must_use]
    pub fn problems(&self, email: &str) -> Vec<Problem> {
        let mut problems = password::problems(&self.password, email);
        if self.password != self.again {
            let message = "Les deux saisies diffèrent\u{a0}: recommencez.";
            problems.push(Problem::new("again", message));
        }
        problems
    }
}

/// `GET /mot-de-passe/{secret}`: the form. Opening the link does not use it up.
///
/// # Errors
/// [`Error::LinkEnded`], and the machine's failures.
pub async fn show(app: Data<App>, secret: Path<String>, request: HttpRequest) -> Result<HttpResponse, Error> {
    let account = owner(&app, &secret).await?;
    shown(&app, &request, &account, &secret, Vec::new())
}

/// The account that the link is for.
pub(super) async fn owner(app: &App, secret: &str) -> Result<Account, Error> {
    let (secret, now) = (secret.to_owned(), app.now());
    let found = app.read(move |db| accounts::of_link(db, &secret, now)).await;
    found.map_err(ended)
}

/// A link that opens nothing is told as such, not as a wrong password.
pub(super) fn ended(refused: AccountRefused) -> Error {
    match refused {
        AccountRefused::NotRecognised => Error::LinkEnded,
        other => other.into(),
    }
}

pub(super) fn shown(
    app: &App,
    request: &HttpRequest,
    account: &Account,
    secret: &str,
    problems: Vec<Problem>,
) -> Result<HttpResponse, Error> {
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let stranger = Stranger::of(app, request)?;
    let page = SetPasswordPage {
        shell: Shell::for_stranger("Choisir votre mot de passe", paths::PASSWORD).with_form(stranger.token),
        action: paths::password(secret),
        email: account.email.clone(),
        problems: Problems::from(problems),
    };
    let mut answer = page_with(status, &page)?;
    if let Some(cookie) = &stranger.cookie {
        answer.add_cookie(cookie).map_err(Error::failure)?;
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(password: &str, again: &str) -> Vec<String> {
        let form = PasswordForm {
            password: password.to_owned(),
            again: again.to_owned(),
        };
        let problems = form.problems("maelle@college.example");
        problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn twelve_characters_typed_twice_are_enough_whatever_they_are() {
        assert!(faults("le chat noir", "le chat noir").is_empty());
        assert!(faults("éééééééééééé", "éééééééééééé").is_empty());
        assert_eq!(faults("court", "cour"), ["password", "again"]);
        assert_eq!(faults("maelle", ""), ["password", "password", "again"]);
    }
}
