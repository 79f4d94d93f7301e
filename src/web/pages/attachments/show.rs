//! One file: a picture or a PDF is shown, anything else is kept.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::app::App;
use crate::web::download::{self, Way};
use crate::web::error::Error;

/// `GET /pieces/{id}`.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    download::attachment(&app, &who, &request, &path, Way::Shown).await
}
