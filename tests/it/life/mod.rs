//! The life of a dossier: through the API, through the pages, and from end to end, on both engines.

mod api;
mod journey;
mod pages;
mod together;

use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use serde_json::{Value, json};
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::letter::LetterKind;
use tocsin::domain::people::Role;
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::{incidents, mails};

use crate::support::http::{Answer, answer, signed};
use crate::support::world::{World, touched};

/// The dossier of every test here.
const DOSSIER: &str = "/api/v1/incidents/SSI-2026-0001";

/// A report whose decision is contested: the académie handles it, the other reading names the département.
fn contested(world: &World, personal_data: PersonalData) {
    let report = Report {
        components: vec![touched("poste-pedagogique", Some("administratif"))],
        personal_data,
        ..world.a_report()
    };
    world.reported(Role::Rsn, report);
}

/// A report that the département handles.
fn of_the_departement(world: &World) {
    let report = Report {
        components: vec![touched("poste-pedagogique", None)],
        ..world.a_report()
    };
    world.reported(Role::Rsn, report);
}

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

async fn post(world: &World, role: Role, below: &str, body: &Value) -> Answer {
    call(world, role, Method::POST, &format!("{DOSSIER}{below}"), body).await
}

/// The dossier that an act that is taken answers with.
async fn done(world: &World, role: Role, below: &str, body: &Value) -> Value {
    let answer = post(world, role, below, body).await;
    assert!(answer.status.is_success(), "{below} {body}: {}", answer.text());
    answer.json()
}

async fn dossier(world: &World, role: Role) -> Value {
    call(world, role, Method::GET, DOSSIER, &Value::Null).await.json()
}

fn confirmation() -> Value {
    json!({"verdict": "confirmed", "category": "malicious-code", "type": "infected-system", "severity": 2, "tlp": "green"})
}

/// Every letter that waits is accepted.
async fn delivered(world: &World) {
    let mailer = Mailer::Memory(MemoryTransport::default());
    world.worker("w", mailer).tick().await.unwrap();
}

/// Addresses that letters of a kind were written to.
fn written_to(world: &World, kind: LetterKind) -> Vec<String> {
    let sight = world.account(Role::Rssi).sight();
    let incident = world
        .read(|db| incidents::find(db, "SSI-2026-0001", &sight))
        .unwrap();
    let letters = world.read(|db| mails::of_incident(db, &incident.id));
    let of_kind = letters.into_iter().filter(|mail| mail.kind == kind);
    of_kind.map(|mail| mail.address).collect()
}

/// The states of the duties of a kind.
fn states(whole: &Value, kind: &str) -> Vec<String> {
    let duties = whole["obligations"].as_array().unwrap().iter();
    let of_kind = duties.filter(|duty| duty["kind"] == kind);
    of_kind
        .map(|duty| duty["state"].as_str().unwrap().to_owned())
        .collect()
}
