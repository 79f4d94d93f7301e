//! Signing in and out of the pages: one opaque cookie, its hash in the store, twelve hours at most.
//!
//! Over TLS the cookie is `__Host-tocsin`, which browsers bind to this host and to TLS. On plain http, where
//! browsers refuse that name except for some local addresses, it is `tocsin`: development and demonstration only.
//! The cookie ends with the browser, because school workstations are shared.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::app::App;
use super::error::Error;
use super::paths;
use crate::actions::accounts::{self, AccountRefused, Recognised};
use crate::actions::second_factor;
use crate::domain::people::Account;
use crate::signing::sha256_hex;
use crate::store::{StoreError, sessions};

/// Name of the parameter that says where to go after signing in.
pub const BACK: &str = "retour";

/// Left as they are in the address to come back to.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.');

/// A session as its cookie names it; whether it still holds, the store knows.
#[derive(Clone, Debug)]
pub struct Session(String);

impl Session {
    /// The session that a request claims to hold.
    #[must_use]
    pub fn of(app: &App, request: &HttpRequest) -> Option<Self> {
        let cookie = request.cookie(cookie_name(app))?;
        is_secret(cookie.value()).then(|| Self(cookie.value().to_owned()))
    }

    /// The token that every form of this session carries.
    #[must_use]
    pub fn form_token(&self, app: &App) -> String {
        app.instance.signer.form_token(&self.0)
    }

    fn hash(&self) -> String {
        sha256_hex(self.0.as_bytes())
    }
}

/// Sixty-four hexadecimal digits, as every secret of ours.
pub(super) fn is_secret(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The account that holds a session now, if it still holds.
///
/// # Errors
/// The store's own failures.
pub async fn holder(app: &App, session: &Session) -> Result<Option<Account>, StoreError> {
    let (hash, now) = (session.hash(), app.now());
    let stored = app.read(move |db| sessions::holder(db, &hash, now)).await?;
    Ok(stored.map(|stored| stored.account))
}

/// Opens a session; answers with the cookie to set.
///
/// # Errors
/// The machine's failures.
pub async fn open(app: &App, recognised: Recognised) -> Result<Cookie<'static>, Error> {
    let now = app.now();
    let opened = app
        .write(move |db| accounts::sign_in(db, &recognised.account, now))
        .await;
    Ok(cookie(app, cookie_name(app), opened?))
}

/// Ends the session that a request holds; answers with the cookie that takes the old one away.
///
/// # Errors
/// The machine's failures.
pub async fn close(app: &App, request: &HttpRequest) -> Result<Cookie<'static>, Error> {
    if let Some(session) = Session::of(app, request) {
        let hash = session.hash();
        app.write(move |db| sessions::end(db, &hash)).await?;
    }
    let mut gone = cookie(app, cookie_name(app), String::new());
    gone.make_removal();
    Ok(gone)
}

/// What somebody signs in with, as typed.
pub struct Credentials {
    /// Address of the account.
    pub email: String,
    /// Its password.
    pub password: String,
    /// One-time code; empty for accounts without a second factor.
    pub code: String,
}

/// Recognises a person by address, password and, where there is a second factor, one-time code; among few at the
/// same time and after few attempts.
///
/// # Errors
/// [`Error::NotRecognised`] in the same time and words whatever was wrong; [`Error::TooMany`], [`Error::Busy`].
pub async fn recognise(app: &App, request: &HttpRequest, given: Credentials) -> Result<Recognised, Error> {
    let Credentials {
        email,
        password,
        code,
    } = given;
    app.limits
        .attempt(super::limits::client(request, &app.trusted_proxies), &email)?;
    let turn = app.limits.turn().await?;
    let found = app
        .read(move |db| crate::store::accounts::by_email(db, &email))
        .await;
    let found: Option<_> = found.map_err(|error: StoreError| Error::from(error))?;
    let checked = super::app::blocking(move || {
        let recognised: Result<_, AccountRefused> = accounts::recognise(found, &password);
        drop(turn);
        recognised
    });
    let (recognised, now) = (checked.await?, app.now());
    let account_id = recognised.account.id.clone();
    app.write(move |db| second_factor::check(db, &account_id, &code, now))
        .await?;
    Ok(recognised)
}

fn cookie_name(app: &App) -> &'static str {
    if app.over_tls() { "__Host-tocsin" } else { "tocsin" }
}

/// A cookie for this host only, out of reach of scripts and of other sites' forms.
pub(super) fn cookie(app: &App, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .secure(app.over_tls())
        .same_site(SameSite::Lax)
        .finish()
}

/// Where people sign in, remembering where they wanted to go.
#[must_use]
pub fn sign_in_path(back: Option<&str>) -> String {
    match back.map(safe_return) {
        None | Some("/") => paths::SIGN_IN.to_owned(),
        Some(back) => format!("{}?{BACK}={}", paths::SIGN_IN, utf8_percent_encode(back, PLAIN)),
    }
}

/// The address to come back to after signing in: a page of ours, `/` for anything else.
#[must_use]
pub fn safe_return(given: &str) -> &str {
    let inside = given.starts_with('/') && !given.starts_with("//") && !given.starts_with("/api/");
    let odd = given.contains(|c: char| c == '\\' || c.is_control() || c.is_whitespace());
    let sign_in = given.starts_with(paths::SIGN_IN) || given.starts_with(paths::SIGN_OUT);
    if inside && !odd && !sign_in { given } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_our_own_pages_only() {
        for page in [
            "/dossiers",
            "/dossiers/SSI-2026-0001",
            "/dossiers?q=vol&statut=reported",
        ] {
            assert_eq!(safe_return(page), page);
        }
        for elsewhere in [
            "",
            "dossiers",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: a=b",
            "/\t/evil.example",
            "/connexion?retour=/connexion",
            "/deconnexion",
            "/api/v1/me",
        ] {
            assert_eq!(safe_return(elsewhere), "/", "{elsewhere:?}");
        }
    }

    #[test]
    fn the_address_to_come_back_to_survives_the_way() {
        assert_eq!(sign_in_path(Some("/dossiers?q=à vol&x=1")), "/connexion");
        assert_eq!(
            sign_in_path(Some("/dossiers?q=vol&x=1")),
            "/connexion?retour=/dossiers%3Fq%3Dvol%26x%3D1"
        );
        assert_eq!(sign_in_path(None), "/connexion");
    }
}
