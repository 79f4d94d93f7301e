//! `GET /api/v1/calendar/{token}.ics`: the deadlines that somebody subscribes to. The address itself is the key.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::actions::accounts::AccountRefused;
use crate::actions::calendar;
use crate::web::app::App;
use crate::web::error::Error;

/// The pending deadlines for which the account behind the address answers. An address that is void looks like one that
/// never was.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, path = "/api/v1/calendar/{token}.ics", tag = "account",
    params(("token" = String, Path, description = "Token of `calendar_url` in `GET /api/v1/me`")),
    responses((status = 200, description = "The calendar (RFC 5545)", content_type = "text/calendar")))]
pub async fn show(app: Data<App>, path: Path<String>) -> Result<HttpResponse, Error> {
    let (instance, token, now) = (Arc::clone(&app.instance), path.into_inner(), app.now());
    let found = app.read(move |db| calendar::of_token(db, &instance, &token, now));
    let calendar = found.await.map_err(|refused| match refused {
        AccountRefused::NotRecognised => Error::NotFound,
        other => other.into(),
    })?;
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .body(calendar.ics()))
}
