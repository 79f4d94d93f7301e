//! `GET /api/v1/breaches/{ref}/notifications/{n}.json`, `.pdf`, `.eml`: what was sent, byte for byte.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::super::incidents::dossier::reference;
use crate::actions::breach::{BreachRefused, read};
use crate::store::notifications::{self, Notification};
use crate::store::{Db, StoreError, mails};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::app::App;
use crate::web::error::Error;

/// The machine-readable notification, with the field numbers of the EDPB template.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, path = "/api/v1/breaches/{reference}/notifications/{number}.json", tag = "breaches",
    params(
        ("reference" = String, Path, description = "Reference of the breach"),
        ("number" = i64, Path, description = "Place in the chain, from 1"),
    ),
    responses((status = 200, description = "The payload as attached", content_type = "application/json")))]
pub async fn json(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let payload = |_: &mut Db, sent: &Notification| Ok(Some(sent.edpb.clone().into_bytes()));
    bytes(&app, &who, &path, "application/json", payload).await
}

/// The document that went with the letter; nothing for what was filed elsewhere.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, path = "/api/v1/breaches/{reference}/notifications/{number}.pdf", tag = "breaches",
    params(
        ("reference" = String, Path, description = "Reference of the breach"),
        ("number" = i64, Path, description = "Place in the chain, from 1"),
    ),
    responses((status = 200, description = "The document as attached", content_type = "application/pdf")))]
pub async fn pdf(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let document = |_: &mut Db, sent: &Notification| Ok(sent.pdf.clone());
    bytes(&app, &who, &path, "application/pdf", document).await
}

/// The letter itself, headers included; nothing for what was filed elsewhere.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, path = "/api/v1/breaches/{reference}/notifications/{number}.eml", tag = "breaches",
    params(
        ("reference" = String, Path, description = "Reference of the breach"),
        ("number" = i64, Path, description = "Place in the chain, from 1"),
    ),
    responses((status = 200, description = "The letter as sent", content_type = "message/rfc822")))]
pub async fn eml(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    bytes(&app, &who, &path, "message/rfc822", letter).await
}

fn letter(db: &mut Db, sent: &Notification) -> Result<Option<Vec<u8>>, StoreError> {
    match notifications::mails_of(db, &sent.id)?.first() {
        Some(mail) => mails::message(db, mail),
        None => Ok(None),
    }
}

async fn bytes(
    app: &App,
    who: &Allowed<ReadDossiers>,
    (breach, number): &(String, String),
    media_type: &'static str,
    part: impl FnOnce(&mut Db, &Notification) -> Result<Option<Vec<u8>>, StoreError> + Send + 'static,
) -> Result<HttpResponse, Error> {
    let (reference, number) = (reference(breach)?, self::number(number)?);
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let found = app.write(move |db| {
        let case = read::read(db, &instance, &by, &reference, "api", now)?;
        let sent = notifications::find(db, &case.breach.id, number)?.ok_or(BreachRefused::NotFound)?;
        part(db, &sent)?.ok_or(BreachRefused::NotFound)
    });
    let found: Result<_, BreachRefused> = found.await;
    Ok(HttpResponse::Ok().content_type(media_type).body(found?))
}

/// A place in a chain: anything else names nothing.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) fn number(text: &str) -> Result<i64, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
