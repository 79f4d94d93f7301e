//! Around every request: its number, one line in the log, the headers that every answer carries.
//!
//! Deliberately absent from the log: bodies, addresses, names, tokens, and paths as asked for, which may hold a
//! secret link. The route's pattern tells enough.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;

use super::app::App;
use super::fault;
use crate::actions::new_id;

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const ALWAYS: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Two years, as browsers' lists ask.
const STRICT_TRANSPORT: &str = "max-age=63072000";

/// Answers a request through the inner services.
///
/// # Errors
/// None: the router and the handlers turn what they fail with into answers.
pub async fn around(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(app) = request.app_data::<Data<App>>().cloned() else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let (id, started) = (new_id(app.now()), app.clock.elapsed());
    // Nothing may keep the request while it is answered: the framework changes it in place.
    let answer = next.call(request).await?.map_into_boxed_body();
    let mut answer = fault::dress(answer, &id);
    write_headers(answer.headers_mut(), &app, &id);
    let micros = app.clock.elapsed().saturating_sub(started).as_micros();
    tracing::info!(
        request = id,
        method = %answer.request().method(),
        route = answer.request().match_pattern().unwrap_or_default(),
        status = answer.status().as_u16(),
        micros = u64::try_from(micros).unwrap_or(u64::MAX),
        "request"
    );
    Ok(answer)
}

fn write_headers(headers: &mut HeaderMap, app: &App, id: &str) {
    for (name, value) in ALWAYS {
        // A handler may be stricter for what it sends.
        if !headers.contains_key(*name) {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
    if app.over_tls() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static(STRICT_TRANSPORT),
        );
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}
