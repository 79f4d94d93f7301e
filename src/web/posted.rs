//! What a request carries in its body, read only after its sender was recognised: JSON from programs, forms from people.

use std::future::{Ready, ready};
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest, web};
use serde_json::Value;
use serde_json::error::Category;
use url::form_urlencoded;

use super::allowed::Allowed;
use super::app::App;
use super::csrf;
use super::error::{BODY_MAX, Error};

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Names and values of a form, in the order sent.
pub type FormFields = Vec<(String, String)>;

/// A body that nobody has read yet. A handler takes it after [`Allowed`], so that strangers learn nothing from it.
pub struct Posted {
    request: HttpRequest,
    payload: web::Payload,
}

impl FromRequest for Posted {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = web::Payload::from_request(&request, payload).into_inner();
        ready(
            payload
                .map_err(|error| Error::failure(error.to_string()))
                .map(|payload| Self { request, payload }),
        )
    }
}

impl Posted {
    /// The body of a request that something else took first and did not read.
    pub(super) fn of(request: HttpRequest, payload: web::Payload) -> Self {
        Self { request, payload }
    }

    /// The body as one JSON value.
    ///
    /// # Errors
    /// [`Error::MediaType`], [`Error::TooLarge`], [`Error::TooSlow`] or [`Error::Malformed`].
    pub async fn json(self) -> Result<Value, Error> {
        let body = self.text(JSON).await?;
        if body.trim().is_empty() {
            return Err(malformed("Le contenu manque\u{a0}: envoyez un objet JSON."));
        }
        serde_json::from_str(&body).map_err(|error| not_json(&error))
    }

    /// The fields of a form sent by somebody signed in, the token left out.
    ///
    /// # Errors
    /// As [`json`](Self::json), and [`Error::ForeignForm`].
    pub async fn form<R>(self, app: &App, who: &Allowed<R>) -> Result<FormFields, Error> {
        let request = self.request.clone();
        let (given, fields) = self.fields().await?;
        csrf::check(app, &request, &who.form_token(app), &given)?;
        Ok(fields)
    }

    /// The fields of a form sent by somebody who need not be signed in, the token left out.
    ///
    /// # Errors
    /// As [`json`](Self::json), and [`Error::ForeignForm`].
    pub async fn form_of_stranger(self, app: &App) -> Result<FormFields, Error> {
        let request = self.request.clone();
        let (given, fields) = self.fields().await?;
        csrf::check_stranger(app, &request, &given)?;
        Ok(fields)
    }

    /// The fields of a form sent from the page behind a signed link. The link itself is what no other site knows, so
    /// no cookie is needed: the browsers inside mail programs often keep none.
    ///
    /// # Errors
    /// As [`form_of_stranger`](Self::form_of_stranger).
    pub async fn form_of_link(self, app: &App) -> Result<FormFields, Error> {
        csrf::check_origin(app, &self.request)?;
        Ok(self.fields().await?.1)
    }

    /// The token and the other fields. Characters that no store can keep are dropped: no keyboard types them.
    async fn fields(self) -> Result<(String, FormFields), Error> {
        let body = self.text(FORM).await?;
        let (mut token, mut fields) = (String::new(), FormFields::new());
        for (name, value) in form_urlencoded::parse(body.as_bytes()) {
            let value = value.replace('\0', "");
            if name == csrf::FIELD {
                token = value;
            } else {
                fields.push((name.into_owned(), value));
            }
        }
        Ok((token, fields))
    }

    async fn text(self, expected: &'static str) -> Result<String, Error> {
        if !is_of(&self.request, expected) {
            return Err(Error::MediaType(expected));
        }
        let body = self.bytes().await?;
        let text = String::from_utf8(body.into());
        text.map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            malformed(&format!(
                "Le texte n’est pas en UTF-8\u{a0}: l’octet {at} ne peut pas être lu."
            ))
        })
    }

    async fn bytes(self) -> Result<Bytes, Error> {
        let read = tokio::time::timeout(PATIENCE, self.payload.to_bytes_limited(BODY_MAX));
        match read.await {
            Err(_) => Err(Error::TooSlow),
            Ok(Err(_)) => Err(Error::TooLarge),
            Ok(Ok(Err(_))) => Err(malformed("Le contenu n’est pas arrivé en entier.")),
            Ok(Ok(Ok(bytes))) => Ok(bytes),
        }
    }
}

/// Whether the body is announced as this media type, in UTF-8 if it says in what.
fn is_of(request: &HttpRequest, expected: &str) -> bool {
    let header = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let mut parts = header.unwrap_or_default().split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default();
    media_type.eq_ignore_ascii_case(expected) && parts.all(is_utf8_if_charset)
}

fn is_utf8_if_charset(parameter: &str) -> bool {
    parameter.split_once('=').is_none_or(|(name, value)| {
        !name.trim().eq_ignore_ascii_case("charset")
            || value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
    })
}

fn not_json(error: &serde_json::Error) -> Error {
    let (line, column) = (error.line(), error.column());
    malformed(&match error.classify() {
        Category::Eof => "Le JSON s’arrête avant sa fin.".to_owned(),
        Category::Syntax | Category::Data | Category::Io => {
            format!("Le JSON ne peut pas être lu\u{a0}: ligne {line}, colonne {column}.")
        }
    })
}

fn malformed(detail: &str) -> Error {
    Error::Malformed(detail.to_owned())
}
