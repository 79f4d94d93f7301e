//! What was notified, byte for byte as it left: the document, the data, the message. Each download is journaled.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Data, Path};

use crate::actions::Instance;
use crate::actions::breach::{BreachRefused, read};
use crate::domain::people::{Account, Right};
use crate::store::notifications::{self, Notification};
use crate::store::{Db, mails};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;

type Of = Path<(String, i64)>;
/// What is taken of a notification.
type Take = fn(&mut Db, &Notification) -> Result<Option<Vec<u8>>, BreachRefused>;

/// The document as attached.
///
/// # Errors
/// [`Error::NotFound`] for what was filed elsewhere, and the machine's.
pub async fn pdf(app: Data<App>, who: Allowed<ReadDossiers>, of: Of) -> Result<HttpResponse, Error> {
    serve(&app, &who, of, "pdf", "application/pdf", |_, told| {
        Ok(told.pdf.clone())
    })
    .await
}

/// The data as attached.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn json(app: Data<App>, who: Allowed<ReadDossiers>, of: Of) -> Result<HttpResponse, Error> {
    let take: Take = |_, told| Ok(Some(told.edpb.clone().into_bytes()));
    serve(&app, &who, of, "json", "application/json", take).await
}

/// The message as sent. It carries the link by which its recipient acknowledges it: only for those who read the
/// journal.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], and the machine's.
pub async fn eml(app: Data<App>, who: Allowed<ReadDossiers>, of: Of) -> Result<HttpResponse, Error> {
    if !who.may(Right::ReadJournal) {
        return Err(Error::Forbidden);
    }
    serve(&app, &who, of, "eml", "message/rfc822", message).await
}

fn message(db: &mut Db, told: &Notification) -> Result<Option<Vec<u8>>, BreachRefused> {
    let letters = notifications::mails_of(db, &told.id)?;
    match letters.first() {
        Some(id) => Ok(mails::message(db, id)?),
        None => Ok(None),
    }
}

async fn serve(
    app: &App,
    who: &Allowed<ReadDossiers>,
    of: Of,
    kind: &'static str,
    media_type: &'static str,
    take: Take,
) -> Result<HttpResponse, Error> {
    let (breach, number) = of.into_inner();
    let breach = reference(&breach)?;
    let name = format!("{breach}-{number}.{kind}");
    let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
    let found = app.write(move |db| {
        let told = find(db, &instance, &by, &breach, number, (kind, now))?;
        take(db, &told)?.ok_or(BreachRefused::NotFound)
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, media_type))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(found.await?))
}

fn find(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    breach: &str,
    number: i64,
    (means, now): (&str, chrono::DateTime<chrono::Utc>),
) -> Result<Notification, BreachRefused> {
    let case = read::read(db, instance, by, breach, means, now)?;
    let told = notifications::find(db, &case.breach.id, number)?;
    told.ok_or(BreachRefused::NotFound)
}
