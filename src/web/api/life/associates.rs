//! `/api/v1/incidents/{ref}/associates`: another authority joins a dossier, or leaves it.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path};
use utoipa::ToSchema;

use super::super::incidents::dossier::{Dossier, reference};
use super::super::values::words_of;
use super::acted;
use crate::actions::life::associate::{Change, associate};
use crate::domain::people::Party;
use crate::web::allowed::{Allowed, Qualify};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::params::Params;
use crate::web::posted::Posted;

/// An associate to add.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewAssociate {
    /// The party.
    party: Party,
    /// Why, French; never empty.
    #[schema(max_length = 20_000)]
    reason: String,
    /// The version that was read: refused when it is another one by now.
    version: Option<i64>,
}

/// Adds an associate.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotFound`], [`Error::Stands`], [`Error::Overtaken`].
#[utoipa::path(post, path = "/api/v1/incidents/{reference}/associates", tag = "life", request_body = NewAssociate,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "The dossier as it stands now", body = Dossier)))]
pub async fn create(
    app: Data<App>,
    who: Allowed<Qualify>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<Dossier>, Error> {
    let (reference, mut fields) = (reference(&path)?, Fields::of(posted.json().await?)?);
    let party = fields.choice("party", &words_of(Party::ALL, Party::as_str), Party::parse);
    let reason = fields.text("reason");
    let version = fields.count_if_any("version");
    fields.finished()?;
    acted(&app, &who, version, move |db, acting| {
        associate(db, acting, &reference, Change::Add, party, &reason)
    })
    .await
}

/// Removes an associate. It goes on seeing the dossier, as whoever was informed of it; nothing more is written to it.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotFound`], [`Error::Stands`], [`Error::Overtaken`].
#[utoipa::path(delete, path = "/api/v1/incidents/{reference}/associates", tag = "life",
    params(
        ("reference" = String, Path, description = "Reference of the dossier"),
        ("party" = Party, Query, description = "The party"),
        ("reason" = String, Query, description = "Why, French; never empty"),
        ("version" = Option<i64>, Query, description = "The version that was read"),
    ),
    responses((status = 200, description = "The dossier as it stands now", body = Dossier)))]
pub async fn remove(
    app: Data<App>,
    who: Allowed<Qualify>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<Json<Dossier>, Error> {
    let (reference, mut params) = (reference(&path)?, Params::of(&request));
    let party = params.choice("party", &words_of(Party::ALL, Party::as_str), Party::parse);
    let reason = params.text("reason").unwrap_or_default();
    let version = params.choice("version", &["un nombre entier"], |text| text.parse().ok());
    params.finish()?;
    acted(&app, &who, version, move |db, acting| {
        associate(db, acting, &reference, Change::Remove, party, &reason)
    })
    .await
}
