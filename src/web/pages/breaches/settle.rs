//! What the breach is taken to be, and who is controller, is saved.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use super::status::{TypedStatus, render};
use crate::actions::breach::amend::{Amendment, amend};
use crate::actions::breach::{BreachRefused, Case};
use crate::web::allowed::{Allowed, RecordBreach};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::paths;
use crate::web::posted::Posted;

/// Saves what differs from what is recorded.
///
/// # Errors
/// Those of a form and of the act, and the machine's. What must be corrected is shown beside its field.
pub async fn save(
    app: Data<App>,
    who: Allowed<RecordBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    let typed = TypedStatus::of(posted.form(&app, &who).await?);
    let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
    let (of, given) = (reference.clone(), typed.clone());
    let saved = app.write(move |db| {
        let case = Case::of(db, &instance, &by, &of)?;
        let said = !given.reason.trim().is_empty();
        let changes = given
            .status
            .filter(|status| said || *status != case.breach.status);
        let given = Amendment {
            status: changes.map(|status| (status, given.reason)),
            controllers: (given.controllers != case.breach.controllers).then_some(given.controllers),
            version: given.shown.version,
            ..Amendment::default()
        };
        amend(db, &instance, &by, &of, &given, now).map(|_| ())
    });
    let (problems, status) = match saved.await {
        Ok(()) => return Ok(see_other(&Flash::StatusSaved.after(&paths::breach(&reference)))),
        Err(BreachRefused::Problems(problems)) => (problems, StatusCode::UNPROCESSABLE_ENTITY),
        Err(BreachRefused::Changed) => (Vec::new(), StatusCode::CONFLICT),
        Err(refused) => return Err(refused.into()),
    };
    render(&app, &who, reference, Some(typed), problems, status).await
}
