//! `/api/v1/views`: the filters of the list that the account keeps under names.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::idempotency::{fingerprint, key};
use super::values::{At, Listed, slice_of};
use crate::actions::views::{ViewRefused, forget, keep, rename};
use crate::domain::incident::Problem;
use crate::store::StoreError;
use crate::store::views::{self, View};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::app::App;
use crate::web::download::identifier;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::narrowing;
use crate::web::params::Params;
use crate::web::posted::Posted;

/// A filter kept under a name.
#[derive(Serialize, ToSchema)]
#[schema(as = View)]
pub struct ViewShape {
    /// Identifier.
    id: String,
    /// Name.
    name: String,
    /// The parameters of `GET /api/v1/incidents`, as an address has them: `status=reported&sort=due`.
    query: String,
    /// When it was kept.
    created_at: At,
}

impl From<View> for ViewShape {
    fn from(view: View) -> Self {
        Self {
            id: view.id,
            name: view.name,
            query: view.query,
            created_at: At(view.created_at),
        }
    }
}

/// A filter to keep.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewView {
    /// Name, unlike those of the account’s other views.
    #[schema(max_length = 60)]
    name: String,
    /// The parameters of `GET /api/v1/incidents`, without `limit` and `cursor`.
    query: String,
}

/// A name.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct ViewName {
    /// Name, unlike those of the account’s other views.
    #[schema(max_length = 60)]
    name: String,
}

/// The views of the account, by name.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/views", tag = "incidents",
    params(
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Views", body = Listed<ViewShape>)))]
pub async fn list(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
) -> Result<Json<Listed<ViewShape>>, Error> {
    let mut params = Params::of(&request);
    let slice = params.slice(1);
    params.finish()?;
    let account = who.account();
    let all: Result<_, StoreError> = app.read(move |db| views::of_account(db, &account.id)).await;
    let all = all?;
    let (slice, next_cursor) = slice_of(&all, &slice, |view| &view.id);
    let items = slice.into_iter().cloned().map(ViewShape::from).collect();
    Ok(Json(Listed { items, next_cursor }))
}

/// Keeps a filter under a name: twenty at most.
///
/// # Errors
/// [`Error::Problems`], those of the filter included.
#[utoipa::path(post, path = "/api/v1/views", tag = "incidents", request_body = NewView,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key again keeps nothing more")),
    responses((status = 201, description = "The view", body = ViewShape, headers(
        ("Location" = String, description = "Address of the view"),
    ))))]
pub async fn create(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let body = posted.json().await?;
    let fingerprint = fingerprint(&body);
    let mut fields = Fields::of(body)?;
    let key = key(&request, fingerprint, &mut fields);
    let (name, given) = (fields.text("name"), fields.text("query"));
    let (mut params, now) = (Params::read(&given), app.now());
    narrowing::filter(&mut params, now);
    let of_filter = params.problems();
    let mut problems = fields.finish();
    problems.extend(
        of_filter
            .into_iter()
            .map(|wrong| Problem::new("query", told(&wrong))),
    );
    if !problems.is_empty() {
        return Err(Error::Problems(problems));
    }
    let (by, query) = (who.account(), narrowing::Typed::read(&given).query());
    let kept = app.write(move |db| keep(db, &by, &name, &query, key.as_ref(), now));
    let kept = kept.await.map_err(|refused: ViewRefused| Error::from(refused))?;
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("/api/v1/views/{}", kept.id)))
        .json(ViewShape::from(kept)))
}

/// A problem of a parameter within the query.
fn told(wrong: &Problem) -> String {
    format!("{}\u{a0}: {}", wrong.field, wrong.message)
}

/// Gives a view another name.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotFound`].
#[utoipa::path(patch, path = "/api/v1/views/{id}", tag = "incidents", request_body = ViewName,
    params(("id" = String, Path, description = "Identifier of the view")),
    responses((status = 200, description = "The view", body = ViewShape)))]
pub async fn patch(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<ViewShape>, Error> {
    let id = identifier(&path)?;
    let mut fields = Fields::of(posted.json().await?)?;
    let name = fields.text("name");
    fields.finished()?;
    let (by, now) = (who.account(), app.now());
    let renamed = app.write(move |db| rename(db, &by, &id, &name, now)).await;
    let renamed = renamed.map_err(|refused: ViewRefused| Error::from(refused))?;
    Ok(Json(ViewShape::from(renamed)))
}

/// Drops a view.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(delete, path = "/api/v1/views/{id}", tag = "incidents",
    params(("id" = String, Path, description = "Identifier of the view")),
    responses((status = 204, description = "Dropped")))]
pub async fn delete(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    let (id, by, now) = (identifier(&path)?, who.account(), app.now());
    let dropped = app.write(move |db| forget(db, &by, &id, now)).await;
    dropped.map_err(|refused: ViewRefused| Error::from(refused))?;
    Ok(HttpResponse::NoContent().finish())
}
