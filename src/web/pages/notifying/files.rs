//! Files to read before one decides, and papers to carry elsewhere.

use std::sync::Arc;

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};

use super::chain::consult;
use super::refusal::Refusal;
use crate::actions::Instance;
use crate::actions::breach::notify::preview;
use crate::actions::breach::{BreachRefused, Case, chain, papers};
use crate::domain::breach::NoticeKind;
use crate::domain::obligations::Kind;
use crate::domain::people::{Account, Party};
use crate::store::{Db, notifications, obligations};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::pages::notifying::notification::NotificationForm;
use crate::web::params::Params;

const PDF: &str = "application/pdf";

/// A file: its name, its media type, its content.
type File = (String, &'static str, Vec<u8>);

/// The document of the notification as it would leave now.
///
/// # Errors
/// [`Error::NotFound`] when nothing can leave, and the machine's.
pub async fn notification_pdf(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    attached(&app, &who, &path, &request, PDF).await
}

/// The machine-readable form of the notification as it would leave now.
///
/// # Errors
/// As [`notification_pdf`].
pub async fn notification_json(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    attached(&app, &who, &path, &request, "application/json").await
}

async fn attached(
    app: &App,
    who: &Allowed<DecideBreach>,
    path: &str,
    request: &HttpRequest,
    media_type: &'static str,
) -> Result<HttpResponse, Error> {
    let mut params = Params::of(request);
    let words: Vec<&str> = NoticeKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let kind = params.choice("nature", &words, NoticeKind::parse);
    params.finish()?;
    let asked = NotificationForm::blank(kind).asked();
    given(app, who, path, move |db, instance, by, reference, now| {
        let preview = preview(db, instance, by, reference, &asked, now)?;
        let mut files = preview.letter.attachments.into_iter();
        let file = files
            .find(|file| file.media_type == media_type)
            .ok_or(BreachRefused::NotFound)?;
        Ok((file.name, media_type, file.bytes))
    })
    .await
}

/// The sheet to copy into the form of the CNIL.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn cnil_pdf(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let mut params = Params::of(&request);
    let words: Vec<&str> = Party::ALL.iter().map(|party| party.as_str()).collect();
    let debtor = params.choice("responsable", &words, Party::parse);
    params.finish()?;
    given(&app, &who, &path, move |db, instance, by, reference, now| {
        let case = Case::of(db, instance, by, reference)?;
        let earlier = notifications::of_breach(db, &case.breach.id)?;
        let duties = obligations::of_incident(db, &case.incident.id)?;
        let own = chain::standing(&duties, Kind::Cnil72h);
        let mut own = own
            .into_iter()
            .filter(|duty| debtor.is_none_or(|debtor| duty.debtor == debtor));
        let bytes = papers::cnil_pdf(&case, own.next(), &earlier, now)?;
        Ok((format!("{reference}-fiche-cnil.pdf"), PDF, bytes))
    })
    .await
}

/// The model letter to families and staff.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn families_letter_pdf(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    given(&app, &who, &path, |db, instance, by, reference, now| {
        let case = Case::of(db, instance, by, reference)?;
        let bytes = papers::families_letter_pdf(&case, now)?;
        Ok((format!("{reference}-lettre-aux-familles.pdf"), PDF, bytes))
    })
    .await
}

/// The model letter as plain text, to be pasted into a message.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn families_letter_text(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    given(&app, &who, &path, |db, instance, by, reference, now| {
        let case = Case::of(db, instance, by, reference)?;
        let text = papers::families_letter(&case, now).text();
        let name = format!("{reference}-lettre-aux-familles.txt");
        Ok((name, "text/plain; charset=utf-8", text.into_bytes()))
    })
    .await
}

/// Journals the reading, then makes the file away from the one writer.
async fn given<F>(app: &App, who: &Allowed<DecideBreach>, path: &str, make: F) -> Result<HttpResponse, Error>
where
    F: FnOnce(&mut Db, &Instance, &Account, &str, DateTime<Utc>) -> Result<File, BreachRefused>
        + Send
        + 'static,
{
    let reference = reference(path)?;
    consult(app, who, &reference, "file").await?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let file = app
        .read(move |db| make(db, &instance, &by, &reference, now))
        .await;
    match file {
        Ok((name, media_type, bytes)) => Ok(HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, media_type))
            .insert_header((CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")))
            .body(bytes)),
        Err(refused) => Refusal::of(refused).and(Err(Error::NotFound)),
    }
}
