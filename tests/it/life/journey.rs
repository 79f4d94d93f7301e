//! From a contested report to its closing, between two authorities, and back again.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tocsin::domain::incident::PersonalData;
use tocsin::domain::letter::LetterKind;
use tocsin::domain::people::Role;
use tocsin::store::journal;

use super::{call, confirmation, contested, delivered, done, dossier, post, states, written_to};
use crate::support::world::{World, aside};

const DPO: &str = "dpo@ille-et-vilaine.fr";
const RSSI: &str = "rssi@ac-rennes.fr";

fn an_hour_later(world: &World) {
    world.clock.set(world.clock.now() + TimeDelta::hours(1));
}

/// Qualified with another handler, refused, proposed again, accepted.
async fn handed_over(world: &World) {
    let mut verdict = confirmation();
    verdict["handler"] = json!("departement");
    verdict["reason"] = json!("Le poste appartient au Département.");
    let told = done(world, Role::Rssi, "/qualification", &verdict).await;
    assert_eq!(
        (&told["status"], &told["severity"]),
        (&json!("qualified"), &json!(2))
    );
    assert_eq!(told["decision"]["handler"], "academie", "until the other accepts");
    assert_eq!(written_to(world, LetterKind::HandoverProposed), [DPO]);
    for (narrowed, found) in [("severity=2&q=appartient", 1), ("severity=3", 0)] {
        let path = format!("/api/v1/incidents?{narrowed}");
        let listed = call(world, Role::Rssi, Method::GET, &path, &Value::Null)
            .await
            .json();
        assert_eq!(listed["count"], found, "{narrowed}");
    }
    an_hour_later(world);
    let no = json!({"answer": "refused", "reason": "Il est branché chez vous."});
    let told = done(world, Role::AgentDepartement, "/handovers/1/answer", &no).await;
    assert_eq!(told["decision"]["handler"], "academie");
    assert_eq!(written_to(world, LetterKind::HandoverAnswered), [RSSI]);
    let again = json!({"to": "departement", "reason": "Vous l’administrez."});
    done(world, Role::Rssi, "/handovers", &again).await;
    an_hour_later(world);
    let yes = json!({"answer": "accepted"});
    let told = done(world, Role::Dpo, "/handovers/2/answer", &yes).await;
    assert_eq!(told["decision"]["handler"], "departement");
    assert_eq!(
        told["decisions"][0]["decision"]["handler"], "academie",
        "the past stays readable"
    );
    assert_eq!(told["decisions"][1]["reason"], "Vous l’administrez.");
}

/// The département knows of the breach since it was asked, and its 48 hours run from there.
async fn clocks_follow(world: &World) {
    let whole = dossier(world, Role::Dpo).await;
    assert_eq!(states(&whole, "breach_48h"), ["pending"]);
    let duties = whole["obligations"].as_array().unwrap();
    let duty = duties.iter().find(|duty| duty["kind"] == "breach_48h").unwrap();
    let asked = (world.clock.now() - TimeDelta::hours(1)).format("%Y-%m-%dT%H:%M:%S");
    assert!(
        duty["starts_at"]
            .as_str()
            .unwrap()
            .starts_with(&asked.to_string()),
        "{duty}"
    );
    assert_eq!(states(&whole, "cnil_72h"), ["pending"], "as before");
}

async fn refused_closing(world: &World) {
    let refused = post(world, Role::Dpo, "/transitions", &json!({"to": "closed"}))
        .await
        .problem(409);
    let told = refused.wrong_fields();
    for name in ["breach_48h", "cnil_72h", "follow_up_to_rssi", "breach"] {
        assert!(told.contains(&name.to_owned()), "{name}: {told:?}");
    }
    assert!(
        refused.text().contains("UTC+1"),
        "due instants are said: {}",
        refused.text()
    );
}

async fn closed(world: &World) {
    delivered(world).await;
    let whole = dossier(world, Role::Dpo).await;
    assert_eq!(states(&whole, "follow_up_to_rssi"), ["met"]);
    let none = json!({"status": "not_a_breach", "status_reason": "Le poste ne contenait rien."});
    let settled = call(
        world,
        Role::Dpo,
        Method::PATCH,
        "/api/v1/breaches/VIO-2026-0001",
        &none,
    )
    .await;
    assert!(settled.status.is_success(), "{}", settled.text());
    let told = done(world, Role::Dpo, "/transitions", &json!({"to": "closed"})).await;
    assert_eq!(told["status"], "closed");
    let pending = told["obligations"]
        .as_array()
        .unwrap()
        .iter()
        .any(|duty| duty["state"] == "pending");
    assert!(!pending, "nothing more is asked of anybody");
}

async fn reopened(world: &World) {
    post(world, Role::Dpo, "/transitions", &json!({"to": "in_progress"}))
        .await
        .problem(422);
    let why = json!({"to": "in_progress", "reason": "Le message est revenu."});
    let told = done(world, Role::Dpo, "/transitions", &why).await;
    assert_eq!(told["status"], "in_progress");
    let acts: Vec<&str> = told["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["act"].as_str().unwrap())
        .collect();
    assert_eq!(acts, ["confirm", "start", "resolve", "close", "reopen"]);
    let told = done(world, Role::Dpo, "/transitions", &json!({"to": "resolved"})).await;
    assert_eq!(
        states(&told, "follow_up_to_rssi"),
        ["met", "pending"],
        "another account is owed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contested_report_goes_from_hand_to_hand_to_its_closing_and_back() {
    for world in World::on_each_engine() {
        contested(&world, PersonalData::Yes);
        handed_over(&world).await;
        clocks_follow(&world).await;
        let started = done(
            &world,
            Role::AgentDepartement,
            "/transitions",
            &json!({"to": "in_progress"}),
        )
        .await;
        assert_eq!(started["status"], "in_progress");
        let follow_up = json!({"to": "resolved", "follow_up": "Poste réinstallé."});
        let told = done(&world, Role::AgentDepartement, "/transitions", &follow_up).await;
        assert_eq!(
            states(&told, "follow_up_to_rssi"),
            ["pending"],
            "met by acceptance, not by queueing"
        );
        assert_eq!(written_to(&world, LetterKind::FollowUp), [RSSI]);
        refused_closing(&world).await;
        closed(&world).await;
        reopened(&world).await;
        let whole = aside(|| journal::verify(&world.database.store)).unwrap();
        assert!(whole.is_ok(), "the journal is whole");
    }
}
