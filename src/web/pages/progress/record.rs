//! A dossier moves on, or the page is shown again with what was typed.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::show::{ProgressForm, shown};
use crate::actions::life::LifeRefused;
use crate::actions::life::move_to::{Moving, move_to};
use crate::domain::life::Step;
use crate::web::allowed::{Allowed, Handle};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::pages::life::{Refusal, act, version};
use crate::web::paths;
use crate::web::posted::Posted;

/// Moves the dossier on.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn record(
    app: Data<App>,
    who: Allowed<Handle>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let (reference, version) = (reference(&path)?, version(&mut fields));
    let to = Step::parse(&value(&mut fields, "to")).ok_or(Error::ForeignForm)?;
    let form = ProgressForm {
        follow_up: value(&mut fields, "follow_up"),
        reason: value(&mut fields, "reason"),
    };
    let moving = Moving {
        to,
        follow_up: form.follow_up.clone(),
        reason: form.reason.clone(),
    };
    let named = reference.clone();
    let done = act(&app, &who, version, move |db, acting| {
        move_to(db, acting, &named, &moving)
    })
    .await;
    match done {
        Ok(_) => Ok(see_other(&Flash::MovedOn.after(&paths::incident(&reference)))),
        Err(refused) => {
            let in_the_way = matches!(refused, LifeRefused::Obstacles(_));
            let mut refusal = Refusal::of(refused)?;
            if in_the_way {
                lead_to_obstacles(&mut refusal);
            }
            shown(&app, &who, reference, form, refusal).await
        }
    }
}

/// The page lists what stands in the way, with what to do about each.
fn lead_to_obstacles(refusal: &mut Refusal) {
    for problem in &mut refusal.problems {
        "obstacles".clone_into(&mut problem.field);
    }
}
