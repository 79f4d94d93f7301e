//! A review day is set or taken away, or the page of the dossier again with what was typed and what is wrong.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use super::typed::ReviewForm;
use crate::actions::follow::FollowRefused;
use crate::actions::review;
use crate::domain::instants::paris_day;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::answer::{page_with, see_other};
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::pages::incidents::show;
use crate::web::paths;
use crate::web::posted::Posted;

/// Value of `action` that takes the day away.
pub const CLEAR: &str = "effacer";

/// `POST /dossiers/{reference}/revoir`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn save(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    let mut fields = posted.form(&app, &who).await?;
    let clears = value(&mut fields, "action") == CLEAR;
    let form = ReviewForm {
        day: value(&mut fields, "review_on"),
        reason: value(&mut fields, "review_reason").replace("\r\n", "\n"),
    };
    let (by, now, of, typed) = (who.account(), app.now(), reference.clone(), form.clone());
    let done = app.write(move |db| {
        if clears {
            return review::clear(db, &by, &of, now);
        }
        let (day, reason) = typed.read(paris_day(now)).map_err(FollowRefused::Problems)?;
        review::set(db, &by, &of, (day, &reason), now).map(drop)
    });
    match done.await {
        Ok(()) => {
            let flash = if clears {
                Flash::ReviewCleared
            } else {
                Flash::ReviewSet
            };
            let said = flash.after(&paths::incident(&reference));
            Ok(see_other(&format!("{said}#revoir")))
        }
        Err(FollowRefused::Problems(problems)) => {
            let mut page = show::of(&app, &who, &reference).await?;
            page.follow.review = form;
            page.follow.review_problems = problems.into();
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(refused) => Err(refused.into()),
    }
}
