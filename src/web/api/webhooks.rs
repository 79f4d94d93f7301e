//! `/api/v1/webhooks`: the programs that are told of events, as an administrator registers them.

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::idempotency::{fingerprint, key};
use super::tokens::identifier_of;
use super::values::{At, Listed, slice_of, words_of};
use crate::actions::once;
use crate::actions::webhooks::WebhookRefused;
use crate::actions::webhooks::register::{Asked, PARTIES, Registered, register};
use crate::actions::webhooks::remove::{remove, retry};
use crate::domain::people::Party;
use crate::domain::webhooks::{Event, Webhook};
use crate::store::{StoreError, webhooks};
use crate::web::allowed::{Administer, Allowed};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::{Fields, one_of};
use crate::web::params::Params;
use crate::web::posted::Posted;

/// A subscriber, as it is registered.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewWebhook {
    /// Its name.
    #[schema(max_length = 80)]
    name: String,
    /// Where it is told: https, a public machine unless the installation names it.
    #[schema(max_length = 500)]
    url: String,
    /// The convention whose dossiers it is told of; the installation's own when left out.
    convention: Option<String>,
    /// The party among whose dossiers they are: `academie` or `departement`.
    party: Party,
    /// What it is told of.
    #[schema(min_items = 1)]
    events: Vec<Event>,
}

/// A subscriber to events.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Webhook)]
pub struct WebhookShape {
    /// Identifier.
    id: String,
    /// Its name.
    name: String,
    /// Where it is told.
    url: String,
    /// The convention whose dossiers it is told of.
    convention: String,
    /// The party whose dossiers it is told of.
    party: Party,
    /// What it is told of.
    events: Vec<Event>,
    /// When it was registered.
    created_at: At,
}

impl From<Webhook> for WebhookShape {
    fn from(webhook: Webhook) -> Self {
        Self {
            id: webhook.id,
            name: webhook.name,
            url: webhook.url,
            convention: webhook.convention,
            party: webhook.party,
            events: webhook.events.into_iter().collect(),
            created_at: At(webhook.created_at),
        }
    }
}

/// A subscriber just registered.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisteredWebhook {
    #[serde(flatten)]
    kept: WebhookShape,
    /// The secret with which it checks our calls, told in the answer that registers it.
    secret: Option<String>,
}

/// What is tried again.
#[derive(Debug, Serialize, ToSchema)]
pub struct Retried {
    /// How many deliveries.
    deliveries: usize,
}

/// The subscribers to events.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/webhooks", tag = "machines",
    params(
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Subscribers", body = Listed<WebhookShape>)))]
pub async fn list(
    app: Data<App>,
    _who: Allowed<Administer>,
    request: HttpRequest,
) -> Result<Json<Listed<WebhookShape>>, Error> {
    let mut params = Params::of(&request);
    let slice = params.slice(1);
    params.finish()?;
    let all: Result<Vec<Webhook>, StoreError> = app.read(webhooks::all).await;
    let all = all?;
    let (slice, next_cursor) = slice_of(&all, &slice, |it| &it.id);
    let items = slice.into_iter().cloned().map(WebhookShape::from).collect();
    Ok(Json(Listed { items, next_cursor }))
}

/// Registers a subscriber to events. Its secret is told in this answer and never again.
///
/// # Errors
/// [`Error::Problems`] with every problem at once.
#[utoipa::path(post, path = "/api/v1/webhooks", tag = "machines", request_body = NewWebhook,
    params(("Idempotency-Key" = Option<String>, Header,
        description = "Chosen by the caller: the same key and request again register no second one")),
    responses((status = 201, description = "The subscriber", body = RegisteredWebhook, headers(
        ("Location" = String, description = "Where it is removed"),
        ("Idempotency-Replayed" = Option<String>, description = "`true` when an earlier call had registered it"),
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
        url: fields.text("url"),
        convention: fields.text_if_any("convention"),
        party: fields.choice("party", &words_of(&PARTIES, Party::as_str), Party::parse),
        events: events(&mut fields),
    };
    fields.finished()?;
    let (instance, by) = (Arc::clone(&app.instance), who.account());
    let registered = app.write(move |db| {
        if let Some(id) = once::earlier(db, &by, key.as_ref())? {
            let webhook = webhooks::find(db, &id)?.ok_or(WebhookRefused::NotFound)?;
            return Ok((webhook, None));
        }
        let Registered { webhook, secret } = register(db, &instance, &by.id, asked, now)?;
        once::remember(db, &by, key.as_ref(), &webhook.id, now)?;
        Ok::<_, WebhookRefused>((webhook, Some(secret)))
    });
    let (webhook, secret) = registered.await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((LOCATION, format!("/api/v1/webhooks/{}", webhook.id)));
    if secret.is_none() {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    Ok(answer.json(RegisteredWebhook {
        kept: webhook.into(),
        secret,
    }))
}

fn events(fields: &mut Fields) -> BTreeSet<Event> {
    let words = words_of(Event::ALL, Event::as_str);
    let mut events = BTreeSet::new();
    for (at, text) in fields.texts("events").iter().enumerate() {
        match Event::parse(text) {
            Some(event) => drop(events.insert(event)),
            None => fields.problem(&format!("events[{at}]"), one_of(&words)),
        }
    }
    events
}

/// Removes a subscriber; what still waited for it is dropped.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(delete, path = "/api/v1/webhooks/{id}", tag = "machines",
    params(("id" = String, Path, description = "Identifier of the subscriber")),
    responses((status = 204, description = "Removed")))]
pub async fn delete(
    app: Data<App>,
    who: Allowed<Administer>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    let (id, by, now) = (identifier_of(&path)?, who.account(), app.now());
    let removed: Result<(), WebhookRefused> = app.write(move |db| remove(db, &by.id, &id, now)).await;
    removed?;
    Ok(HttpResponse::NoContent().finish())
}

/// Tries again what was given up for a subscriber.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/retry", tag = "machines",
    params(("id" = String, Path, description = "Identifier of the subscriber")),
    responses((status = 200, description = "What is tried again", body = Retried)))]
pub async fn again(
    app: Data<App>,
    who: Allowed<Administer>,
    path: Path<String>,
) -> Result<Json<Retried>, Error> {
    let (id, by, now) = (identifier_of(&path)?, who.account(), app.now());
    let again: Result<usize, WebhookRefused> = app.write(move |db| retry(db, &by.id, &id, now)).await;
    Ok(Json(Retried { deliveries: again? }))
}
