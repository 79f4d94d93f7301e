//! Schools that match some words: a fragment, put into the report page by its script.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::domain::text::words;
use crate::store::establishments;
use crate::web::allowed::{Allowed, Report};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::params::Params;
use crate::web::view::School;

/// The fragment.
#[derive(Debug, Template)]
#[template(path = "pages/establishments/suggestions.html")]
pub struct SchoolSuggestions {
    /// Schools found, few.
    pub schools: Vec<School>,
}

/// More than these are not read by anybody: one more word finds the right one sooner.
const FEW: i64 = 10;

/// `GET /etablissements?q=`.
///
/// # Errors
/// [`Error::Problems`] for unknown parameters, and the machine's failures.
pub async fn show(
    app: Data<App>,
    _who: Allowed<Report>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let mut params = Params::of(&request);
    let query = params.text("q").unwrap_or_default();
    params.finish()?;
    page(&SchoolSuggestions {
        schools: found(&app, query).await?,
    })
}

/// The first schools that match; none for a query without a word.
async fn found(app: &App, query: String) -> Result<Vec<School>, Error> {
    if words(&query).is_empty() {
        return Ok(Vec::new());
    }
    let found = app
        .read(move |db| establishments::search(db, &query, None, FEW))
        .await?;
    Ok(found.iter().map(School::from).collect())
}
