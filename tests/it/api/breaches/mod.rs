//! Breaches through the API, on both engines.

mod calendar;
mod chain;
mod life;
mod refused;
mod register;

use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use serde_json::{Value, json};
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::people::Role;

use crate::support::http::{Answer, answer, signed};
use crate::support::world::{World, touched};

/// The dossier of every test here.
const DOSSIER: &str = "SSI-2026-0001";
/// Its breach.
const BREACH: &str = "/api/v1/breaches/VIO-2026-0001";

/// A call with a body; `null` sends none.
async fn call(world: &World, role: Role, method: Method, path: &str, body: &Value) -> Answer {
    let mut asked = signed(method, path, &world.token(role));
    if !body.is_null() {
        asked = asked
            .insert_header((CONTENT_TYPE, "application/json"))
            .set_payload(body.to_string());
    }
    answer(&world.app(), asked).await
}

async fn get(world: &World, role: Role, path: &str) -> Answer {
    call(world, role, Method::GET, path, &Value::Null).await
}

/// The JSON of an answer that is taken.
async fn taken(world: &World, role: Role, method: Method, path: &str, body: &Value) -> Value {
    let answer = call(world, role, method, path, body).await;
    assert!(answer.status.is_success(), "{path}: {}", answer.text());
    answer.json()
}

/// A dossier of Cassin that the département handles, in which personal data are touched or nobody can tell.
fn reported(world: &World, personal_data: PersonalData) {
    let report = Report {
        components: vec![touched("poste-pedagogique", None)],
        personal_data,
        ..world.a_report()
    };
    world.reported(Role::Rsn, report);
}

/// Answers to the severity method: names of pupils, sent to one wrong recipient.
fn answers() -> Value {
    json!({
        "contexts": [{"category": "simple", "adjustment": 0}], "identification": "maximum",
        "confidentiality": "known_recipients", "integrity": "none_or_unused", "availability": "none_or_easy",
        "malicious_intent": false,
    })
}

/// The duty of a kind in an answer that lists them.
fn duty<'a>(whole: &'a Value, kind: &str) -> &'a Value {
    let duties = whole["obligations"].as_array().unwrap();
    duties
        .iter()
        .find(|duty| duty["kind"] == kind)
        .unwrap_or_else(|| panic!("{kind}: {duties:?}"))
}
