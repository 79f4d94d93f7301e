//! A review day is set or taken away, or the page of the dossier again with what was typed and what is wrong.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use chrono::{DateTime, Days, Utc};

use super::typed::ReviewForm;
use crate::actions::follow::FollowRefused;
use crate::actions::review;
use crate::domain::incident::Problem;
use crate::domain::instants::{paris_day, parse_day};
use crate::domain::people::Account;
use crate::store::Db;
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
            review::clear(db, &by, &of, now)
        } else {
            keep(db, &by, &of, &typed, now)
        }
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
            page.follow.review_problems = problems.into_iter().map(beside).collect::<Vec<_>>().into();
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Everything that is wrong is told at once: nothing is kept then.
fn keep(
    db: &mut Db,
    by: &Account,
    reference: &str,
    typed: &ReviewForm,
    now: DateTime<Utc>,
) -> Result<(), FollowRefused> {
    let today = paris_day(now);
    // Something legal stands in the place of a day that cannot be read, so that the rest is checked all the same.
    let legal = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let (day, unreadable) = match parse_day(&typed.day) {
        Ok(day) => (day, None),
        Err(refused) => (legal, Some(Problem::new("due_on", refused.to_string()))),
    };
    let set = review::set(db, by, reference, (day, &typed.reason), now);
    match (set, unreadable) {
        (Ok(_), None) => Ok(()),
        (Ok(_), Some(problem)) => Err(FollowRefused::Problems(vec![problem])),
        (Err(FollowRefused::Problems(further)), unreadable) => Err(FollowRefused::Problems(
            unreadable.into_iter().chain(further).collect(),
        )),
        (Err(refused), _) => Err(refused),
    }
}

/// The fields bear other names on the page, where other forms stand.
fn beside(problem: Problem) -> Problem {
    let field = match problem.field.as_str() {
        "due_on" => "review_on",
        _ => "review_reason",
    };
    Problem::new(field, problem.message)
}
