//! A part of the record is saved, as one goes; what cannot be taken is shown again with everything that was typed.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use super::meter::after;
use super::section::{again, place};
use super::typed::Typed;
use crate::actions::Instance;
use crate::actions::breach::amend::{Amendment, amend};
use crate::actions::breach::{BreachRefused, Case};
use crate::domain::breach::record::{Record, Section};
use crate::domain::people::Account;
use crate::store::Db;
use crate::web::allowed::{Allowed, RecordBreach};
use crate::web::answer::see_other;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::paths;
use crate::web::posted::Posted;

/// Saves a section.
///
/// # Errors
/// Those of a form and of the act, and the machine's. What must be corrected is shown beside its question.
pub async fn save(
    app: Data<App>,
    who: Allowed<RecordBreach>,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let (reference, section) = place(&path)?;
    let typed = Typed::of(section, posted.form(&app, &who).await?);
    let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
    let (of, given) = (reference.clone(), typed.clone());
    let saved = app
        .write(move |db| keep(db, &instance, &by, &of, &given, now))
        .await;
    let problem = StatusCode::UNPROCESSABLE_ENTITY;
    match saved {
        Ok(record) => Ok(see_other(&onwards(&reference, section, &typed, &record))),
        Err(BreachRefused::Problems(problems)) => {
            again(&app, &who, (reference, section), &typed, problems, problem).await
        }
        Err(BreachRefused::Changed) => {
            again(
                &app,
                &who,
                (reference, section),
                &typed,
                Vec::new(),
                StatusCode::CONFLICT,
            )
            .await
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Saves what differs; answers with the record as it is now.
fn keep(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    reference: &str,
    typed: &Typed,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Record, BreachRefused> {
    let case = Case::of(db, instance, by, reference)?;
    let (record, mut problems) = typed.patch(&case.breach.record);
    let given = Amendment {
        record,
        version: typed.shown.version,
        ..Amendment::default()
    };
    if given.version.is_some_and(|shown| shown != case.breach.version) {
        return Err(BreachRefused::Changed);
    }
    match amend(db, instance, by, reference, &given, now) {
        Ok(case) if problems.is_empty() => Ok(case.breach.record),
        Ok(_) => Err(BreachRefused::Problems(problems)),
        Err(BreachRefused::Problems(further)) => {
            problems.extend(further);
            Err(BreachRefused::Problems(problems))
        }
        Err(refused) => Err(refused),
    }
}

/// Where one goes: the questions that the answers just given call for first, then the next section or the breach.
fn onwards(reference: &str, section: Section, typed: &Typed, record: &Record) -> String {
    let mut asked = section.fields().filter(|field| field.asked(record));
    let here = paths::breach_page(reference, section.as_str());
    if asked.any(|field| !typed.asks(field)) {
        return Flash::QuestionsFollow.after(&here);
    }
    match after(section).filter(|_| typed.goes_on) {
        Some(next) => Flash::RecordSaved.after(&paths::breach_page(reference, next.as_str())),
        None => Flash::RecordSaved.after(&paths::breach(reference)),
    }
}
