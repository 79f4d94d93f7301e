//! A team is changed or ended, or its page shown again with what was typed.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use super::show::{Typed, of};
use crate::actions::assignment::teams::{TeamChange, change as keep, end};
use crate::actions::follow::FollowRefused;
use crate::domain::incident::Problem;
use crate::web::allowed::{Administer, Allowed};
use crate::web::answer::{page_with, see_other};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::{FormFields, Posted};

/// Value of `action` that keeps what is typed.
pub const KEEP: &str = "enregistrer";
/// Value of `action` that ends the team.
pub const END: &str = "dissoudre";

/// `POST /equipes/{id}`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn change(
    app: Data<App>,
    who: Allowed<Administer>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let (id, by, now) = (path.into_inner(), who.account(), app.now());
    match value(&mut fields, "action").as_str() {
        END => {
            app.write(move |db| end(db, &by, &id, now)).await?;
            return Ok(see_other(&Flash::TeamEnded.after(paths::TEAMS)));
        }
        KEEP => {}
        _ => return Err(Error::ForeignForm),
    }
    let typed = typed(fields);
    let given = TeamChange {
        version: Some(typed.version),
        name: Some(typed.name.clone()),
        members: Some(typed.members.clone()),
    };
    let of_team = id.clone();
    let changed = app.write(move |db| keep(db, &by, &of_team, given, now));
    let (status, problems) = match changed.await {
        Ok(_) => return Ok(see_other(&Flash::TeamSaved.after(paths::TEAMS))),
        Err(FollowRefused::Problems(problems)) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        Err(FollowRefused::Stands(facts)) => {
            let facts = facts.into_iter();
            let about_page = facts.map(|fact| Problem::new("equipe", fact.message));
            (StatusCode::CONFLICT, about_page.collect())
        }
        Err(refused) => return Err(refused.into()),
    };
    let page = of(&app, &who, &id, Some(typed), problems.into()).await?;
    page_with(status, &page)
}

fn typed(mut fields: FormFields) -> Typed {
    let name = value(&mut fields, "name");
    // A version that cannot be read is an old one.
    let version = value(&mut fields, "version").parse().unwrap_or(0);
    let members = fields.into_iter().filter(|(name, _)| name == "members");
    Typed {
        version,
        name,
        members: members.map(|(_, address)| address).collect(),
    }
}
