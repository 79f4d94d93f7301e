//! Sign in: the form. Whatever was wrong, the words are the same.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::web::allowed::{Allowed, UseService};
use crate::web::answer::{page_with, see_other};
use crate::web::app::App;
use crate::web::csrf::Stranger;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::params::Params;
use crate::web::session::safe_return;
use crate::web::shell::Shell;
use crate::web::{paths, session};

/// Said when the address, the password or the one-time code is wrong, and when the account is unknown or disabled.
pub const REFUSED: &str = "L’adresse, le mot de passe ou le code ne convient pas.";
/// Said when too many attempts were made.
pub const TOO_MANY: &str = "Trop d’essais. Patientez quelques minutes avant de recommencer.";

/// The page « Se connecter ».
#[derive(Debug, Default, Template)]
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

/// `GET /connexion`: the form; somebody who is signed in goes on at once.
///
/// # Errors
/// The machine's failures.
pub async fn show(
    app: Data<App>,
    who: Option<Allowed<UseService>>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let mut params = Params::of(&request);
    let next = params.text(session::BACK).unwrap_or_default();
    let next = safe_return(&next);
    if who.is_some() {
        return Ok(see_other(next));
    }
    let blank = SignInPage {
        shell: Shell::default().saying(Flash::of(&mut params).map(Flash::words)),
        next: next.to_owned(),
        ..SignInPage::default()
    };
    shown(&app, &request, blank, StatusCode::OK)
}

/// The form as `page` has it, with the token and the cookie of a stranger.
pub(super) fn shown(
    app: &App,
    request: &HttpRequest,
    page: SignInPage,
    status: StatusCode,
) -> Result<HttpResponse, Error> {
    let stranger = Stranger::of(app, request)?;
    let framed = SignInPage {
        shell: Shell {
            flash: page.shell.flash,
            ..Shell::for_stranger("Se connecter", paths::SIGN_IN).with_form(stranger.token)
        },
        ..page
    };
    let mut answer = page_with(status, &framed)?;
    if let Some(cookie) = &stranger.cookie {
        answer.add_cookie(cookie).map_err(Error::failure)?;
    }
    Ok(answer)
}
