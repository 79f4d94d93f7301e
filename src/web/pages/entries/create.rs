//! An entry is sent from the page of a dossier: written, or the page again with what was typed and what is wrong.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use chrono::{DateTime, Utc};

use super::typed::EntryForm;
use crate::actions::entries::write::write;
use crate::actions::follow::FollowRefused;
use crate::actions::report::Key;
use crate::actions::{Instance, new_id};
use crate::domain::incident::Problem;
use crate::domain::people::Account;
use crate::store::Db;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::answer::{page_with, see_other};
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::pages::incidents::show;
use crate::web::pages::once::{SENT_BEFORE, key};
use crate::web::paths;
use crate::web::posted::Posted;

/// `POST /dossiers/{reference}/suivi`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn create(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    let fields = posted.form(&app, &who).await?;
    let key = key(&paths::write(&reference), &fields);
    let form = EntryForm::of(fields);
    match record(&app, &who, (&reference, None), &form, key).await {
        Ok(()) => {
            let said = Flash::EntryWritten.after(&paths::incident(&reference));
            Ok(see_other(&format!("{said}#suivi")))
        }
        Err(FollowRefused::Problems(problems)) => again(&app, &who, &reference, form, problems).await,
        Err(FollowRefused::KeyReused) => {
            let form = EntryForm {
                key: new_id(app.now()),
                ..form
            };
            again(
                &app,
                &who,
                &reference,
                form,
                vec![Problem::new("text", SENT_BEFORE)],
            )
            .await
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn again(
    app: &App,
    who: &Allowed<Contribute>,
    reference: &str,
    form: EntryForm,
    problems: Vec<Problem>,
) -> Result<HttpResponse, Error> {
    let mut page = show::of(app, who, reference).await?;
    page.follow.entry = form;
    page.follow.entry_problems = problems.into();
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Writes what was typed, which may correct an entry.
pub(super) async fn record(
    app: &App,
    who: &Allowed<Contribute>,
    (reference, corrects): (&str, Option<i64>),
    form: &EntryForm,
    key: Option<Key>,
) -> Result<(), FollowRefused> {
    let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
    let (of, form) = (reference.to_owned(), form.clone());
    app.write(move |db| keep(db, &instance, &by, (&of, corrects), &form, key.as_ref(), now))
        .await
}

/// Everything that is wrong is told at once: nothing is kept then.
fn keep(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    (reference, corrects): (&str, Option<i64>),
    form: &EntryForm,
    key: Option<&Key>,
    now: DateTime<Utc>,
) -> Result<(), FollowRefused> {
    let (writing, mut problems) = form.read(corrects, now);
    match write(db, instance, by, reference, writing, key, now) {
        Ok(_) if problems.is_empty() => Ok(()),
        Ok(_) => Err(FollowRefused::Problems(problems)),
        Err(FollowRefused::Problems(further)) => {
            problems.extend(further);
            Err(FollowRefused::Problems(problems))
        }
        Err(refused) => Err(refused),
    }
}
