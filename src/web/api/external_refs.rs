//! `/api/v1/incidents/{ref}/external-refs`: the references that a dossier bears elsewhere.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path};
use serde::Serialize;
use utoipa::ToSchema;

use super::incidents::dossier::reference;
use crate::actions::external_refs::{add, remove};
use crate::actions::follow::FollowRefused;
use crate::domain::external_ref::ExternalRef;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::params::Params;
use crate::web::posted::Posted;

/// A reference, as it is added.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewExternalRef {
    /// Where, for example Amigo.
    #[schema(max_length = 60)]
    system: String,
    /// Its number there.
    #[schema(max_length = 60)]
    number: String,
    /// Where to read it (https).
    link: Option<String>,
}

/// The references of a dossier, each as one text.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExternalRefs {
    /// In the order they were added.
    external_refs: Vec<String>,
}

/// Adds a reference. One that the dossier bears already changes nothing, so a repeated call needs no key.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotTheOfficer`], [`Error::NotFound`].
#[utoipa::path(post, path = "/api/v1/incidents/{reference}/external-refs", tag = "incidents",
    request_body = NewExternalRef,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "The references", body = ExternalRefs)))]
pub async fn create(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<ExternalRefs>, Error> {
    let (reference, by, now) = (reference(&path)?, who.account(), app.now());
    let mut fields = Fields::of(posted.json().await?)?;
    let given = ExternalRef {
        system: fields.text("system"),
        number: fields.text("number"),
        link: fields.text_if_any("link"),
    };
    fields.finished()?;
    let added: Result<Vec<String>, FollowRefused> =
        app.write(move |db| add(db, &by, &reference, given, now)).await;
    Ok(Json(ExternalRefs {
        external_refs: added?,
    }))
}

/// Takes a reference away, given as the dossier tells it. One that it does not bear changes nothing.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotTheOfficer`], [`Error::NotFound`].
#[utoipa::path(delete, path = "/api/v1/incidents/{reference}/external-refs", tag = "incidents",
    params(
        ("reference" = String, Path, description = "Reference of the dossier"),
        ("text" = String, Query, description = "The reference to take away, as the dossier tells it"),
    ),
    responses((status = 200, description = "Those that are left", body = ExternalRefs)))]
pub async fn delete(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<Json<ExternalRefs>, Error> {
    let (reference, by, now) = (reference(&path)?, who.account(), app.now());
    let mut params = Params::of(&request);
    let text = params.required("text");
    params.finish()?;
    let left: Result<Vec<String>, FollowRefused> =
        app.write(move |db| remove(db, &by, &reference, &text, now)).await;
    Ok(Json(ExternalRefs { external_refs: left? }))
}
