//! `POST /api/v1/incidents/together`: one act on several dossiers.

use actix_web::ResponseError as _;
use actix_web::web::{Data, Json};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::assignment::{holder, is_said};
use super::incidents::dossier::reference;
use crate::domain::incident::Problem;
use crate::domain::instants::paris_day;
use crate::domain::review::Review;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fault::FieldProblem;
use crate::web::fields::Fields;
use crate::web::posted::Posted;
use crate::web::together::{MOST, Outcome, Picked, Together, act};

const REVIEW: &str = "review";
const ASSIGN: &str = "assign";
const CLOSE: &str = "close";
const ACTS: [&str; 3] = [REVIEW, ASSIGN, CLOSE];

/// What to do, and to which dossiers.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewTogether {
    /// References, 1 to 200.
    references: Vec<String>,
    /// `review` sets a review day, `assign` says who holds them, `close` closes what nothing stands in the way of.
    act: String,
    /// With `review`: the day (Paris), `2026-03-29`; it lies ahead.
    #[schema(format = Date)]
    due_on: Option<String>,
    /// With `review`: what is awaited.
    #[schema(max_length = 20_000)]
    reason: Option<String>,
    /// With `assign`: `me`, or the address or the identifier of an account; `null` for nobody any more.
    account: Option<String>,
    /// With `assign`, in the place of `account`: the identifier of a team.
    team: Option<String>,
}

/// What became of one dossier.
#[derive(Serialize, ToSchema)]
pub struct TogetherLine {
    /// Reference.
    reference: String,
    /// Whether it was done.
    done: bool,
    /// The status that the act alone would have been answered with.
    status: u16,
    /// Why it was not done; empty when it was.
    detail: String,
    /// Everything that stands in the way.
    errors: Vec<FieldProblem>,
}

/// What became of each dossier, in the order asked.
#[derive(Serialize, ToSchema)]
pub struct TogetherDone {
    /// The dossiers.
    items: Vec<TogetherLine>,
}

impl From<Outcome> for TogetherLine {
    fn from(outcome: Outcome) -> Self {
        let refused = outcome.refused.as_ref();
        Self {
            reference: outcome.reference,
            done: refused.is_none(),
            status: refused.map_or(200, |refused| refused.status_code().as_u16()),
            detail: refused.map(Error::detail).unwrap_or_default(),
            errors: refused
                .map(Error::problems)
                .unwrap_or_default()
                .iter()
                .map(FieldProblem::from)
                .collect(),
        }
    }
}

/// Does one thing to several dossiers, each by itself: what is refused says why, and the rest is done.
///
/// # Errors
/// [`Error::Problems`] when the request itself is wrong: nothing is done then.
#[utoipa::path(post, path = "/api/v1/incidents/together", tag = "incidents", request_body = NewTogether,
    responses((status = 200, description = "What became of each dossier", body = TogetherDone)))]
pub async fn create(
    app: Data<App>,
    who: Allowed<Contribute>,
    posted: Posted,
) -> Result<Json<TogetherDone>, Error> {
    let (picked, what) = read(posted.json().await?, paris_day(app.now()))?;
    let outcomes = act(&app, &who, picked, &what).await?;
    let items = outcomes.into_iter().map(TogetherLine::from).collect();
    Ok(Json(TogetherDone { items }))
}

fn read(body: Value, today: NaiveDate) -> Result<(Vec<Picked>, Together), Error> {
    let said = is_said(&body);
    let mut fields = Fields::of(body)?;
    let picked = picked(&mut fields);
    let act = fields.choice("act", &ACTS, |act| ACTS.into_iter().find(|known| *known == act));
    let what = match act {
        Some(REVIEW) => {
            let due_on = fields.day("due_on").unwrap_or(today);
            Together::Review(due_on, fields.text("reason"))
        }
        Some(ASSIGN) => Together::Assign(holder(&mut fields, said)),
        _ => Together::Close,
    };
    let mut problems = fields.finish();
    if let Together::Review(due_on, reason) = &what {
        let review = Review {
            due_on: *due_on,
            reason: reason.clone(),
        };
        let known = |field: &str, problems: &[Problem]| problems.iter().any(|it| it.field == field);
        let further = review.check(today).err().unwrap_or_default();
        let news = further.into_iter().filter(|it| !known(&it.field, &problems));
        let news: Vec<Problem> = news.collect();
        problems.extend(news);
    }
    if problems.is_empty() {
        Ok((picked, what))
    } else {
        Err(Error::Problems(problems))
    }
}

fn picked(fields: &mut Fields) -> Vec<Picked> {
    let given = fields.texts("references");
    if given.is_empty() || given.len() > MOST {
        fields.problem("references", format!("Indiquez de 1 à {MOST}\u{a0}dossiers."));
    }
    let mut picked: Vec<Picked> = Vec::new();
    for (at, text) in given.into_iter().enumerate() {
        let one = Picked {
            reference: text,
            ..Picked::default()
        };
        if reference(&one.reference).is_err() {
            let message = "Indiquez la référence d’un dossier, par exemple SSI-2026-0001.";
            fields.problem(&format!("references[{at}]"), message);
        } else if !picked.contains(&one) {
            picked.push(one);
        }
    }
    picked
}
