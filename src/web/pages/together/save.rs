//! Several dossiers are acted on, and the page tells what became of each.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;

use super::show::{PICKED, TogetherPage, page_of, picked, unpicked};
use crate::domain::incident::Problem;
use crate::domain::instants::paris_day;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::answer::page_with;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::form::value;
use crate::web::pages::assignment::save::given;
use crate::web::pages::review::typed::ReviewForm;
use crate::web::posted::Posted;
use crate::web::problems::Problems;
use crate::web::together::{Outcome, Picked, Together, act};

/// Value of `action` that sets a review day.
pub const REVIEW: &str = "revoir";
/// Value of `action` that says who holds them.
pub const GIVE: &str = "confier";
/// Value of `action` that closes.
pub const CLOSE: &str = "clore";

/// `POST /dossiers/ensemble`.
///
/// # Errors
/// Those of a form, and the machine's. What must be corrected is shown beside its field, and nothing is done then.
pub async fn save(app: Data<App>, who: Allowed<Contribute>, posted: Posted) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let action = value(&mut fields, "action");
    let review = ReviewForm {
        day: value(&mut fields, "review_on"),
        reason: value(&mut fields, "review_reason").replace("\r\n", "\n"),
    };
    let chosen = value(&mut fields, "holder");
    let boxes = fields.into_iter().filter(|(name, _)| name == PICKED);
    let picked = picked(boxes.map(|(_, value)| value));
    let what = match action.as_str() {
        REVIEW => review
            .read(paris_day(app.now()))
            .map(|(day, reason)| Together::Review(day, reason)),
        GIVE => Ok(Together::Assign(given(&chosen))),
        CLOSE => Ok(Together::Close),
        _ => return Err(Error::ForeignForm),
    };
    match what {
        Ok(what) if !picked.is_empty() => {
            let outcomes = act(&app, &who, picked.clone(), &what).await?;
            let page = told(page_of(&app, &who, picked).await?, &outcomes);
            page_with(StatusCode::OK, &page.with(review, &chosen))
        }
        what => {
            let problems = unpicked_or(&picked, what.err().unwrap_or_default());
            let page = page_of(&app, &who, picked).await?.with(review, &chosen);
            page_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &TogetherPage { problems, ..page },
            )
        }
    }
}

/// What is wrong with the form; first of all, that nothing is ticked.
fn unpicked_or(picked: &[Picked], problems: Vec<Problem>) -> Problems {
    if picked.is_empty() {
        unpicked(picked)
    } else {
        problems.into()
    }
}

/// What became of each: what was refused stays ticked, with the reason.
fn told(mut page: TogetherPage, outcomes: &[Outcome]) -> TogetherPage {
    for line in &mut page.lines {
        let outcome = outcomes
            .iter()
            .find(|outcome| outcome.reference == line.reference);
        let refused = outcome.and_then(|outcome| outcome.refused.as_ref());
        line.done = refused.is_none();
        line.picked = !line.done;
        line.refused = match refused {
            None => Vec::new(),
            Some(refused) if refused.problems().is_empty() => vec![refused.detail()],
            Some(refused) => {
                let problems = refused.problems().iter();
                problems.map(|problem| problem.message.clone()).collect()
            }
        };
    }
    page.done = Some(page.lines.iter().filter(|line| line.done).count());
    page
}
