//! A correction is written, or shown again with what was typed: also when somebody else corrected the entry meanwhile.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use super::correct::render;
use super::create::record;
use super::typed::EntryForm;
use crate::actions::follow::FollowRefused;
use crate::actions::new_id;
use crate::domain::incident::Problem;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::answer::see_other;
use crate::web::api::actions::place;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::pages::once::{SENT_BEFORE, key};
use crate::web::paths;
use crate::web::posted::Posted;

/// `POST /dossiers/{reference}/suivi/{number}/corriger`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn save(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let (reference, number) = place(&path)?;
    let fields = posted.form(&app, &who).await?;
    let key = key(&paths::correct(&reference, number), &fields);
    let form = EntryForm::of(fields);
    let recorded = record(&app, &who, (&reference, Some(number)), &form, key).await;
    let fresh = |form: EntryForm| EntryForm {
        key: new_id(app.now()),
        ..form
    };
    let (form, refused) = match recorded {
        Ok(()) => {
            let said = Flash::EntryWritten.after(&paths::incident(&reference));
            return Ok(see_other(&format!("{said}#suivi")));
        }
        Err(FollowRefused::Problems(problems)) => (form, (problems, StatusCode::UNPROCESSABLE_ENTITY)),
        Err(FollowRefused::Stands(_)) => (fresh(form), (Vec::new(), StatusCode::CONFLICT)),
        Err(FollowRefused::KeyReused) => {
            let problems = vec![Problem::new("text", SENT_BEFORE)];
            (fresh(form), (problems, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(refused) => return Err(refused.into()),
    };
    render(&app, &who, (reference, number), Some(form), refused).await
}
