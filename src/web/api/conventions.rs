//! `GET /api/v1/conventions`: the conventions in use.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::values::{Listed, slice_of};
use crate::domain::convention::Pack;
use crate::domain::instants::paris_day;
use crate::web::allowed::{Allowed, UseService};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::params::Params;

/// A convention.
#[derive(Serialize, ToSchema)]
pub struct Convention {
    /// Identifier.
    id: String,
    /// French title.
    title: String,
    /// Content hash of the version in use: dossiers keep the one under which they were decided.
    hash: String,
    /// First day in force.
    valid_from: NaiveDate,
    /// Last day in force, included; `null` while open-ended.
    valid_until: Option<NaiveDate>,
    /// Whether it is in force today, in Paris.
    in_force: bool,
    /// Whether this installation serves it first.
    home: bool,
    /// What a reader must know, in French.
    notes: String,
    /// How many components it lists.
    components: usize,
}

impl Convention {
    fn of(pack: &Pack, today: NaiveDate, home: Option<&str>) -> Self {
        Self {
            id: pack.id.clone(),
            title: pack.title.clone(),
            hash: pack.hash.clone(),
            valid_from: pack.valid_from,
            valid_until: pack.valid_until,
            in_force: pack.in_force_on(today),
            home: home == Some(pack.id.as_str()),
            notes: pack.notes.clone(),
            components: pack.components.len(),
        }
    }
}

/// The conventions in use.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/conventions", tag = "reference",
    params(
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Conventions", body = Listed<Convention>)))]
pub async fn list(
    app: Data<App>,
    _who: Allowed<UseService>,
    request: HttpRequest,
) -> Result<Json<Listed<Convention>>, Error> {
    let mut params = Params::of(&request);
    let slice = params.slice(1);
    params.finish()?;
    let catalogue = &app.instance.catalogue;
    let (home, today) = (
        catalogue.home().map(|pack| pack.id.as_str()),
        paris_day(app.now()),
    );
    let (packs, next_cursor) = slice_of(catalogue.packs(), &slice, |pack| &pack.id);
    let items = packs
        .into_iter()
        .map(|pack| Convention::of(pack, today, home))
        .collect();
    Ok(Json(Listed { items, next_cursor }))
}
