//! Holding the files of a dossier for a legal reason, or letting them go again.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use crate::actions::legal_hold::{self, HoldRefused};
use crate::domain::incident::Problem;
use crate::web::allowed::{Allowed, HoldFiles};
use crate::web::answer::{page_with, see_other};
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::form::value;
use crate::web::pages::incidents::show;
use crate::web::paths;
use crate::web::posted::Posted;

/// Value of `action` that ends a hold.
pub const RELEASE: &str = "lever";

/// `POST /dossiers/{reference}/pieces/gel`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. A missing reason is shown beside its field.
pub async fn hold(
    app: Data<App>,
    who: Allowed<HoldFiles>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let (reference, mut fields) = (reference(&path)?, posted.form(&app, &who).await?);
    let releases = value(&mut fields, "action") == RELEASE;
    let reason = value(&mut fields, "hold_reason");
    let (by, now) = (who.account(), app.now());
    let (dossier, why) = (reference.clone(), reason.clone());
    let done = app.write(move |db| {
        let done = if releases {
            legal_hold::release(db, &by, &dossier, now)
        } else {
            legal_hold::hold(db, &by, &dossier, &why, now)
        };
        done.map(|_| ())
    });
    let (status, problems): (StatusCode, Vec<Problem>) = match done.await {
        Ok(()) => return Ok(see_other(&paths::attachments_of(&reference))),
        Err(HoldRefused::Problems(problems)) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        Err(HoldRefused::Stands(facts)) => (StatusCode::CONFLICT, facts),
        Err(other) => return Err(other.into()),
    };
    let mut page = show::of(&app, &who, &reference).await?;
    page.attachments.hold_reason = reason;
    let first = problems.into_iter().next();
    page.attachments.hold_fault = first.map(|problem| problem.message).unwrap_or_default();
    page_with(status, &page)
}
