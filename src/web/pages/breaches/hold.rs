//! Holding the automatic sending of the 48 h notification, and letting it go again.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::show::again;
use crate::actions::breach::{BreachRefused, hold};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::Posted;

/// Value of `action` that lets the sending go again.
pub const RELEASE: &str = "retablir";

/// Holds, or releases when that is what the form says.
///
/// # Errors
/// Those of a form and of the act, and the machine's. A missing reason is shown beside its field.
pub async fn hold(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    let mut fields = posted.form(&app, &who).await?;
    let releases = value(&mut fields, "action") == RELEASE;
    let reason = value(&mut fields, "reason");
    let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
    let (of, why) = (reference.clone(), reason.clone());
    let done = app.write(move |db| {
        let acted = if releases {
            hold::release(db, &instance, &by, &of, now)
        } else {
            hold::hold(db, &instance, &by, &of, &why, now)
        };
        acted.map(|_| ())
    });
    match done.await {
        Ok(()) => Ok(see_other(&said(releases).after(&paths::breach(&reference)))),
        Err(BreachRefused::Problems(problems)) => again(&app, &who, reference, reason, problems).await,
        Err(refused) => Err(refused.into()),
    }
}

fn said(released: bool) -> Flash {
    if released {
        Flash::SendingReleased
    } else {
        Flash::SendingHeld
    }
}
