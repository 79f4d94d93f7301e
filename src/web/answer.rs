//! What handlers of pages answer with: a page, or the way to the next one.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{ContentType, LOCATION};
use askama::Template;

use super::error::Error;

/// A page, all well.
///
/// # Errors
/// [`Error::Failure`] when the template cannot be rendered.
pub fn page(view: &impl Template) -> Result<HttpResponse, Error> {
    page_with(StatusCode::OK, view)
}

/// A page with another status: 422 for a form to correct, 201 for something just recorded.
///
/// # Errors
/// As [`page`].
pub fn page_with(status: StatusCode, view: &impl Template) -> Result<HttpResponse, Error> {
    let html = view.render().map_err(Error::failure)?;
    Ok(HttpResponse::build(status)
        .content_type(ContentType::html())
        .body(html))
}

/// Leads to another page after a form (303), so that reloading sends nothing twice.
#[must_use]
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, path)).finish()
}
