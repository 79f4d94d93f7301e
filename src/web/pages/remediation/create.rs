//! An action is added to the plan of a dossier, or its form shown again with what was typed and what is wrong.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use chrono::{DateTime, Utc};

use super::new::{ActionForm, render};
use super::owner::OwnerForm;
use crate::actions::follow::FollowRefused;
use crate::actions::new_id;
use crate::actions::remediation::OwnerGiven;
use crate::actions::remediation::plan::{Planning, plan};
use crate::actions::report::Key;
use crate::domain::incident::Problem;
use crate::domain::instants::{paris_day, parse_day};
use crate::domain::people::Account;
use crate::store::Db;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::pages::once::{KEY, SENT_BEFORE, key};
use crate::web::paths;
use crate::web::posted::Posted;

/// `POST /dossiers/{reference}/actions`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], [`Error::NotTheOfficer`], and the machine's. What must be corrected is shown
/// beside its field.
pub async fn create(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    let mut fields = posted.form(&app, &who).await?;
    let key = key(&paths::plan_action(&reference), &fields);
    let form = ActionForm {
        key: value(&mut fields, KEY),
        title: value(&mut fields, "title"),
        owner: OwnerForm::take(&mut fields),
        due_on: value(&mut fields, "due_on"),
    };
    let (by, now, of, typed) = (who.account(), app.now(), reference.clone(), form.clone());
    let planned = app.write(move |db| keep(db, &by, &of, &typed, key.as_ref(), now));
    let (form, problems) = match planned.await {
        Ok(()) => {
            let said = Flash::ActionPlanned.after(&paths::incident(&reference));
            return Ok(see_other(&format!("{said}#plan")));
        }
        Err(FollowRefused::Problems(problems)) => (form, problems),
        Err(FollowRefused::KeyReused) => {
            let key = new_id(app.now());
            (
                ActionForm { key, ..form },
                vec![Problem::new("title", SENT_BEFORE)],
            )
        }
        Err(refused) => return Err(refused.into()),
    };
    render(
        &app,
        &who,
        reference,
        form,
        (problems, StatusCode::UNPROCESSABLE_ENTITY),
    )
    .await
}

/// Everything that is wrong is told at once: nothing is kept then.
fn keep(
    db: &mut Db,
    by: &Account,
    reference: &str,
    typed: &ActionForm,
    key: Option<&Key>,
    now: DateTime<Utc>,
) -> Result<(), FollowRefused> {
    let (due_on, unreadable) = match parse_day(&typed.due_on) {
        Ok(day) => (day, None),
        // Something legal stands in its place, so that the rest is checked all the same.
        Err(refused) => (paris_day(now), Some(Problem::new("due_on", refused.to_string()))),
    };
    let planning = Planning {
        title: typed.title.clone(),
        owner: typed.owner.read().unwrap_or(OwnerGiven::Me),
        due_on,
    };
    match (plan(db, by, reference, &planning, key, now), unreadable) {
        (Ok(_), None) => Ok(()),
        (Ok(_), Some(problem)) => Err(FollowRefused::Problems(vec![problem])),
        (Err(FollowRefused::Problems(further)), unreadable) => Err(FollowRefused::Problems(
            further.into_iter().chain(unreadable).collect(),
        )),
        (Err(refused), _) => Err(refused),
    }
}
