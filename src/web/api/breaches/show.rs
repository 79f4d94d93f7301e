//! `GET /api/v1/breaches/{ref}`: one breach, whole. Each reading is journaled.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};

use super::super::incidents::dossier::reference;
use super::shape::BreachShape;
use crate::actions::breach::{BreachRefused, read};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::app::App;
use crate::web::error::Error;

/// One breach. One that does not exist and one that the account may not see are answered alike.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, path = "/api/v1/breaches/{reference}", tag = "breaches",
    params(("reference" = String, Path, description = "Reference, for example VIO-2026-0001")),
    responses((status = 200, description = "The breach", body = BreachShape)))]
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
) -> Result<Json<BreachShape>, Error> {
    let (reference, now) = (reference(&path)?, app.now());
    let (instance, by) = (Arc::clone(&app.instance), who.account());
    let shown = app.write(move |db| {
        let case = read::read(db, &instance, &by, &reference, "api", now)?;
        Ok::<_, BreachRefused>(BreachShape::load(db, &case, now)?)
    });
    Ok(Json(shown.await?))
}
