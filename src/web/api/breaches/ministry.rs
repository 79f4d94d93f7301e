//! `POST /api/v1/breaches/{ref}/ministry` and `…/ministry/report`: that the ministry is to be told, and that it was.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};
use utoipa::ToSchema;

use super::super::incidents::dossier::reference;
use super::super::values::At;
use super::shape::BreachShape;
use crate::actions::breach::ministry::{decide as decide_to_tell, told as was_told};
use crate::actions::breach::{BreachRefused, Case};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// By when the ministry is to be told.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewMinistry {
    /// By when, with its offset; without delay unless given.
    #[schema(value_type = Option<At>)]
    due_at: Option<At>,
}

/// That the ministry was told.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct MinistryReport {
    /// Why it is late; asked for after the due instant.
    late_reason: Option<String>,
}

/// Decides that the ministry is to be told. Deciding again moves the due instant.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotTheOfficer`].
#[utoipa::path(post, path = "/api/v1/breaches/{reference}/ministry", tag = "breaches", request_body = NewMinistry,
    params(("reference" = String, Path, description = "Reference of the breach")),
    responses((status = 200, description = "The breach as it stands now", body = BreachShape)))]
pub async fn decide(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<BreachShape>, Error> {
    let (reference, mut fields) = (reference(&path)?, Fields::of(posted.json().await?)?);
    let due_at = fields.instant_if_any("due_at");
    fields.finished()?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let decided = app.write(move |db| {
        let case = decide_to_tell(db, &instance, &by, &reference, due_at, now)?;
        Ok::<_, BreachRefused>(BreachShape::load(db, &case, now)?)
    });
    Ok(Json(decided.await?))
}

/// Records that the ministry was told: the duty is met.
///
/// # Errors
/// [`Error::Problems`] for lateness without its reason, [`Error::NotTheOfficer`], [`Error::Stands`] when nothing is due.
#[utoipa::path(post, path = "/api/v1/breaches/{reference}/ministry/report", tag = "breaches",
    request_body = MinistryReport,
    params(("reference" = String, Path, description = "Reference of the breach")),
    responses((status = 200, description = "The breach as it stands now", body = BreachShape)))]
pub async fn report(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<BreachShape>, Error> {
    let (reference, mut fields) = (reference(&path)?, Fields::of(posted.json().await?)?);
    let late_reason = fields.text_if_any("late_reason");
    fields.finished()?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let reported = app.write(move |db| {
        was_told(db, &instance, &by, &reference, late_reason.as_deref(), now)?;
        let case = Case::of(db, &instance, &by, &reference)?;
        Ok::<_, BreachRefused>(BreachShape::load(db, &case, now)?)
    });
    Ok(Json(reported.await?))
}
