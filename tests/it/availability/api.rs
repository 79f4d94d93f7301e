//! Availability through the API.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tocsin::domain::people::Role;

use super::{DOSSIER, PORTAL, portal_touched};
use crate::support::http::{Answer, answer, post, signed};
use crate::support::world::World;

async fn send(world: &World, role: Role, route: &str, body: &Value) -> Answer {
    let path = format!("/api/v1/incidents/{DOSSIER}/{route}");
    answer(&world.app(), post(&path, &world.token(role), body)).await
}

fn ok(answer: &Answer) -> Value {
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    answer.json()
}

/// The service levels of a dossier: kind, state, due instant.
fn levels(dossier: &Value) -> Vec<(String, String, String)> {
    let word = |duty: &Value, name: &str| duty[name].as_str().unwrap_or_default().to_owned();
    let duties = dossier["obligations"].as_array().unwrap().iter();
    duties
        .filter(|duty| ["take_charge", "restore_service"].contains(&duty["kind"].as_str().unwrap()))
        .map(|duty| (word(duty, "kind"), word(duty, "state"), word(duty, "due_at")))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_component_goes_down_is_mended_and_comes_back() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, portal_touched(&world));
        let body = json!({"component": PORTAL, "available": false, "at": "2026-03-02T09:00:00+01:00",
            "mitigation": "Adresse de secours donnée aux familles.", "spare": true});
        let down = ok(&send(&world, Role::AgentAcademie, "availability", &body).await);
        assert_eq!(
            levels(&down),
            [
                (
                    "take_charge".to_owned(),
                    "pending".to_owned(),
                    "2026-03-02T13:00:00.000000Z".to_owned()
                ),
                (
                    "restore_service".to_owned(),
                    "pending".to_owned(),
                    "2026-03-03T08:00:00.000000Z".to_owned()
                ),
            ]
        );
        let outage = &down["availability"][0];
        assert_eq!(outage["component"], PORTAL);
        assert_eq!(outage["unavailable_from"], "2026-03-02T08:00:00.000000Z");
        assert_eq!(
            (&outage["unavailable_until"], &outage["spare"]),
            (&Value::Null, &json!(true))
        );
        assert_eq!(outage["under_control"], Value::Null);
        assert_eq!(
            outage["mitigations"][0]["text"],
            "Adresse de secours donnée aux familles."
        );
        assert_eq!(outage["obligations"].as_array().unwrap().len(), 2);
        assert_eq!(down["components"][0]["unavailable"], true);

        world.clock.set(world.clock.now() + TimeDelta::hours(2));
        let body = json!({"at": "2026-03-02T10:30:00+01:00", "text": "Appel à l’hébergeur."});
        let taken = ok(&send(&world, Role::Rssi, "first-action", &body).await);
        assert_eq!(levels(&taken)[0].1, "met");
        assert_eq!(taken["first_actions"][0]["text"], "Appel à l’hébergeur.");

        let body = json!({"component": PORTAL, "available": true, "at": "2026-03-02T11:00:00+01:00"});
        let back = ok(&send(&world, Role::AgentAcademie, "availability", &body).await);
        assert_eq!(levels(&back)[1].1, "met");
        assert_eq!(
            back["availability"][0]["unavailable_until"],
            "2026-03-02T10:00:00.000000Z"
        );
        assert_eq!(back["components"][0]["unavailable"], false);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_problem_is_told_at_once_and_who_does_not_handle_it_is_refused() {
    let world = World::on_sqlite();
    world.reported(Role::Rsn, portal_touched(&world));
    let empty = send(&world, Role::Rssi, "availability", &json!({}))
        .await
        .problem(422);
    assert_eq!(empty.wrong_fields(), ["component", "at", "available"]);
    let odd =
        json!({"component": 3, "available": "non", "at": "2026-03-02T09:00:00", "spare": 1, "since": ""});
    let odd = send(&world, Role::Rssi, "availability", &odd).await.problem(422);
    assert_eq!(
        odd.wrong_fields(),
        ["component", "at", "available", "spare", "since"]
    );
    let empty = send(&world, Role::Rssi, "first-action", &json!({}))
        .await
        .problem(422);
    assert_eq!(empty.wrong_fields(), ["at", "text"]);
    let right = json!({"component": PORTAL, "available": false, "at": "2026-03-02T09:00:00+01:00"});
    send(&world, Role::Rsn, "availability", &right).await.problem(403);
    send(&world, Role::Dpo, "availability", &right).await.problem(404);
    let nothing = json!({"at": "2026-03-02T09:00:00+01:00", "text": "Rien à prendre."});
    send(&world, Role::Rssi, "first-action", &nothing)
        .await
        .problem(409);
    ok(&send(&world, Role::Rssi, "availability", &right).await);
    let twice = send(&world, Role::Rssi, "availability", &right)
        .await
        .problem(409);
    assert!(
        twice.text().contains("déjà noté indisponible"),
        "{}",
        twice.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_reports_says_what_cannot_be_used() {
    for world in World::on_each_engine() {
        let report = json!({"establishment_uai": "0350003N", "title": "Portail coupé", "description": "Depuis 8 h.",
            "components": [{"component": PORTAL, "unavailable": true}],
            "detected_at": "2026-03-02T08:00:00+01:00", "personal_data": "no"});
        let created = post("/api/v1/incidents", &world.token(Role::Rsn), &report);
        assert_eq!(answer(&world.app(), created).await.status.as_u16(), 201);
        let path = format!("/api/v1/incidents/{DOSSIER}");
        let dossier = signed(Method::GET, &path, &world.token(Role::Rsn));
        let dossier = ok(&answer(&world.app(), dossier).await);
        assert_eq!(levels(&dossier).len(), 2);
        assert_eq!(
            dossier["availability"][0]["unavailable_from"],
            "2026-03-02T07:00:00.000000Z"
        );
    }
}
