//! Figures for the committees: what the store counts on both engines, and who is told what of it.

mod counting;
mod reading;

use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use chrono::{DateTime, Utc};
use serde_json::Value;
use tocsin::domain::incident::Report;
use tocsin::domain::people::Role;

use crate::support::http::{Answer, answer, signed};
use crate::support::world::{World, touched};

/// A report whose decision is contested: the académie handles it, the other reading names the département.
fn contested(world: &World) -> Report {
    Report {
        components: vec![touched("poste-pedagogique", Some("administratif"))],
        ..world.a_report()
    }
}

/// A report that the département handles.
fn of_the_departement(world: &World) -> Report {
    Report {
        components: vec![touched("poste-pedagogique", None)],
        ..world.a_report()
    }
}

fn set(world: &World, at: &str) -> DateTime<Utc> {
    let at = at.parse().unwrap();
    world.clock.set(at);
    at
}

async fn call(world: &World, role: Role, method: Method, path: &str, body: Option<Value>) -> Answer {
    let mut asked = signed(method, path, &world.token(role));
    if let Some(body) = body {
        asked = asked
            .insert_header((CONTENT_TYPE, "application/json"))
            .set_payload(body.to_string());
    }
    answer(&world.app(), asked).await
}

/// An act on a dossier, which is taken.
async fn act(world: &World, role: Role, reference: &str, below: &str, body: Value) {
    let path = format!("/api/v1/incidents/{reference}{below}");
    let answer = call(world, role, Method::POST, &path, Some(body)).await;
    assert!(
        answer.status.is_success(),
        "{reference}{below}: {}",
        answer.text()
    );
}

async fn stats(world: &World, role: Role, query: &str) -> Answer {
    call(world, role, Method::GET, &format!("/api/v1/stats{query}"), None).await
}
