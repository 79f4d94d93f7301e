//! `GET /api/v1/establishments`: open schools of the directory, found by words.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

use super::values::Listed;
use crate::domain::establishment::Establishment;
use crate::domain::instants::paris_day;
use crate::store::{StoreError, establishments};
use crate::web::allowed::{Allowed, UseService};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::params::Params;

/// A school.
#[derive(Serialize, ToSchema)]
#[schema(as = Establishment)]
pub struct School {
    /// National code.
    uai: String,
    /// Name as published.
    name: String,
    /// Kind as published: `Collège`, `Lycée`, `Ecole`…
    kind: String,
    /// Whether it is public.
    public: bool,
    /// Town.
    town: String,
    /// Postcode.
    postcode: String,
    /// Three characters: `035`, `02A`.
    departement_code: String,
    /// Convention that covers it today; `null` when none does.
    convention: Option<String>,
}

/// Open schools whose name, town, postcode or code contain every word of `q`, by name.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/establishments", tag = "reference",
    params(
        ("q" = Option<String>, Query, description = "Words, in any case and without accents if one likes"),
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Schools", body = Listed<School>)))]
pub async fn list(
    app: Data<App>,
    _who: Allowed<UseService>,
    request: HttpRequest,
) -> Result<Json<Listed<School>>, Error> {
    let mut params = Params::of(&request);
    let (words, slice) = (params.text("q").unwrap_or_default(), params.slice(2));
    params.finish()?;
    let asked = slice.clone();
    let found = app.read(move |db| {
        let after = match asked.after.as_deref() {
            Some([name, uai]) => Some((name.as_str(), uai.as_str())),
            _ => None,
        };
        establishments::search(db, &words, after, asked.one_more())
    });
    let found: Result<_, StoreError> = found.await;
    let mut schools = found?;
    let next_cursor = slice.cut(&mut schools, |school| vec![&school.name, school.uai.as_str()]);
    let items = schools.into_iter().map(|school| shape(&app, school)).collect();
    Ok(Json(Listed { items, next_cursor }))
}

fn shape(app: &App, school: Establishment) -> School {
    let covering = app.instance.catalogue.covering(&school, paris_day(app.now()));
    School {
        convention: covering.map(|pack| pack.id.clone()),
        uai: school.uai.to_string(),
        name: school.name,
        kind: school.kind,
        public: school.public,
        town: school.town,
        postcode: school.postcode,
        departement_code: school.departement_code,
    }
}
