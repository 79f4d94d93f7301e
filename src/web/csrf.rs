//! Forms are taken from our own pages only: the browser says where a form comes from, and the form carries a token
//! that other sites cannot know.
//!
//! Somebody signed in has a token of their session. A stranger (signing in, choosing a password) gets a cookie of their
//! own first, and the form's token must go with it. Behind a signed link the link stands for the token.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use subtle::ConstantTimeEq;
use url::Url;

use super::app::App;
use super::error::Error;
use super::session::{cookie, is_secret};
use crate::actions::password;

/// Name of the form field that carries the token.
pub const FIELD: &str = "csrf";

/// What a page for strangers needs to show a form.
#[derive(Clone, Debug)]
pub struct Stranger {
    /// Token of the form.
    pub token: String,
    /// Cookie to set with the page; `None` when the browser has it already.
    pub cookie: Option<Cookie<'static>>,
}

impl Stranger {
    /// The stranger who asks for a page.
    ///
    /// # Errors
    /// [`Error::Failure`] when the machine has no randomness to give.
    pub fn of(app: &App, request: &HttpRequest) -> Result<Self, Error> {
        if let Some(known) = secret(app, request) {
            let token = token(app, &known);
            return Ok(Self { token, cookie: None });
        }
        let (fresh, _) = password::one_time_secret()?;
        Ok(Self {
            token: token(app, &fresh),
            cookie: Some(cookie(app, cookie_name(app), fresh)),
        })
    }
}

/// Refuses a stranger's form that does not come from the page we showed them.
///
/// # Errors
/// [`Error::ForeignForm`].
pub fn check_stranger(app: &App, request: &HttpRequest, given: &str) -> Result<(), Error> {
    let secret = secret(app, request).ok_or(Error::ForeignForm)?;
    check(app, request, &token(app, &secret), given)
}

/// Refuses a form that another site sent, or whose token is not the one expected.
///
/// # Errors
/// [`Error::ForeignForm`].
pub fn check(app: &App, request: &HttpRequest, expected: &str, given: &str) -> Result<(), Error> {
    let same: bool = expected.as_bytes().ct_eq(given.as_bytes()).into();
    if same && !expected.is_empty() && comes_from_us(app, request) {
        Ok(())
    } else {
        Err(Error::ForeignForm)
    }
}

/// Refuses a form that a browser says another site sent.
///
/// # Errors
/// [`Error::ForeignForm`].
pub fn check_origin(app: &App, request: &HttpRequest) -> Result<(), Error> {
    comes_from_us(app, request)
        .then_some(())
        .ok_or(Error::ForeignForm)
}

/// What the browser says of the form's origin, if it says anything: old browsers do not, and have the token only.
fn comes_from_us(app: &App, request: &HttpRequest) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let site = header("sec-fetch-site").is_none_or(|site| site == "same-origin");
    let host = header("host");
    site && header("origin").is_none_or(|origin| is_ours(origin, &app.instance.public_url, host))
}

/// The page's own origin: the public address, or the host that the browser asked.
fn is_ours(origin: &str, public_url: &str, host: Option<&str>) -> bool {
    let Ok(origin) = Url::parse(origin) else {
        return false;
    };
    let public = Url::parse(public_url).is_ok_and(|public| public.origin() == origin.origin());
    public || host.is_some_and(|host| authority(&origin) == host)
}

fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn secret(app: &App, request: &HttpRequest) -> Option<String> {
    let cookie = request.cookie(cookie_name(app))?;
    is_secret(cookie.value()).then(|| cookie.value().to_owned())
}

fn token(app: &App, secret: &str) -> String {
    app.instance.signer.form_token(&format!("stranger:{secret}"))
}

fn cookie_name(app: &App) -> &'static str {
    if app.over_tls() {
        "__Host-tocsin-visite"
    } else {
        "tocsin-visite"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_comes_from_the_public_address_or_the_host_asked() {
        let public = "https://tocsin.example";
        assert!(is_ours("https://tocsin.example", public, None));
        assert!(is_ours("https://tocsin.example:443", public, None));
        assert!(is_ours(
            "http://localhost:8080",
            "http://127.0.0.1:8080",
            Some("localhost:8080")
        ));
        for foreign in [
            "https://evil.example",
            "null",
            "",
            "https://tocsin.example.evil.example",
            "https://tocsin.example:8443",
        ] {
            assert!(!is_ours(foreign, public, Some("tocsin.example")), "{foreign}");
        }
    }
}
