//! Recording, on a dossier, the first action on what cannot be used.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::availability::FirstForm;
use super::show;
use crate::actions::availability::AvailabilityRefused;
use crate::actions::availability::first_action::{Given, record as record_action};
use crate::domain::incident::Problem;
use crate::web::allowed::{Allowed, RecordAvailability};
use crate::web::answer::{page_with, see_other};
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::pages::notifying::typed::TypedInstant;
use crate::web::paths;
use crate::web::posted::Posted;

/// `POST /dossiers/{reference}/premiere-action`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn record(
    app: Data<App>,
    who: Allowed<RecordAvailability>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let (reference, mut fields) = (reference(&path)?, posted.form(&app, &who).await?);
    let form = FirstForm {
        action: String::new(),
        at: TypedInstant::take(&mut fields, "first"),
        text: value(&mut fields, "first_text"),
        late_reason: value(&mut fields, "first_late_reason"),
    };
    let done = match given(&form) {
        Ok(given) => {
            let (by, now, dossier) = (who.account(), app.now(), reference.clone());
            app.write(move |db| record_action(db, &by, &dossier, &given, now).map(|_| ()))
                .await
        }
        Err(problem) => Err(AvailabilityRefused::Problems(vec![problem])),
    };
    let Err(refused) = done else {
        let next = Flash::FirstActionSaved.after(&paths::incident(&reference));
        return Ok(see_other(&next));
    };
    let (status, problems) = show::shown_refusal(refused)?;
    let mut page = show::of(&app, &who, &reference).await?;
    page.availability.first_again(form, problems);
    page_with(status, &page)
}

fn given(form: &FirstForm) -> Result<Given, Problem> {
    let at = form.at.read("at")?;
    Ok(Given {
        at: at.ok_or_else(|| Problem::new("at", "Indiquez quand, date et heure."))?,
        text: form.text.clone(),
        late_reason: form.late_reason.clone(),
    })
}
