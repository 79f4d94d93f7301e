//! A team is added, or the form shown again with what is wrong.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;

use super::index::{NewTeamForm, of};
use crate::actions::assignment::teams::{NewTeam, add};
use crate::actions::follow::FollowRefused;
use crate::actions::new_id;
use crate::domain::incident::Problem;
use crate::domain::people::Party;
use crate::web::allowed::{Administer, Allowed};
use crate::web::answer::{page_with, see_other};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::pages::once::{KEY, SENT_BEFORE, key};
use crate::web::paths;
use crate::web::posted::Posted;

/// `POST /equipes`.
///
/// # Errors
/// Those of a form, and the machine's. What must be corrected is shown beside its field.
pub async fn create(app: Data<App>, who: Allowed<Administer>, posted: Posted) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let key = key(paths::TEAMS, &fields);
    let form = NewTeamForm {
        key: value(&mut fields, KEY),
        name: value(&mut fields, "name"),
        party: value(&mut fields, "party"),
        convention: value(&mut fields, "convention"),
        ..NewTeamForm::default()
    };
    let new = NewTeam {
        convention: Some(form.convention.clone()).filter(|id| !id.is_empty()),
        party: Party::parse(&form.party),
        name: form.name.clone(),
        members: Vec::new(),
    };
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let added = app.write(move |db| add(db, &instance, &by, new, key.as_ref(), now));
    let (form, problems) = match added.await {
        Ok((team, _)) => return Ok(see_other(&Flash::TeamSaved.after(&paths::team(&team.id)))),
        Err(FollowRefused::Problems(problems)) => (form, problems),
        Err(FollowRefused::KeyReused) => {
            let key = new_id(app.now());
            (
                NewTeamForm { key, ..form },
                vec![Problem::new("name", SENT_BEFORE)],
            )
        }
        Err(refused) => return Err(refused.into()),
    };
    let page = of(&app, &who, form, problems.into()).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
