//! How an [`Error`] is shown: a problem document (RFC 9457) to programs, a page to people.

use std::fmt::Write as _;

use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, ResponseError as _};
use askama::Template;
use serde::Serialize;
use utoipa::ToSchema;

use super::allowed::Caller;
use super::app::App;
use super::error::Error;
use super::pages::errors::show::ErrorPage;
use super::paths;
use super::shell::Shell;
use crate::domain::incident::Problem;

/// Media type of problem documents.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// A problem document (RFC 9457). Words are French and ready to be shown.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// Stable name of the kind of problem, `urn:tocsin:problem:…`.
    r#type: String,
    /// A few words, the same for every occurrence.
    title: &'static str,
    /// HTTP status.
    status: u16,
    /// What happened and how to go on.
    detail: String,
    /// Path of the request.
    instance: String,
    /// Number of the request, as in the header `X-Request-Id` and in the logs.
    request_id: String,
    /// For wrong fields: every problem at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
}

/// One wrong field.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Path of the field: `detected_at`, `components[1].network`.
    field: String,
    /// What is wrong and how to put it right.
    message: String,
}

impl From<&Problem> for FieldProblem {
    fn from(problem: &Problem) -> Self {
        Self {
            field: problem.field.clone(),
            message: problem.message.clone(),
        }
    }
}

/// Whether a path is for programs, which read problem documents, rather than for people.
#[must_use]
pub fn for_programs(path: &str) -> bool {
    let of_api = path.starts_with("/api/") && path != paths::API_DOCS;
    of_api || path == "/healthz" || path == "/readyz"
}

/// Logs a failure once with its chain, and gives every error answer its body.
#[must_use]
pub fn dress(answer: ServiceResponse<BoxBody>, request_id: &str) -> ServiceResponse<BoxBody> {
    let Some(error) = answer.response().error() else {
        return answer;
    };
    let foreign;
    let error = if let Some(ours) = error.as_error::<Error>() {
        ours
    } else {
        foreign = of_framework(error);
        &foreign
    };
    log(error, request_id);
    let path = answer.request().path();
    let (media_type, body) = if for_programs(path) {
        (PROBLEM_JSON, document(error, path, request_id))
    } else {
        (
            "text/html; charset=utf-8",
            page(error, answer.request(), request_id),
        )
    };
    let mut dressed: HttpResponse = error.error_response();
    if dressed.status() != StatusCode::SEE_OTHER {
        dressed = dressed.set_body(BoxBody::new(body));
        dressed
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    answer.into_response(dressed)
}

/// An error of the framework itself, in our words.
fn of_framework(error: &actix_web::Error) -> Error {
    match error.as_response_error().status_code() {
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        StatusCode::REQUEST_TIMEOUT => Error::TooSlow,
        status if status.is_client_error() => {
            Error::Malformed("La demande n’a pas pu être lue\u{a0}: vérifiez sa forme.".to_owned())
        }
        _ => Error::failure(error.to_string()),
    }
}

fn log(error: &Error, request_id: &str) {
    if matches!(error, Error::Failure(_) | Error::Unavailable(_) | Error::NoRoom) {
        tracing::error!(request = request_id, error = chain(error), "request_failed");
    }
}

/// The error and its sources, outermost first.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        // Writing to a String cannot fail.
        write!(text, ": {cause}").unwrap_or_default();
        source = cause.source();
    }
    text
}

fn document(error: &Error, path: &str, request_id: &str) -> String {
    let document = ProblemDocument {
        r#type: format!("urn:tocsin:problem:{}", error.code()),
        title: error.title(),
        status: error.status_code().as_u16(),
        detail: error.detail(),
        instance: path.to_owned(),
        request_id: request_id.to_owned(),
        errors: error.problems().iter().map(FieldProblem::from).collect(),
    };
    serde_json::to_string(&document).unwrap_or_default()
}

/// The page of an error, in the frame of the other pages when it is known who asked.
fn page(error: &Error, request: &HttpRequest, request_id: &str) -> String {
    let page = ErrorPage::telling(error, frame(request), request_id);
    page.render().unwrap_or_default()
}

fn frame(request: &HttpRequest) -> Shell {
    let extensions = request.extensions();
    let caller = extensions.get::<Caller>();
    match request.app_data::<Data<App>>().zip(caller) {
        Some((app, caller)) => Shell::of_caller(app, caller, request.path()),
        None => Shell::for_stranger("", request.path()),
    }
}
