//! Saying, on a dossier, that a component cannot be used or can be used again.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::availability::{AVAILABLE, MarkingForm, NO, UNAVAILABLE, YES};
use super::show;
use crate::actions::availability::AvailabilityRefused;
use crate::actions::availability::mark::{Given, mark as mark_component};
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
use crate::web::posted::{FormFields, Posted};

/// `POST /dossiers/{reference}/disponibilite`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn mark(
    app: Data<App>,
    who: Allowed<RecordAvailability>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    let form = typed(&mut posted.form(&app, &who).await?);
    let done = match given(&form) {
        Ok(given) => {
            let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
            let dossier = reference.clone();
            app.write(move |db| mark_component(db, &instance, &by, &dossier, &given, now).map(|_| ()))
                .await
        }
        Err(problems) => Err(AvailabilityRefused::Problems(problems)),
    };
    let Err(refused) = done else {
        let next = Flash::AvailabilitySaved.after(&paths::incident(&reference));
        return Ok(see_other(&next));
    };
    let (status, problems) = show::shown_refusal(refused)?;
    let mut page = show::of(&app, &who, &reference).await?;
    page.availability.marking_again(form, problems);
    page_with(status, &page)
}

fn typed(fields: &mut FormFields) -> MarkingForm {
    MarkingForm {
        action: String::new(),
        components: Vec::new(),
        component: value(fields, "availability_component"),
        state: value(fields, "availability_state"),
        at: TypedInstant::take(fields, "availability"),
        spare: value(fields, "spare"),
        under_control: value(fields, "under_control"),
        shared_data: value(fields, "shared_data"),
        mitigation: value(fields, "mitigation"),
        late_reason: value(fields, "late_reason"),
    }
}

/// What was typed, or every problem of the form itself.
fn given(form: &MarkingForm) -> Result<Given, Vec<Problem>> {
    let available = match form.state.as_str() {
        AVAILABLE => Ok(true),
        UNAVAILABLE => Ok(false),
        _ => Err(Problem::new(
            "availability_state",
            "Dites si l’élément est indisponible ou de nouveau disponible.",
        )),
    };
    let at = form
        .at
        .read("at")
        .and_then(|at| at.ok_or_else(|| Problem::new("at", "Indiquez depuis quand, date et heure.")));
    let problems = [available.as_ref().err(), at.as_ref().err()];
    let problems: Vec<Problem> = problems.into_iter().flatten().cloned().collect();
    let (Ok(available), Ok(at)) = (available, at) else {
        return Err(problems);
    };
    Ok(Given {
        component: form.component.clone(),
        available,
        at,
        spare: fact(&form.spare),
        under_control: fact(&form.under_control),
        shared_data: fact(&form.shared_data),
        mitigation: form.mitigation.clone(),
        late_reason: form.late_reason.clone(),
    })
}

fn fact(text: &str) -> Option<bool> {
    match text {
        YES => Some(true),
        NO => Some(false),
        _ => None,
    }
}
