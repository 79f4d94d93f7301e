//! The figures as a file: the period of the page, for accounts that were given the right.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use crate::web::allowed::{Allowed, Export};
use crate::web::app::App;
use crate::web::committee::{Asked, Format, take_out};
use crate::web::error::Error;
use crate::web::params::Params;

/// `GET /chiffres.{format}`.
///
/// # Errors
/// [`Error::Forbidden`] without the right to read the figures, [`Error::NotFound`] for another format,
/// [`Error::Problems`] for a period that cannot be shown.
pub async fn download(
    app: Data<App>,
    who: Allowed<Export>,
    format: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let format = Format::parse(&format).ok_or(Error::NotFound)?;
    let mut params = Params::of(&request);
    let asked = Asked::read(&mut params);
    params.finish()?;
    take_out(&app, who.account(), &asked, format).await
}
