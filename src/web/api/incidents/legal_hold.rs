//! `POST` and `DELETE /api/v1/incidents/{ref}/legal-hold`: the files of a dossier stay, or follow their retention again.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::values::At;
use super::dossier::{Dossier, reference};
use crate::actions::legal_hold;
use crate::store::legal_holds::LegalHold;
use crate::web::allowed::{Allowed, HoldFiles};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// A hold that stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LegalHold)]
pub struct LegalHoldShape {
    /// Why, French.
    reason: String,
    /// Since when.
    held_at: At,
}

impl From<LegalHold> for LegalHoldShape {
    fn from(hold: LegalHold) -> Self {
        Self {
            reason: hold.reason,
            held_at: At(hold.held_at),
        }
    }
}

/// Why the files must stay.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewLegalHold {
    /// Why, French; never empty.
    #[schema(max_length = 20_000)]
    reason: String,
}

/// Holds the files of a dossier: no retention destroys them while the hold stands.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Problems`], [`Error::Stands`] when they are held already.
#[utoipa::path(post, path = "/api/v1/incidents/{reference}/legal-hold", tag = "incidents", request_body = NewLegalHold,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "The dossier as it stands now", body = Dossier)))]
pub async fn hold(
    app: Data<App>,
    who: Allowed<HoldFiles>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<Dossier>, Error> {
    let (reference, mut fields) = (reference(&path)?, Fields::of(posted.json().await?)?);
    let reason = fields.text("reason");
    fields.finished()?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let held = app.write(move |db| {
        let incident = legal_hold::hold(db, &by, &reference, &reason, now)?;
        Ok::<_, Error>(Dossier::load(db, &instance, incident, now)?)
    });
    Ok(Json(held.await?))
}

/// Lets the files of a dossier follow their retention again.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stands`] when they are not held.
#[utoipa::path(delete, path = "/api/v1/incidents/{reference}/legal-hold", tag = "incidents",
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "The dossier as it stands now", body = Dossier)))]
pub async fn release(
    app: Data<App>,
    who: Allowed<HoldFiles>,
    path: Path<String>,
) -> Result<Json<Dossier>, Error> {
    let reference = reference(&path)?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let released = app.write(move |db| {
        let incident = legal_hold::release(db, &by, &reference, now)?;
        Ok::<_, Error>(Dossier::load(db, &instance, incident, now)?)
    });
    Ok(Json(released.await?))
}
