//! A dossier is taken, given or given back, or its page shown again with what is wrong or what others did meanwhile.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use crate::actions::assignment::{Given, assign};
use crate::actions::follow::FollowRefused;
use crate::web::allowed::{Allowed, Handle};
use crate::web::answer::{page_with, see_other};
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::pages::incidents::holding::{PERSON, TEAM};
use crate::web::pages::incidents::show;
use crate::web::paths;
use crate::web::posted::Posted;

/// Value of `action` that takes the dossier for oneself.
pub const TAKE: &str = "prendre";
/// Value of `action` that gives it to whom `holder` says.
pub const GIVE: &str = "confier";
/// Value of `action` that gives it back.
pub const RELEASE: &str = "rendre";

/// `POST /dossiers/{reference}/affectation`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], [`Error::NotTheOfficer`], and the machine's. What must be corrected is shown
/// beside its field.
pub async fn save(
    app: Data<App>,
    who: Allowed<Handle>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let reference = reference(&path)?;
    let (action, chosen) = (value(&mut fields, "action"), value(&mut fields, "holder"));
    // A version that cannot be read is an old one.
    let version = value(&mut fields, "version").parse().unwrap_or(-1);
    let (given, flash) = match action.as_str() {
        TAKE => (Given::Me, Flash::DossierTaken),
        RELEASE => (Given::Nobody, Flash::DossierReleased),
        GIVE => (given(&chosen), Flash::DossierGiven),
        _ => return Err(Error::ForeignForm),
    };
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let of = reference.clone();
    let done = app.write(move |db| assign(db, &instance, &by, &of, (&given, Some(version)), now));
    let (status, problems) = match done.await {
        Ok(_) => {
            let said = flash.after(&paths::incident(&reference));
            return Ok(see_other(&format!("{said}#affectation")));
        }
        Err(FollowRefused::Problems(problems)) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        Err(FollowRefused::Stands(mut facts)) => {
            for fact in &mut facts {
                "affectation".clone_into(&mut fact.field);
            }
            (StatusCode::CONFLICT, facts)
        }
        Err(refused) => return Err(refused.into()),
    };
    let mut page = show::of(&app, &who, &reference).await?;
    page.holding = page.holding.chosen(&chosen);
    page.holding.problems = problems.into();
    page_with(status, &page)
}

/// Whom a choice names.
pub(in crate::web::pages) fn given(chosen: &str) -> Given {
    match (chosen.strip_prefix(PERSON), chosen.strip_prefix(TEAM)) {
        (_, Some(id)) => Given::Team(id.to_owned()),
        (Some(id), None) => Given::Account(id.to_owned()),
        (None, None) => Given::Account(String::new()),
    }
}
