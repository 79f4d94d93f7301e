//! That the ministry is to be told, or that it was, is recorded or shown again with what was typed.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::ministry::{MinistryForm, shown};
use super::refusal::Refusal;
use super::typed::TypedInstant;
use crate::actions::breach::{BreachRefused, ministry};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::pages::breaches::conflict::Shown;
use crate::web::paths;
use crate::web::posted::Posted;

/// Value of `action` that records that the ministry was told.
pub const TOLD: &str = "fait";

/// Records what was decided or done.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn record(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let reference = reference(&path)?;
    let told = value(&mut fields, "action") == TOLD;
    let form = MinistryForm {
        due: TypedInstant::take(&mut fields, "due"),
        late_reason: value(&mut fields, "late_reason"),
        shown: Shown::take(&mut fields),
    };
    let (flash, done) = if told {
        (Flash::MinistryTold, tell(&app, &who, &reference, &form).await)
    } else {
        (
            Flash::MinistryDecided,
            decide(&app, &who, &reference, &form).await,
        )
    };
    match done {
        Ok(()) => Ok(see_other(&flash.after(&paths::breach(&reference)))),
        Err(refused) => shown(&app, &who, reference, form, Refusal::of(refused)?).await,
    }
}

async fn decide(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: &str,
    form: &MinistryForm,
) -> Result<(), BreachRefused> {
    let read = form.due.read("due_at");
    let due_at = read.map_err(|problem| BreachRefused::Problems(vec![problem]))?;
    let (instance, by, now, reference) = (
        Arc::clone(&app.instance),
        who.account(),
        app.now(),
        reference.to_owned(),
    );
    app.write(move |db| ministry::decide(db, &instance, &by, &reference, due_at, now).map(|_| ()))
        .await
}

async fn tell(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: &str,
    form: &MinistryForm,
) -> Result<(), BreachRefused> {
    let (instance, by, now, reference) = (
        Arc::clone(&app.instance),
        who.account(),
        app.now(),
        reference.to_owned(),
    );
    let late_reason = form.late_reason.clone();
    app.write(move |db| ministry::told(db, &instance, &by, &reference, Some(&late_reason), now))
        .await
}
