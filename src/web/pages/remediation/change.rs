//! An action is changed, or its page shown again with what was typed: what is wrong, or what others changed meanwhile.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use chrono::{DateTime, Utc};

use super::owner::OwnerForm;
use super::show::{Refused, Typed, render};
use crate::actions::follow::FollowRefused;
use crate::actions::remediation::change::{Changing, change};
use crate::domain::incident::Problem;
use crate::domain::instants::parse_day;
use crate::domain::people::Account;
use crate::domain::remediation::ActionState;
use crate::store::Db;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::answer::see_other;
use crate::web::api::actions::place;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::{FormFields, Posted};

/// `POST /dossiers/{reference}/actions/{number}`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], [`Error::NotTheOfficer`], and the machine's. What must be corrected is shown
/// beside its field.
pub async fn save(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let (reference, number) = place(&path)?;
    let typed = typed(posted.form(&app, &who).await?);
    let (by, now, of, given) = (who.account(), app.now(), reference.clone(), typed.clone());
    let changed = app.write(move |db| keep(db, &by, (&of, number), &given, now));
    let refused = match changed.await {
        Ok(()) => {
            let path = paths::action(&reference, number);
            return Ok(see_other(&Flash::ActionChanged.after(&path)));
        }
        Err(FollowRefused::Problems(problems)) => Refused {
            problems,
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Refused::none()
        },
        Err(FollowRefused::Stands(facts)) => Refused {
            meanwhile: facts.into_iter().map(|fact| fact.message).collect(),
            status: StatusCode::CONFLICT,
            ..Refused::none()
        },
        Err(refused) => return Err(refused.into()),
    };
    render(&app, &who, (reference, number), Some(typed), refused).await
}

fn typed(mut fields: FormFields) -> Typed {
    let owner = OwnerForm::take(&mut fields);
    let mut text = |name: &str| value(&mut fields, name).replace("\r\n", "\n");
    Typed {
        version: text("version").parse().unwrap_or(0),
        title: text("title"),
        owner,
        due_on: text("due_on"),
        state: text("state"),
        reason: text("reason"),
        evidence: text("evidence"),
        attachment: text("attachment"),
    }
}

/// Everything that is wrong is told at once: nothing is kept then.
fn keep(
    db: &mut Db,
    by: &Account,
    place: (&str, i64),
    typed: &Typed,
    now: DateTime<Utc>,
) -> Result<(), FollowRefused> {
    let mut problems = Vec::new();
    let due_on = parse_day(&typed.due_on)
        .map_err(|refused| problems.push(Problem::new("due_on", refused.to_string())))
        .ok();
    let state = ActionState::parse(&typed.state);
    if state.is_none() {
        problems.push(Problem::new("state", "Dites où en est l’action."));
    }
    let changing = Changing {
        version: Some(typed.version),
        title: Some(typed.title.clone()),
        owner: typed.owner.read(),
        due_on,
        state,
        reason: Some(typed.reason.clone()),
        evidence: Some(typed.evidence.clone()),
        attachment: Some(Some(typed.attachment.clone()).filter(|id| !id.is_empty())),
    };
    match change(db, by, place, changing, now) {
        Ok(_) if problems.is_empty() => Ok(()),
        Ok(_) => Err(FollowRefused::Problems(problems)),
        Err(FollowRefused::Problems(further)) => {
            problems.extend(further);
            Err(FollowRefused::Problems(problems))
        }
        Err(refused) => Err(refused),
    }
}
