//! `POST /api/v1/hooks/supervision`: the entrance of supervision tools. It is tolerant of how they write, since each has
//! its own manner, and strict on what it would record.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::Data;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::decisions::add_new;
use super::values::At;
use crate::actions::supervision::{Alert, AlertRefused, Received, receive, wrong};
use crate::domain::incident::Problem;
use crate::domain::instants::{from_unix, parse_rfc3339};
use crate::domain::supervision::{AlertState, KEY_MAX, Next};
use crate::domain::uai::Uai;
use crate::web::allowed::{Allowed, Report};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::posted::Posted;

/// An alert. Fields that are not named here are ignored.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct SupervisionAlert {
    /// What names the same thing at every call: the number of the event or, without one, host and service.
    #[schema(min_length = 1, max_length = 200)]
    key: String,
    /// `firing` or `resolved`; `PROBLEM`, `DOWN`, `CRITICAL`, `OK`, `UP`, `RECOVERY` and the like are understood.
    state: String,
    /// In one line; what does not fit goes to the description. `title` or `summary` must be there.
    title: Option<String>,
    /// In more words.
    #[schema(max_length = 16_000)]
    summary: Option<String>,
    /// UAI code of the school.
    school: String,
    /// Component of the convention: its identifier, its label, or one of its words. `service` is understood too.
    component: String,
    /// Since when: RFC 3339 with its offset, or seconds since 1970; the moment of the call unless given.
    #[schema(value_type = Option<At>)]
    since: Option<At>,
    /// Whether the component cannot be used, which begins the service levels; no unless given.
    unavailable: Option<bool>,
}

/// What became of an alert.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertReceipt {
    /// Reference of the dossier; `null` for the end of an alert that was never told.
    reference: Option<String>,
    /// What was recorded: `dossier`, `fact` or `nothing`.
    recorded: &'static str,
}

/// Longest summary, in characters: the description must hold it with what is added.
const SUMMARY_MAX: usize = 16_000;

/// Takes an alert. A key opens one dossier; the same alert again, ten minutes later or more, and its end are facts of
/// that dossier. Once it is closed or rejected, the same key opens another one.
///
/// # Errors
/// [`Error::Problems`] with every problem at once: an unknown school or component opens no dossier.
#[utoipa::path(post, path = "/api/v1/hooks/supervision", tag = "machines", request_body = SupervisionAlert,
    responses(
        (status = 200, description = "Known already: a fact was added, or nothing", body = AlertReceipt),
        (status = 201, description = "A dossier was opened", body = AlertReceipt,
            headers(("Location" = String, description = "Address of the dossier"))),
    ))]
pub async fn create(app: Data<App>, who: Allowed<Report>, posted: Posted) -> Result<HttpResponse, Error> {
    // A dossier of an alert is a machine's: a person reports what they see.
    if who.machine().is_none() {
        return Err(Error::Forbidden);
    }
    let now = app.now();
    let (alert, unreadable) = read(posted.json().await?, now)?;
    let (instance, by) = (Arc::clone(&app.instance), who.account());
    if !unreadable.is_empty() {
        let further = app.read(move |db| wrong(db, &instance, &by, &alert, now)).await;
        let mut problems = unreadable;
        let further = further.map_err(|error: crate::store::StoreError| Error::from(error))?;
        add_new(&mut problems, further);
        return Err(Error::Problems(problems));
    }
    let received = app
        .write(move |db| receive(db, &instance, &by, &alert, now))
        .await;
    match received {
        Ok(received) => Ok(answer(received)),
        Err(AlertRefused::Problems(problems)) => Err(Error::Problems(problems)),
        Err(AlertRefused::Store(error)) => Err(error.into()),
    }
}

fn answer(received: Received) -> HttpResponse {
    let (status, recorded) = match received.next {
        Next::Open => (StatusCode::CREATED, "dossier"),
        Next::Note => (StatusCode::OK, "fact"),
        Next::Nothing => (StatusCode::OK, "nothing"),
    };
    let mut answer = HttpResponse::build(status);
    if let Some(reference) = received
        .reference
        .as_ref()
        .filter(|_| received.next == Next::Open)
    {
        answer.insert_header((LOCATION, format!("/api/v1/incidents/{reference}")));
    }
    answer.json(AlertReceipt {
        reference: received.reference,
        recorded,
    })
}

/// The alert, and everything that could not be read of it. Something legal stands in the place of what is wrong, so that
/// the rest can be checked all the same.
fn read(body: Value, now: DateTime<Utc>) -> Result<(Alert, Vec<Problem>), Error> {
    let Value::Object(given) = body else {
        return Err(Error::Malformed("Envoyez un objet JSON\u{a0}: { … }.".to_owned()));
    };
    let mut problems = Vec::new();
    let key = text(&given, &["key"]);
    if key.is_empty() || key.chars().count() > KEY_MAX {
        let message = format!("Donnez la référence de l’alerte, de 1 à {KEY_MAX} caractères.");
        problems.push(Problem::new("key", message));
    }
    let state = AlertState::read(&text(&given, &["state", "status"]));
    if state.is_none() {
        problems.push(Problem::new("state", "Indiquez firing ou resolved."));
    }
    let summary = text(&given, &["summary", "message", "description"]);
    let title = Some(text(&given, &["title", "subject"])).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| summary.clone());
    if title.is_empty() {
        problems.push(Problem::new("title", "Donnez un titre ou un résumé."));
    }
    if title.chars().count().max(summary.chars().count()) > SUMMARY_MAX {
        let message = format!("Ce texte est trop long\u{a0}: {SUMMARY_MAX} caractères au plus.");
        problems.push(Problem::new("summary", message));
    }
    let school = school(&given, &mut problems);
    let component = text(&given, &["component", "service"]);
    let alert = Alert {
        key,
        state: state.unwrap_or(AlertState::Firing),
        title,
        summary,
        school,
        component,
        since: since(&given, now, &mut problems),
        unavailable: flag(&given, "unavailable", &mut problems),
    };
    Ok((alert, problems))
}

/// The first of these members that is there, as text: tools write numbers where others write words. No store keeps
/// U+0000.
fn text(given: &Map<String, Value>, names: &[&str]) -> String {
    let said = |name: &&str| match given.get(*name)? {
        Value::String(text) => Some(text.trim().replace('\0', "")),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let said = names.iter().filter_map(said);
    said.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// A code that cannot be read is complained of here; one that is missing or unknown, where the dossier would be opened.
fn school(given: &Map<String, Value>, problems: &mut Vec<Problem>) -> Option<Uai> {
    let code = text(given, &["school", "establishment_uai", "uai"]);
    if code.is_empty() {
        return None;
    }
    Uai::parse(&code)
        .map_err(|refused| problems.push(Problem::new("school", refused.to_string())))
        .ok()
}

fn since(given: &Map<String, Value>, now: DateTime<Utc>, problems: &mut Vec<Problem>) -> DateTime<Utc> {
    let said = text(given, &["since"]);
    if said.is_empty() {
        return now;
    }
    let read = match said.parse::<i64>() {
        Ok(seconds) => from_unix(seconds),
        Err(_) => parse_rfc3339(&said),
    };
    read.unwrap_or_else(|refused| {
        problems.push(Problem::new("since", refused.to_string()));
        now
    })
}

fn flag(given: &Map<String, Value>, name: &str, problems: &mut Vec<Problem>) -> bool {
    match given.get(name) {
        None | Some(Value::Null) => false,
        Some(Value::Bool(flag)) => *flag,
        Some(other) => match other.as_str().unwrap_or_default().trim().to_lowercase().as_str() {
            "true" | "1" | "yes" => true,
            "false" | "0" | "no" | "" => false,
            _ => {
                problems.push(Problem::new(name, "Indiquez true ou false."));
                false
            }
        },
    }
}
