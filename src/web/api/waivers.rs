//! `POST /api/v1/obligations/{id}/waiver`: setting a duty aside, with its reason.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};
use utoipa::ToSchema;

use super::obligations::ObligationShape;
use super::values::words_of;
use crate::actions::breach::BreachRefused;
use crate::actions::breach::waive::{Ground, waive};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// Longest identifier, in characters.
const ID_MAX: usize = 64;

/// Why a duty is set aside.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewWaiver {
    /// Why, French; never empty.
    #[schema(max_length = 20_000)]
    reason: String,
    /// Which ground of GDPR art. 34(3) applies; asked for with `persons_art34`.
    ground: Option<Ground>,
}

/// Sets a pending duty aside. A notification due within 48 hours never is.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotTheOfficer`], [`Error::Stands`], [`Error::NotFound`].
#[utoipa::path(post, path = "/api/v1/obligations/{id}/waiver", tag = "obligations", request_body = NewWaiver,
    params(("id" = String, Path, description = "Identifier of the duty")),
    responses((status = 200, description = "The duty, set aside", body = ObligationShape)))]
pub async fn create(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<ObligationShape>, Error> {
    let (id, mut fields) = (identifier(&path)?, Fields::of(posted.json().await?)?);
    let reason = fields.text("reason");
    let ground = fields.choice_if_any("ground", &words_of(Ground::ALL, Ground::as_str), Ground::parse);
    fields.finished()?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let waived = app.write(move |db| {
        let duty = waive(db, &instance, &by, &id, ground, &reason, now)?;
        Ok::<_, BreachRefused>(ObligationShape::of(duty, now))
    });
    Ok(Json(waived.await?))
}

fn identifier(text: &str) -> Result<String, Error> {
    let plain = text.len() <= ID_MAX && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if plain {
        Ok(text.to_owned())
    } else {
        Err(Error::NotFound)
    }
}
