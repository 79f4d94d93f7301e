//! Programs that give dossiers, follow them, keep teams and read queues.

use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use serde_json::{Value, json};
use tocsin::domain::people::Role;

use super::{DOSSIER, OTHER, with_dossiers};
use crate::support::http::{Answer, answer, post, signed};
use crate::support::world::World;

async fn call(world: &World, role: Role, method: Method, path: &str, body: &Value) -> Answer {
    let mut asked = signed(method, path, &world.token(role));
    if !body.is_null() {
        asked = asked
            .insert_header((CONTENT_TYPE, "application/json"))
            .set_payload(body.to_string());
    }
    answer(&world.app(), asked).await
}

async fn put(world: &World, role: Role, reference: &str, body: &Value) -> Answer {
    let path = format!("/api/v1/incidents/{reference}/assignment");
    call(world, role, Method::PUT, &path, body).await
}

async fn queue(world: &World, role: Role, query: &str) -> Value {
    let path = format!("/api/v1/me/queue{query}");
    call(world, role, Method::GET, &path, &Value::Null).await.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_is_given_taken_and_given_back() {
    for world in with_dossiers() {
        let held = put(
            &world,
            Role::Rssi,
            DOSSIER,
            &json!({"account": "agent_academie@exemple.fr", "version": 0}),
        )
        .await;
        let held = held.json();
        assert_eq!(
            (&held["account"], &held["version"]),
            (&json!("Personne agent_academie"), &json!(1))
        );
        let late = put(
            &world,
            Role::Rssi,
            DOSSIER,
            &json!({"account": "me", "version": 0}),
        )
        .await
        .problem(409);
        assert!(late.text().contains("Personne agent_academie"), "{}", late.text());
        let path = format!("/api/v1/incidents/{DOSSIER}");
        let dossier = call(&world, Role::Rssi, Method::GET, &path, &Value::Null)
            .await
            .json();
        assert_eq!(dossier["assignment"], held);
        for (wrong, fields) in [
            (json!({}), vec!["account"]),
            (json!({"account": "me", "team": "x"}), vec!["team"]),
            (json!({"team": "inconnue"}), vec!["holder"]),
            (json!({"account": "dpo@exemple.fr"}), vec!["holder"]),
            (
                json!({"account": "me", "version": "un", "x": 1}),
                vec!["version", "x"],
            ),
        ] {
            let refused = put(&world, Role::Rssi, DOSSIER, &wrong).await.problem(422);
            assert_eq!(refused.wrong_fields(), fields, "{wrong}");
        }
        put(&world, Role::Rsn, DOSSIER, &json!({"account": "me"}))
            .await
            .problem(403);
        put(&world, Role::Dpo, DOSSIER, &json!({"account": "me"}))
            .await
            .problem(404);
        let free = put(&world, Role::AgentAcademie, DOSSIER, &json!({"account": null}))
            .await
            .json();
        assert_eq!((&free["account"], &free["version"]), (&Value::Null, &json!(2)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn teams_are_kept_by_the_administrator_and_read_by_their_convention() {
    for world in with_dossiers() {
        let new = json!({"party": "academie", "name": "Postes", "members": ["agent_academie@exemple.fr"]});
        let token = world.token(Role::Admin);
        let asked =
            |body: &Value| post("/api/v1/teams", &token, body).insert_header(("Idempotency-Key", "a"));
        let added = answer(&world.app(), asked(&new)).await;
        assert_eq!(
            (added.status.as_u16(), added.header("idempotency-replayed")),
            (201, "")
        );
        let again = answer(&world.app(), asked(&new)).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.json(), added.json());
        let place = added.header("location").to_owned();
        let listed = call(&world, Role::Rssi, Method::GET, "/api/v1/teams", &Value::Null)
            .await
            .json();
        assert_eq!(listed["items"], json!([added.json()]));
        let none = call(&world, Role::Rsn, Method::GET, "/api/v1/teams", &Value::Null)
            .await
            .json();
        assert_eq!(none["items"], json!([]), "a school has no convention of its own");
        let changed = json!({"version": 1, "members": []});
        let changed = call(&world, Role::Admin, Method::PATCH, &place, &changed)
            .await
            .json();
        assert_eq!(
            (&changed["name"], &changed["version"]),
            (&json!("Postes"), &json!(2))
        );
        let refused = json!({"version": 1, "name": "Autre"});
        call(&world, Role::Admin, Method::PATCH, &place, &refused)
            .await
            .problem(409);
        let wrong = json!({"party": "region", "name": 3});
        let wrong = call(&world, Role::Admin, Method::POST, "/api/v1/teams", &wrong)
            .await
            .problem(422);
        assert_eq!(wrong.wrong_fields(), ["party", "name"].map(str::to_owned));
        call(&world, Role::Rssi, Method::DELETE, &place, &Value::Null)
            .await
            .problem(403);
        let gone = call(&world, Role::Admin, Method::DELETE, &place, &Value::Null).await;
        assert_eq!(gone.status.as_u16(), 204);
        call(&world, Role::Admin, Method::DELETE, &place, &Value::Null)
            .await
            .problem(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_tells_what_comes_back_to_its_account() {
    for world in with_dossiers() {
        put(&world, Role::Rssi, DOSSIER, &json!({"account": "me"}))
            .await
            .json();
        let action = json!({"kind": "action", "text": "Isoler", "owner": "me", "due_on": "2026-03-09"});
        let path = format!("/api/v1/incidents/{DOSSIER}/entries");
        call(&world, Role::Rssi, Method::POST, &path, &action)
            .await
            .json();
        let review = json!({"due_on": "2026-03-09", "reason": "Réponse de l’éditeur."});
        let path = format!("/api/v1/incidents/{DOSSIER}/review");
        call(&world, Role::Rssi, Method::PUT, &path, &review).await.json();
        let queue_of = queue(&world, Role::Rssi, "").await;
        assert_eq!(queue_of["counts"], json!({"mine": 1, "team": 0, "free": 0}));
        assert_eq!(queue_of["dossiers"]["items"][0]["reference"], DOSSIER);
        assert_eq!(queue_of["dossiers"]["items"][0]["holder"], "Personne rssi");
        assert_eq!(queue_of["actions"][0]["title"], "Isoler");
        assert_eq!(
            (&queue_of["reviews"][0]["due_on"], &queue_of["reviews"][0]["due"]),
            (&json!("2026-03-09"), &json!(false))
        );
        let free = queue(&world, Role::Dpo, "?whose=free").await;
        assert_eq!(free["dossiers"]["items"][0]["reference"], OTHER);
        for query in ["?whose=all", "?cursor=x", "?limit=0"] {
            let path = format!("/api/v1/me/queue{query}");
            call(&world, Role::Dpo, Method::GET, &path, &Value::Null)
                .await
                .problem(422);
        }
        let odd = tocsin::web::params::cursor(&["hier", "x"]);
        let path = format!("/api/v1/me/queue?cursor={odd}");
        call(&world, Role::Dpo, Method::GET, &path, &Value::Null)
            .await
            .problem(422);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_is_followed_and_left() {
    for world in with_dossiers() {
        let path = format!("/api/v1/incidents/{OTHER}/watch");
        for method in [Method::PUT, Method::PUT, Method::DELETE, Method::DELETE] {
            let done = call(&world, Role::Dpo, method, &path, &Value::Null).await;
            assert_eq!(done.status.as_u16(), 204);
        }
        let hidden = format!("/api/v1/incidents/{DOSSIER}/watch");
        call(&world, Role::Dpo, Method::PUT, &hidden, &Value::Null)
            .await
            .problem(404);
        call(&world, Role::Observer, Method::PUT, &path, &Value::Null)
            .await
            .problem(403);
    }
}
