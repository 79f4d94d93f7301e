//! A dossier is followed from now on, or no more.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::actions::watching::{unwatch, watch};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::Posted;

/// Value of `action` that follows the dossier.
pub const FOLLOW: &str = "suivre";
/// Value of `action` that ceases to.
pub const LEAVE: &str = "quitter";

/// `POST /dossiers/{reference}/abonnement`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's.
pub async fn save(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let reference = reference(&path)?;
    let follows = match value(&mut fields, "action").as_str() {
        FOLLOW => true,
        LEAVE => false,
        _ => return Err(Error::ForeignForm),
    };
    let (by, now, of) = (who.account(), app.now(), reference.clone());
    let done = app.write(move |db| {
        if follows {
            watch(db, &by, &of, now)
        } else {
            unwatch(db, &by, &of, now)
        }
    });
    done.await?;
    let flash = if follows { Flash::Watched } else { Flash::Unwatched };
    let said = flash.after(&paths::incident(&reference));
    Ok(see_other(&format!("{said}#affectation")))
}
