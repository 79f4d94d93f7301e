//! `POST` and `DELETE /api/v1/breaches/{ref}/hold`: holding the automatic sending, and letting it go again.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};
use utoipa::ToSchema;

use super::super::incidents::dossier::reference;
use super::shape::BreachShape;
use crate::actions::breach::BreachRefused;
use crate::actions::breach::hold::{hold as hold_back, release as let_go};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// Why something is done.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct Reason {
    /// Why, French; never empty.
    #[schema(max_length = 20_000)]
    reason: String,
}

/// The reason in a body.
///
/// # Errors
/// [`Error::Problems`].
pub(super) async fn reason(posted: Posted) -> Result<String, Error> {
    let mut fields = Fields::of(posted.json().await?)?;
    let reason = fields.text("reason");
    fields.finished()?;
    Ok(reason)
}

/// Holds the automatic sending of the notification due within 48 hours. No clock stops: reminders and escalations go on.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotTheOfficer`], [`Error::Stands`] when it is held already.
#[utoipa::path(post, path = "/api/v1/breaches/{reference}/hold", tag = "breaches", request_body = Reason,
    params(("reference" = String, Path, description = "Reference of the breach")),
    responses((status = 200, description = "The breach as it stands now", body = BreachShape)))]
pub async fn hold(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<BreachShape>, Error> {
    let (reference, reason) = (reference(&path)?, reason(posted).await?);
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let held = app.write(move |db| {
        let case = hold_back(db, &instance, &by, &reference, &reason, now)?;
        Ok::<_, BreachRefused>(BreachShape::load(db, &case, now)?)
    });
    Ok(Json(held.await?))
}

/// Lets the automatic sending go again: it leaves at its instant, or at once when that is past.
///
/// # Errors
/// [`Error::NotTheOfficer`], [`Error::Stands`] when it is not held.
#[utoipa::path(delete, path = "/api/v1/breaches/{reference}/hold", tag = "breaches",
    params(("reference" = String, Path, description = "Reference of the breach")),
    responses((status = 200, description = "The breach as it stands now", body = BreachShape)))]
pub async fn release(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
) -> Result<Json<BreachShape>, Error> {
    let reference = reference(&path)?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let released = app.write(move |db| {
        let case = let_go(db, &instance, &by, &reference, now)?;
        Ok::<_, BreachRefused>(BreachShape::load(db, &case, now)?)
    });
    Ok(Json(released.await?))
}
