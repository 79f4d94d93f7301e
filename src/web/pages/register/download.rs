//! The register as a file: what the filter of the page shows, for accounts that were given the right.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::filter::asked;
use crate::web::allowed::{Allowed, Export};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::register::{Format, take_out};

/// `GET /violations/registre.{format}`.
///
/// # Errors
/// [`Error::Forbidden`] without the right to read the register, [`Error::NotFound`] for another format.
pub async fn download(
    app: Data<App>,
    who: Allowed<Export>,
    format: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let format = Format::parse(&format).ok_or(Error::NotFound)?;
    let filter = asked(request.query_string()).0;
    take_out(&app, who.account(), filter.narrowed(), filter.sentence(), format).await
}
