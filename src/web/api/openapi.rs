//! The OpenAPI document: every route for programs, with its shapes and the problems it may answer.

use actix_web::HttpResponse;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, ResponseBuilder, SecurityRequirement};
use utoipa::{Modify, OpenApi as _};

use super::{
    actions, attachments, breaches, calendar, components, conventions, decisions, entries, establishments,
    external_refs, incidents, journal, life, me, obligations, register, review, stats, supervision, timeline,
    together, token, tokens, views, waivers, webhooks,
};
use super::{assignment, mail_matrix, my_queue, teams};
use crate::store::held::Whose;
use crate::store::incidents::Sort;
use crate::web::fault::{FieldProblem, PROBLEM_JSON, ProblemDocument};
use crate::web::health;
use crate::web::narrowing::BreachWord;

const BEARER: &str = "bearer";
/// Routes that need no token.
const OPEN: &[&str] = &[
    "/healthz",
    "/readyz",
    "/api/openapi.json",
    "/api/v1/auth/token",
    "/api/v1/calendar/{token}.ics",
];

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Tocsin",
        description = "Records IT-security incidents and personal-data breaches of schools, decides who handles them \
and keeps their legal deadlines. Instants are RFC 3339 with an offset. Lists take `limit` and `cursor` and answer \
`items` and `next_cursor`. Whatever goes wrong is answered with a problem document (RFC 9457) whose words are French.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    paths(
        token::give,
        me::show,
        calendar::show,
        components::list,
        conventions::list,
        establishments::list,
        decisions::decide,
        incidents::report::create,
        incidents::list::list,
        together::create,
        incidents::dossier::show,
        incidents::availability::mark,
        incidents::availability::first_action,
        incidents::legal_hold::hold,
        incidents::legal_hold::release,
        entries::create,
        entries::list,
        actions::of_dossier,
        actions::show,
        actions::patch,
        actions::list,
        timeline::show,
        review::put,
        review::delete,
        assignment::put,
        assignment::follow,
        assignment::leave,
        my_queue::show,
        mail_matrix::show,
        mail_matrix::put,
        teams::list,
        teams::create,
        teams::patch,
        teams::remove,
        life::qualification::create,
        life::transitions::create,
        life::handovers::create,
        life::handovers::answered,
        life::associates::create,
        life::associates::remove,
        life::taxonomy::list,
        attachments::create,
        attachments::list,
        attachments::show,
        views::list,
        views::create,
        views::patch,
        views::delete,
        breaches::write::put,
        breaches::write::patch_of_incident,
        breaches::personal_data::create,
        breaches::list::list,
        breaches::show::show,
        breaches::write::patch,
        breaches::assessment::create,
        breaches::notifications::list,
        breaches::notify::create,
        breaches::sent::json,
        breaches::sent::pdf,
        breaches::sent::eml,
        breaches::bounce::create,
        breaches::documents::edpb,
        breaches::documents::cnil,
        breaches::documents::cnil_pdf,
        breaches::hold::hold,
        breaches::hold::release,
        breaches::ministry::decide,
        breaches::ministry::report,
        register::csv,
        register::ods,
        register::json,
        register::pdf,
        stats::show,
        stats::stats_csv,
        stats::stats_ods,
        obligations::list,
        waivers::create,
        journal::list,
        journal::verify,
        tokens::list,
        tokens::create,
        tokens::delete,
        supervision::create,
        webhooks::list,
        webhooks::create,
        webhooks::delete,
        webhooks::again,
        external_refs::create,
        external_refs::delete,
        health::alive,
        health::ready,
        show,
    ),
    components(schemas(ProblemDocument, FieldProblem, Sort, BreachWord, Whose)),
    modifiers(&Security, &Problems, &Words),
)]
struct Document;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        if let Some(components) = document.components.as_mut() {
            components.add_security_scheme(BEARER, scheme);
        }
        for (_, path, operation) in operations(document) {
            let needed = !OPEN.contains(&path.as_str());
            operation.security = needed.then(|| vec![SecurityRequirement::new(BEARER, Vec::<String>::new())]);
        }
    }
}

struct Problems;

impl Modify for Problems {
    fn modify(&self, document: &mut OpenApi) {
        for (_, path, operation) in operations(document) {
            for (status, when) in problems(&path, operation) {
                let responses = &mut operation.responses.responses;
                responses
                    .entry(status.to_owned())
                    .or_insert_with(|| problem(when));
            }
        }
    }
}

/// Every operation with its method and path.
fn operations(document: &mut OpenApi) -> impl Iterator<Item = (&'static str, String, &mut Operation)> {
    document.paths.paths.iter_mut().flat_map(|(path, item)| {
        let methods = [
            ("get", item.get.as_mut()),
            ("post", item.post.as_mut()),
            ("put", item.put.as_mut()),
            ("patch", item.patch.as_mut()),
            ("delete", item.delete.as_mut()),
        ];
        let known = methods.into_iter();
        known.filter_map(|(method, operation)| Some((method, path.clone(), operation?)))
    })
}

/// What the documentation of the code says of its errors is for its authors: the responses tell it to callers.
struct Words;

impl Modify for Words {
    fn modify(&self, document: &mut OpenApi) {
        for (method, path, operation) in operations(document) {
            operation.operation_id = Some(name(method, &path));
            let said = operation.description.take();
            operation.description = said
                .and_then(|said| said.split("# Errors").next().map(|said| said.trim().to_owned()))
                .filter(|said| !said.is_empty());
        }
    }
}

/// `get_incidents_reference`: unique, and stable as long as the address is.
fn name(method: &str, path: &str) -> String {
    let path = path.trim_start_matches("/api/v1").trim_start_matches("/api");
    let words = path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.fold(method.to_owned(), |name, word| format!("{name}_{word}"))
}

/// What may be wrong with a body of JSON.
const OF_JSON: &[(&str, &str)] = &[
    ("400", "Unreadable body"),
    ("408", "Body too slow"),
    ("413", "Body over 256 KiB"),
    ("415", "Not application/json"),
    ("422", "Wrong fields or parameters: every problem at once"),
];

/// What may be wrong with a body that is a file.
const OF_FILE: &[(&str, &str)] = &[
    ("400", "Body cut off, or of another length than announced"),
    ("408", "Body too slow"),
    ("413", "File over the limit of this installation"),
    ("507", "No room left on the disk"),
];

/// The problems that an operation may answer, by status.
fn problems(path: &str, operation: &Operation) -> Vec<(&'static str, &'static str)> {
    let mut may = vec![
        ("405", "Method not allowed"),
        ("500", "Failure"),
        ("503", "Unavailable at this moment"),
    ];
    if !OPEN.contains(&path) {
        may.extend([
            ("401", "No valid access token"),
            ("403", "The account, or the token of a machine, lacks the right"),
            ("429", "The token of a machine called too often"),
        ]);
    }
    if path.contains('{') || path.ends_with("/journal") {
        may.push(("404", "Nothing there, or nothing that the account may see"));
    }
    if operation
        .parameters
        .as_ref()
        .is_some_and(|parameters| !parameters.is_empty())
    {
        may.push(("422", "Wrong fields or parameters: every problem at once"));
    }
    if operation.request_body.is_some() {
        may.extend(if path.ends_with("/attachments") {
            OF_FILE
        } else {
            OF_JSON
        });
    }
    let tagged = |tag: &str| operation.tags.iter().flatten().any(|it| it == tag);
    if tagged("breaches") || tagged("life") || may_stand(path, operation) {
        may.push((
            "409",
            "Facts stand in the way, each named, or it changed meanwhile",
        ));
    }
    if path.ends_with("/attachments/{id}") {
        may.push(("410", "Its retention is over: the content was destroyed"));
    }
    if path.ends_with("/auth/token") {
        may.extend([("401", "Not recognised"), ("429", "Too many attempts")]);
    }
    may
}

/// Whether facts of a dossier may stand in the way of a call that is about no breach.
fn may_stand(path: &str, operation: &Operation) -> bool {
    let any = |ends: &[&str]| ends.iter().any(|end| path.ends_with(end));
    any(&["/waiver", "/availability", "/first-action", "/legal-hold"])
        || any(&["/teams/{id}"]) && operation.request_body.is_some()
        || any(&["/entries", "/actions/{number}"]) && operation.request_body.is_some()
}

fn problem(when: &str) -> RefOr<utoipa::openapi::Response> {
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    ResponseBuilder::new()
        .description(when)
        .content(PROBLEM_JSON, content)
        .build()
        .into()
}

/// The document.
#[must_use]
pub fn document() -> OpenApi {
    Document::openapi()
}

/// The document, as indented JSON.
#[must_use]
pub fn openapi() -> String {
    document().to_pretty_json().unwrap_or_default()
}

/// This document.
#[utoipa::path(get, path = "/api/openapi.json", tag = "operation",
    responses((status = 200, description = "This document", content_type = "application/json")))]
pub async fn show() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(openapi())
}
