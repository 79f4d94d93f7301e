//! A reference is added or taken away, or the page again with what was typed and what is wrong.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use super::show::{ReferenceForm, of};
use crate::actions::external_refs::{add, remove};
use crate::actions::follow::FollowRefused;
use crate::domain::external_ref::ExternalRef;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::answer::{page_with, see_other};
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::Posted;

/// `POST /dossiers/{reference}/references`.
///
/// # Errors
/// Those of a form, [`Error::NotTheOfficer`], [`Error::NotFound`], and the machine's.
pub async fn change(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    let mut fields = posted.form(&app, &who).await?;
    let removed = value(&mut fields, "remove");
    let form = ReferenceForm {
        system: value(&mut fields, "system"),
        number: value(&mut fields, "number"),
        link: value(&mut fields, "link"),
    };
    let given = ExternalRef {
        system: form.system.clone(),
        number: form.number.clone(),
        link: Some(form.link.clone()),
    };
    let (by, now, of_dossier) = (who.account(), app.now(), reference.clone());
    let takes_away = !removed.is_empty();
    let done = app.write(move |db| {
        if takes_away {
            remove(db, &by, &of_dossier, &removed, now)
        } else {
            add(db, &by, &of_dossier, given, now)
        }
    });
    match done.await {
        Ok(_) => {
            let flash = if takes_away {
                Flash::ReferenceRemoved
            } else {
                Flash::ReferenceAdded
            };
            Ok(see_other(&flash.after(&paths::references(&reference))))
        }
        Err(FollowRefused::Problems(problems)) => {
            let mut page = of(&app, &who, &reference).await?;
            page.form = form;
            page.problems = problems.into();
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(refused) => Err(refused.into()),
    }
}
