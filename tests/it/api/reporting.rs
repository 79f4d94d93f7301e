//! Reporting through the API: decided, explained, recorded once whatever is repeated.

use serde_json::json;
use tocsin::domain::people::Role;

use super::{a_report, with};
use crate::support::http::{Answer, answer, post};
use crate::support::world::{CASSIN, World};

const INCIDENTS: &str = "/api/v1/incidents";

async fn report_with_key(world: &World, key: &str, body: &serde_json::Value) -> Answer {
    let asked = post(INCIDENTS, &world.token(Role::Rsn), body).insert_header(("Idempotency-Key", key));
    answer(&world.app(), asked).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_decided_explained_and_recorded() {
    for world in World::on_each_engine() {
        let created = answer(
            &world.app(),
            post(INCIDENTS, &world.token(Role::Rsn), &a_report()),
        )
        .await;
        assert_eq!(created.status.as_u16(), 201, "{}", created.text());
        assert_eq!(created.header("location"), "/api/v1/incidents/SSI-2026-0001");
        let dossier = created.json();
        assert_eq!(dossier["reference"], "SSI-2026-0001");
        assert_eq!(dossier["status"], "reported");
        assert_eq!(dossier["establishment"]["uai"], CASSIN);
        assert_eq!(dossier["decision"]["handler"], "academie");
        assert_eq!(dossier["decision"]["certainty"], "explicit");
        assert_eq!(
            dossier["decision"]["components"][0]["component"],
            "poste-administratif"
        );
        assert!(
            dossier["decision"]["components"][0]["reason"]
                .as_str()
                .is_some_and(|reason| !reason.is_empty())
        );
        assert_eq!(dossier["detected_at"], "2026-03-02T07:15:00.000000Z");
        assert_eq!(dossier["obligations"][0]["kind"], "report_to_rssi");
        assert_eq!(dossier["obligations"][0]["overdue"], false);
        assert_eq!(dossier["breach"], json!(null));
        assert_eq!(dossier["log_requests"], json!([]));
        assert_eq!(dossier["mails"][0]["state"], "queued");
        assert_eq!(world.traces().2, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_and_request_again_create_nothing() {
    for world in World::on_each_engine() {
        let first = report_with_key(&world, "k-1", &a_report()).await;
        let after_first = world.traces().2;
        let again = report_with_key(&world, "k-1", &a_report()).await;
        assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201));
        assert_eq!(first.header("idempotency-replayed"), "");
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(first.json(), again.json());
        assert_eq!(world.traces().2, after_first);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_for_another_request_is_refused() {
    for world in World::on_each_engine() {
        report_with_key(&world, "k-1", &a_report()).await;
        let other = report_with_key(&world, "k-1", &with("title", json!("Autre chose")))
            .await
            .problem(422);
        assert_eq!(other.json()["type"], "urn:tocsin:problem:idempotency-key-reused");
        assert_eq!(world.traces().2, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_is_woken_once_the_report_is_recorded() {
    let world = World::on_sqlite();
    let app = world.app();
    let (created, ()) = tokio::join!(
        answer(&app, post(INCIDENTS, &world.token(Role::Rsn), &a_report())),
        app.wake.notified()
    );
    assert_eq!(created.status.as_u16(), 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_belongs_to_one_account() {
    let world = World::on_sqlite();
    report_with_key(&world, "k-1", &a_report()).await;
    let token = world.token(Role::ChefEtablissement);
    let other = post(INCIDENTS, &token, &a_report()).insert_header(("Idempotency-Key", "k-1"));
    assert_eq!(
        answer(&world.app(), other).await.json()["reference"],
        "SSI-2026-0002"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_makes_one_dossier() {
    for world in World::on_each_engine() {
        let (app, token) = (world.app(), world.token(Role::Rsn));
        let click = || {
            let asked = post(INCIDENTS, &token, &a_report()).insert_header(("Idempotency-Key", "click"));
            answer(&app, asked)
        };
        let (one, two) = tokio::join!(click(), click());
        assert_eq!(
            (one.status.as_u16(), two.status.as_u16()),
            (201, 201),
            "{} {}",
            one.text(),
            two.text()
        );
        assert_eq!(one.json(), two.json());
        let replayed = [&one, &two].map(|answer| answer.header("idempotency-replayed") == "true");
        assert_eq!(replayed.iter().filter(|replayed| **replayed).count(), 1);
        assert_eq!(world.traces().2, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_would_decide_is_what_is_decided_and_records_nothing() {
    for world in World::on_each_engine() {
        let (app, token) = (world.app(), world.token(Role::Rsn));
        let question = json!({
            "establishment_uai": CASSIN, "components": [{"component": "poste-administratif"}],
            "at": "2026-03-02T08:15:00+01:00",
        });
        let before = world.traces();
        let decision = answer(&app, post("/api/v1/decisions", &token, &question)).await;
        assert_eq!(decision.status.as_u16(), 200, "{}", decision.text());
        assert_eq!(world.traces(), before);
        let dossier = answer(&app, post(INCIDENTS, &token, &a_report())).await.json();
        assert_eq!(decision.json(), dossier["decision"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_question_is_told_every_problem() {
    let world = World::on_sqlite();
    let question = json!({
        "establishment_uai": "0350003A", "components": [{"component": "grille-pain", "network": 3}], "at": "demain",
    });
    let asked = post("/api/v1/decisions", &world.token(Role::Admin), &question);
    let refused = answer(&world.app(), asked).await.problem(422);
    let expected = [
        "establishment_uai",
        "components[0].network",
        "at",
        "components[0].component",
    ];
    assert_eq!(refused.wrong_fields(), expected);
}
