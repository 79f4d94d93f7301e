//! `/api/v1/incidents/{ref}/review`: the day on which the account's party comes back to a dossier.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::incidents::dossier::reference;
use super::values::At;
use crate::actions::follow::FollowRefused;
use crate::actions::review;
use crate::domain::instants::paris_day;
use crate::domain::people::Party;
use crate::store::reviews::Set;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// A review day, as it is set.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewReview {
    /// The day (Paris), `2026-03-29`; it lies ahead.
    #[schema(format = Date)]
    due_on: String,
    /// What is awaited.
    #[schema(max_length = 20_000)]
    reason: String,
}

/// The review day of a party.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Review)]
pub struct ReviewShape {
    /// Party.
    party: Party,
    /// The day (Paris).
    #[schema(value_type = String, format = Date)]
    due_on: NaiveDate,
    /// What is awaited.
    reason: String,
    /// When it was set.
    set_at: At,
}

impl From<Set> for ReviewShape {
    fn from(set: Set) -> Self {
        Self {
            party: set.party,
            due_on: set.review.due_on,
            reason: set.review.reason,
            set_at: At(set.at),
        }
    }
}

/// Sets the review day of the account's party, in the place of the one it had. On that day whoever set it is written to.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotFound`].
#[utoipa::path(put, path = "/api/v1/incidents/{reference}/review", tag = "incidents", request_body = NewReview,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "The review day", body = ReviewShape)))]
pub async fn put(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<ReviewShape>, Error> {
    let (reference, by, now) = (reference(&path)?, who.account(), app.now());
    let mut fields = Fields::of(posted.json().await?)?;
    // A day that is missing or unreadable was complained of.
    let due_on = fields.day("due_on").unwrap_or_else(|| paris_day(now));
    let reason = fields.text("reason");
    fields.finished()?;
    let set = app.write(move |db| review::set(db, &by, &reference, (due_on, &reason), now));
    let set: Result<Set, FollowRefused> = set.await;
    Ok(Json(set?.into()))
}

/// Takes the review day of the account's party away; doing it twice changes nothing.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(delete, path = "/api/v1/incidents/{reference}/review", tag = "incidents",
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 204, description = "No review day any more")))]
pub async fn delete(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    let (reference, by, now) = (reference(&path)?, who.account(), app.now());
    let cleared: Result<(), FollowRefused> =
        app.write(move |db| review::clear(db, &by, &reference, now)).await;
    cleared?;
    Ok(HttpResponse::NoContent().finish())
}
