//! `POST /api/v1/incidents/{ref}/transitions`: the people of the handler move a dossier on.

use actix_web::web::{Data, Json, Path};
use serde_json::Value;
use utoipa::ToSchema;

use super::super::incidents::dossier::{Dossier, reference};
use super::super::values::words_of;
use super::acted;
use crate::actions::life::move_to::{Moving, move_to};
use crate::domain::life::Step;
use crate::web::allowed::{Allowed, Handle};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// Where a dossier should go.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewTransition {
    /// `in_progress` takes it in hand, or up again when it is resolved or closed.
    to: Step,
    /// What was done, with `resolved`; told to the RSSI by letter when the département handles the dossier. Given once
    /// more on a resolved dossier while it is owed.
    #[schema(max_length = 20_000)]
    follow_up: Option<String>,
    /// Why; asked for when a dossier is taken up again.
    #[schema(max_length = 20_000)]
    reason: Option<String>,
    /// The version that was read: refused when it is another one by now.
    version: Option<i64>,
}

/// Moves a dossier to another stage. A refused closing names every duty and fact that stands in the way.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotFound`], [`Error::NotTheOfficer`], [`Error::Stands`], [`Error::Overtaken`].
#[utoipa::path(post, path = "/api/v1/incidents/{reference}/transitions", tag = "life", request_body = NewTransition,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "The dossier as it stands now", body = Dossier)))]
pub async fn create(
    app: Data<App>,
    who: Allowed<Handle>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<Dossier>, Error> {
    let (reference, (moving, version)) = (reference(&path)?, read(posted.json().await?)?);
    acted(&app, &who, version, move |db, acting| {
        move_to(db, acting, &reference, &moving)
    })
    .await
}

fn read(body: Value) -> Result<(Moving, Option<i64>), Error> {
    let mut fields = Fields::of(body)?;
    let to = fields.choice("to", &words_of(Step::ALL, Step::as_str), Step::parse);
    let follow_up = fields.text_if_any("follow_up").unwrap_or_default();
    let reason = fields.text_if_any("reason").unwrap_or_default();
    let version = fields.count_if_any("version");
    fields.finished()?;
    let to = to.ok_or(Error::NotFound)?;
    Ok((
        Moving {
            to,
            follow_up,
            reason,
        },
        version,
    ))
}
