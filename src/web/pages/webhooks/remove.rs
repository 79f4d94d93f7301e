//! A subscriber is removed, or what was given up for it is tried again.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::actions::webhooks::WebhookRefused;
use crate::actions::webhooks::remove;
use crate::web::allowed::{Administer, Allowed};
use crate::web::answer::see_other;
use crate::web::api::tokens::identifier_of;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::paths;
use crate::web::posted::Posted;

/// `POST /evenements/{id}/retrait`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's.
pub async fn remove(
    app: Data<App>,
    who: Allowed<Administer>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    posted.form(&app, &who).await?;
    let (id, by, now) = (identifier_of(&path)?, who.account(), app.now());
    let removed: Result<(), WebhookRefused> = app.write(move |db| remove::remove(db, &by.id, &id, now)).await;
    removed?;
    Ok(see_other(&Flash::WebhookRemoved.after(paths::WEBHOOKS)))
}

/// `POST /evenements/{id}/reprise`.
///
/// # Errors
/// As [`remove()`].
pub async fn retry(
    app: Data<App>,
    who: Allowed<Administer>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    posted.form(&app, &who).await?;
    let (id, by, now) = (identifier_of(&path)?, who.account(), app.now());
    let again: Result<usize, WebhookRefused> = app.write(move |db| remove::retry(db, &by.id, &id, now)).await;
    again?;
    Ok(see_other(&Flash::WebhookRetried.after(paths::WEBHOOKS)))
}
