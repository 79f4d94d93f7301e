//! `/api/v1/tokens`: the tokens of machines, as an administrator gives them and takes them back.

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::idempotency::{fingerprint, key};
use super::values::{At, Listed, slice_of, words_of};
use crate::actions::machines::TokenRefused;
use crate::actions::machines::give::{Asked, Given, give};
use crate::actions::machines::revoke::revoke;
use crate::actions::once;
use crate::domain::instants::paris_day;
use crate::domain::machines::{Reach, Scope, Token};
use crate::store::{StoreError, api_tokens};
use crate::web::allowed::{Administer, Allowed};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::params::Params;
use crate::web::posted::Posted;

/// A token, as it is asked for.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewToken {
    /// Name of the machine, as dossiers and the journal show it.
    #[schema(max_length = 80)]
    name: String,
    /// What it may do.
    #[schema(min_items = 1)]
    scopes: Vec<Scope>,
    /// UAI codes of its schools; left out, it is for the schools of a convention.
    schools: Option<Vec<String>>,
    /// Convention whose schools it is for; the installation's own unless given.
    convention: Option<String>,
    /// Its last day (Paris), `2026-06-30`, two years ahead at most.
    #[schema(format = Date)]
    last_day: String,
}

/// A token of a machine, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MachineToken)]
pub struct TokenShape {
    /// Identifier; the journal names it as author.
    id: String,
    /// How it begins after `tocsin_`.
    prefix: String,
    /// Name of the machine.
    name: String,
    /// What it may do.
    scopes: Vec<Scope>,
    /// UAI codes of its schools; empty when it is for a convention.
    schools: Vec<String>,
    /// Convention whose schools it is for.
    convention: Option<String>,
    /// When it was given.
    created_at: At,
    /// From this instant on it opens nothing.
    expires_at: At,
    /// Its latest call, to the minute.
    last_used_at: Option<At>,
    /// When it was taken back.
    revoked_at: Option<At>,
}

impl From<Token> for TokenShape {
    fn from(token: Token) -> Self {
        let (schools, convention) = match token.reach {
            Reach::Schools(schools) => (schools.iter().map(ToString::to_string).collect(), None),
            Reach::Convention(id) => (Vec::new(), Some(id)),
        };
        Self {
            id: token.id,
            prefix: token.prefix,
            name: token.name,
            scopes: token.scopes.into_iter().collect(),
            schools,
            convention,
            created_at: At(token.created_at),
            expires_at: At(token.expires_at),
            last_used_at: token.last_used_at.map(At),
            revoked_at: token.revoked_at.map(At),
        }
    }
}

/// A token just given.
#[derive(Debug, Serialize, ToSchema)]
pub struct GivenToken {
    #[serde(flatten)]
    kept: TokenShape,
    /// The token itself, told this once; `null` when an earlier call with the same key was told it.
    token: Option<String>,
}

/// The tokens of machines, without their secrets.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "machines",
    params(
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Tokens", body = Listed<TokenShape>)))]
pub async fn list(
    app: Data<App>,
    _who: Allowed<Administer>,
    request: HttpRequest,
) -> Result<Json<Listed<TokenShape>>, Error> {
    let mut params = Params::of(&request);
    let slice = params.slice(1);
    params.finish()?;
    let all: Result<Vec<Token>, StoreError> = app.read(api_tokens::all).await;
    let all = all?;
    let (slice, next_cursor) = slice_of(&all, &slice, |it| &it.id);
    let items = slice.into_iter().cloned().map(TokenShape::from).collect();
    Ok(Json(Listed { items, next_cursor }))
}

/// Gives a token to a machine. It is told in this answer and never again.
///
/// # Errors
/// [`Error::Problems`] with every problem at once.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "machines", request_body = NewToken,
    params(("Idempotency-Key" = Option<String>, Header,
        description = "Chosen by the caller: the same key and request again give no second token")),
    responses((status = 201, description = "The token", body = GivenToken, headers(
        ("Location" = String, description = "Where it is taken back"),
        ("Idempotency-Replayed" = Option<String>, description = "`true` when an earlier call had given it"),
    ))))]
pub async fn create(
    app: Data<App>,
    who: Allowed<Administer>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let body = posted.json().await?;
    let asked_for = fingerprint(&body);
    let mut fields = Fields::of(body)?;
    let (key, now) = (key(&request, asked_for, &mut fields), app.now());
    let asked = Asked {
        name: fields.text("name"),
        scopes: scopes(&mut fields),
        schools: fields.texts("schools"),
        convention: fields.text_if_any("convention"),
        last_day: fields.day("last_day").unwrap_or_else(|| paris_day(now)),
    };
    fields.finished()?;
    let (instance, by) = (Arc::clone(&app.instance), who.account());
    let given = app.write(move |db| {
        if let Some(id) = once::earlier(db, &by, key.as_ref())? {
            let token = api_tokens::find(db, &id)?.ok_or(TokenRefused::NotFound)?;
            return Ok((token, None));
        }
        let Given { token, secret } = give(db, &instance, &by.id, asked, now)?;
        once::remember(db, &by, key.as_ref(), &token.id, now)?;
        Ok::<_, TokenRefused>((token, Some(secret)))
    });
    let (token, secret) = given.await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((LOCATION, format!("/api/v1/tokens/{}", token.id)));
    if secret.is_none() {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    Ok(answer.json(GivenToken {
        kept: token.into(),
        token: secret,
    }))
}

fn scopes(fields: &mut Fields) -> BTreeSet<Scope> {
    let words = words_of(Scope::ALL, Scope::as_str);
    let mut scopes = BTreeSet::new();
    for (at, text) in fields.texts("scopes").iter().enumerate() {
        match Scope::parse(text) {
            Some(scope) => drop(scopes.insert(scope)),
            None => fields.problem(&format!("scopes[{at}]"), crate::web::fields::one_of(&words)),
        }
    }
    scopes
}

/// Takes a token back: its next call is refused. Doing it twice changes nothing.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(delete, path = "/api/v1/tokens/{id}", tag = "machines",
    params(("id" = String, Path, description = "Identifier of the token")),
    responses((status = 204, description = "Taken back")))]
pub async fn delete(
    app: Data<App>,
    who: Allowed<Administer>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    let id = identifier_of(&path)?;
    let (by, now) = (who.account(), app.now());
    let revoked: Result<bool, TokenRefused> = app.write(move |db| revoke(db, &by.id, &id, now)).await;
    revoked?;
    Ok(HttpResponse::NoContent().finish())
}

/// An identifier as this program gives them: anything else names nothing.
///
/// # Errors
/// [`Error::NotFound`].
pub fn identifier_of(text: &str) -> Result<String, Error> {
    let plain = text.len() == 36 && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    plain.then(|| text.to_owned()).ok_or(Error::NotFound)
}
