//! A file is sent from the page of a dossier: attached, or the page again with what is wrong beside the field.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, ResponseError as _};

use crate::actions::attach::attach;
use crate::store::{StoreError, incidents};
use crate::web::allowed::{Allowed, Attach};
use crate::web::answer::{page_with, see_other};
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::pages::incidents::show;
use crate::web::paths;
use crate::web::upload::Upload;

/// `POST /dossiers/{reference}/pieces`.
///
/// # Errors
/// [`Error::NotFound`], those of an upload that are not the file's own, and the machine's.
pub async fn create(
    app: Data<App>,
    who: Allowed<Attach>,
    path: Path<String>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let (reference, sight) = (reference(&path)?, who.sight());
    let asked = reference.clone();
    let found = app.read(move |db| incidents::find(db, &asked, &sight)).await;
    let found: Option<_> = found.map_err(|error: StoreError| Error::from(error))?;
    let incident = found.ok_or(Error::NotFound)?;
    let piece = match upload.form(&app, &who).await {
        Ok(piece) => piece,
        Err(error) => return again(&app, &who, &reference, error).await,
    };
    let (by, now) = (who.account(), app.now());
    let attached = app.write(move |db| attach(db, &by, &incident, piece, now)).await;
    attached.map_err(|error: StoreError| Error::from(error))?;
    Ok(see_other(&paths::attachments_of(&reference)))
}

/// The page again when the fault is the file's; any other fault is told as everywhere.
async fn again(
    app: &App,
    who: &Allowed<Attach>,
    reference: &str,
    error: Error,
) -> Result<HttpResponse, Error> {
    let (status, fault): (StatusCode, String) = match &error {
        Error::Problems(problems) => {
            let first = problems.first().map(|problem| problem.message.clone());
            (error.status_code(), first.unwrap_or_default())
        }
        Error::FileTooLarge(_) | Error::NoRoom => (error.status_code(), error.detail()),
        _ => return Err(error),
    };
    let mut page = show::of(app, who, reference).await?;
    page.attachments.fault = fault;
    page_with(status, &page)
}
