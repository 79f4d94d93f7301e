//! A token is given: the page tells it once. Or the page again, with what was typed and what is wrong.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use chrono::{DateTime, Utc};

use super::index::{TokenForm, Told, of};
use crate::actions::Instance;
use crate::actions::machines::TokenRefused;
use crate::actions::machines::give::{Asked, Given, give};
use crate::domain::incident::Problem;
use crate::domain::instants::{paris_day, parse_day};
use crate::domain::machines::Scope;
use crate::store::Db;
use crate::web::allowed::{Administer, Allowed};
use crate::web::answer::page_with;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::form::value;
use crate::web::posted::{FormFields, Posted};

/// `POST /jetons`.
///
/// # Errors
/// Those of a form, and the machine's. What must be corrected is shown beside its field.
pub async fn create(app: Data<App>, who: Allowed<Administer>, posted: Posted) -> Result<HttpResponse, Error> {
    let form = read(posted.form(&app, &who).await?);
    let (instance, by, now, typed) = (Arc::clone(&app.instance), who.account(), app.now(), form.clone());
    let given = app
        .write(move |db| given(db, &instance, &by.id, &typed, now))
        .await;
    match given {
        Ok(Given { token, secret }) => {
            let mut page = of(&app, &who, TokenForm::default()).await?;
            page.given = Some(Told {
                name: token.name,
                secret,
            });
            page_with(StatusCode::CREATED, &page)
        }
        Err(TokenRefused::Problems(problems)) => {
            let mut page = of(&app, &who, form).await?;
            page.problems = problems.into();
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(refused) => Err(refused.into()),
    }
}

fn read(mut fields: FormFields) -> TokenForm {
    TokenForm {
        name: value(&mut fields, "name"),
        schools: value(&mut fields, "schools"),
        convention: value(&mut fields, "convention"),
        last_day: value(&mut fields, "last_day"),
        scopes: fields
            .into_iter()
            .filter(|(name, _)| name == "scopes")
            .map(|(_, value)| value)
            .collect(),
    }
}

/// Everything that is wrong is told at once: nothing is kept then.
fn given(
    db: &mut Db,
    instance: &Instance,
    by: &str,
    typed: &TokenForm,
    now: DateTime<Utc>,
) -> Result<Given, TokenRefused> {
    let schools: Vec<String> = typed
        .schools
        .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .filter(|code| !code.is_empty())
        .map(ToOwned::to_owned)
        .collect();
    let (last_day, unreadable) = match parse_day(&typed.last_day) {
        Ok(day) => (day, None),
        // Something legal stands in its place, so that the rest is checked all the same.
        Err(refused) => (
            paris_day(now),
            Some(Problem::new("last_day", refused.to_string())),
        ),
    };
    let asked = Asked {
        name: typed.name.clone(),
        scopes: typed
            .scopes
            .iter()
            .filter_map(|text| Scope::parse(text))
            .collect(),
        // Schools that are named narrow the convention.
        convention: Some(typed.convention.clone()).filter(|id| schools.is_empty() && !id.is_empty()),
        schools,
        last_day,
    };
    match (give(db, instance, by, asked, now), unreadable) {
        (Ok(given), None) => Ok(given),
        (Ok(_), Some(problem)) => Err(TokenRefused::Problems(vec![problem])),
        (Err(TokenRefused::Problems(mut problems)), unreadable) => {
            problems.extend(unreadable);
            Err(TokenRefused::Problems(problems.into_iter().map(beside).collect()))
        }
        (Err(refused), _) => Err(refused),
    }
}

/// A school that is not known is told beside the field of schools.
fn beside(problem: Problem) -> Problem {
    match problem.field.as_str() {
        "uai" => Problem::new("schools", problem.message),
        _ => problem,
    }
}
