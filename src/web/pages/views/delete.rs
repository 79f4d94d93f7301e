//! Dropping a view.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::actions::views::{ViewRefused, forget};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::see_other;
use crate::web::app::App;
use crate::web::download::identifier;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::paths;
use crate::web::posted::Posted;

/// `POST /dossiers/vues/{id}/suppression`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's.
pub async fn delete(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    posted.form(&app, &who).await?;
    let (id, by, now) = (identifier(&path)?, who.account(), app.now());
    let dropped = app.write(move |db| forget(db, &by, &id, now)).await;
    dropped.map_err(|refused: ViewRefused| Error::from(refused))?;
    Ok(see_other(&Flash::ViewDropped.after(paths::VIEWS)))
}
