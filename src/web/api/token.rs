//! `POST /api/v1/auth/token`: an access token for an address and a password.

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::accounts;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;
use crate::web::session;

/// What one signs in with.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct Credentials {
    /// Address of the account.
    email: String,
    /// Its password.
    password: String,
    /// Six digits of the authenticator, each taken once: asked of accounts that confirmed a second factor, ignored for
    /// others.
    totp: Option<String>,
}

/// An access token.
#[derive(Serialize, ToSchema)]
#[allow(
    clippy::struct_field_names,
    reason = "the names of OAuth 2.0 (RFC 6749, section 5.1)"
)]
pub struct Token {
    /// To be presented as `Authorization: Bearer …`.
    access_token: String,
    /// Always `Bearer`.
    token_type: &'static str,
    /// Seconds until it ends.
    expires_in: i64,
}

/// Gives an access token. A wrong address, a wrong password, a missing or wrong one-time code and a disabled account
/// are answered alike.
///
/// # Errors
/// [`Error::NotRecognised`], [`Error::TooMany`], [`Error::Busy`] and those of a body.
#[utoipa::path(post, path = "/api/v1/auth/token", tag = "account", request_body = Credentials,
    responses((status = 200, description = "A token", body = Token)))]
pub async fn give(app: Data<App>, request: HttpRequest, posted: Posted) -> Result<Json<Token>, Error> {
    let mut fields = Fields::of(posted.json().await?)?;
    let (email, password) = (fields.text("email"), fields.text("password"));
    let code = fields.text_if_any("totp").unwrap_or_default();
    fields.finished()?;
    let given = session::Credentials {
        email,
        password,
        code,
    };
    let recognised = session::recognise(&app, &request, given).await?;
    let (instance, now) = (Arc::clone(&app.instance), app.now());
    let token = app
        .write(move |db| accounts::give_token(db, &instance, &recognised, now))
        .await?;
    Ok(Json(Token {
        access_token: token,
        token_type: "Bearer",
        expires_in: accounts::TOKEN_LASTS.num_seconds(),
    }))
}
