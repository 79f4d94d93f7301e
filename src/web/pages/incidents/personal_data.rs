//! Answering, on a dossier, whether personal data are touched; « yes » opens a breach.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::show;
use crate::actions::breach::{BreachRefused, answer as act};
use crate::web::allowed::{Allowed, RecordBreach};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::Posted;

/// Value of `answer` that opens a breach.
pub const YES: &str = "oui";
/// Value of `answer` that settles the question.
pub const NO: &str = "non";

/// Records the answer: a breach is opened, or the question settled with its reason.
///
/// # Errors
/// Those of a form and of the act, and the machine's. A missing reason is shown beside its field.
pub async fn answer(
    app: Data<App>,
    who: Allowed<RecordBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    let mut fields = posted.form(&app, &who).await?;
    let yes = value(&mut fields, "answer") == YES;
    let reason = value(&mut fields, "reason");
    let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
    let (dossier, why) = (reference.clone(), reason.clone());
    let done = app.write(move |db| {
        if yes {
            let case = act::yes(db, &instance, &by, &dossier, now)?;
            return Ok(Some(case.breach.reference));
        }
        act::no(db, &instance, &by, &dossier, &why, now)?;
        Ok::<_, BreachRefused>(None)
    });
    match done.await {
        Ok(Some(breach)) => Ok(see_other(&Flash::BreachOpened.after(&paths::breach(&breach)))),
        Ok(None) => Ok(see_other(
            &Flash::PersonalDataDenied.after(&paths::incident(&reference)),
        )),
        Err(BreachRefused::Problems(problems)) => show::again(&app, &who, &reference, reason, problems).await,
        Err(refused) => Err(refused.into()),
    }
}
