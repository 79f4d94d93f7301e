//! Saying whether the notification of the breach carries a file.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::actions::attach::mark_attachment;
use crate::store::attachments;
use crate::web::allowed::{Allowed, Attach};
use crate::web::answer::see_other;
use crate::web::app::App;
use crate::web::download::identifier;
use crate::web::error::Error;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::Posted;

/// `POST /pieces/{id}/marque`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's.
pub async fn mark(
    app: Data<App>,
    who: Allowed<Attach>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let marked = value(&mut fields, "with_notification") == "true";
    let (id, by, now) = (identifier(&path)?, who.account(), app.now());
    let reference = app.write(move |db| {
        let (attachment, incident) = attachments::find(db, &id, &by.sight())?.ok_or(Error::NotFound)?;
        mark_attachment(db, &by, (&attachment, &incident), marked, now)?;
        Ok::<_, Error>(incident.reference)
    });
    Ok(see_other(&paths::attachments_of(&reference.await?)))
}
