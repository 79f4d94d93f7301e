//! One act on several dossiers: each is judged by itself.

use actix_web::http::Method;
use serde_json::{Value, json};
use tocsin::domain::incident::PersonalData;
use tocsin::domain::people::Role;

use super::pages::{form, says};
use super::{call, confirmation, contested, delivered, done};
use crate::support::http::Answer;
use crate::support::site::Site;
use crate::support::world::World;

const TOGETHER: &str = "/api/v1/incidents/together";

/// The first dossier is resolved and may be closed; the second was only reported.
async fn two(world: &World) {
    contested(world, PersonalData::No);
    contested(world, PersonalData::No);
    let mut verdict = confirmation();
    verdict["handler"] = json!("academie");
    done(world, Role::Rssi, "/qualification", &verdict).await;
    for to in ["in_progress", "resolved"] {
        done(world, Role::Rssi, "/transitions", &json!({"to": to})).await;
    }
    delivered(world).await;
}

async fn asked(world: &World, role: Role, body: &Value) -> Answer {
    call(world, role, Method::POST, TOGETHER, body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_be_closed_is_closed_and_the_rest_says_why() {
    for world in World::on_each_engine() {
        two(&world).await;
        let both = json!({"act": "close", "references": ["SSI-2026-0002", "SSI-2026-0001", "SSI-2026-0001", "SSI-2026-0009"]});
        let items = asked(&world, Role::Rssi, &both).await.json()["items"].clone();
        let told: Vec<_> = items.as_array().unwrap().iter().collect();
        assert_eq!(told.len(), 3, "a reference given twice counts once");
        assert_eq!(
            (&told[0]["done"], &told[0]["status"]),
            (&json!(false), &json!(409))
        );
        assert!(told[0]["errors"][0]["message"].as_str().unwrap().len() > 10);
        assert_eq!(
            (&told[1]["done"], &told[1]["status"]),
            (&json!(true), &json!(200))
        );
        assert_eq!(told[2]["status"], 404);
        let path = "/api/v1/incidents?status=closed";
        let closed = call(&world, Role::Rssi, Method::GET, path, &Value::Null)
            .await
            .json();
        assert_eq!(closed["items"][0]["reference"], "SSI-2026-0001");
        assert_eq!(closed["count"], 1);
        let others = asked(&world, Role::Dpo, &both).await.json();
        assert_eq!(others["items"][0]["status"], 403, "who handles it closes it");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_day_is_set_everywhere_or_nothing_is_done() {
    for world in World::on_each_engine() {
        two(&world).await;
        let references = ["SSI-2026-0001", "SSI-2026-0002"];
        let wrong = json!({"act": "review", "references": ["../x"], "due_on": "hier", "reason": " "});
        let refused = asked(&world, Role::Rssi, &wrong).await;
        assert_eq!(refused.status, 422);
        let fields: Vec<String> = refused.json()["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(fields, ["references[0]", "due_on", "reason"]);
        let nothing = json!({"act": "close", "references": []});
        assert_eq!(asked(&world, Role::Rssi, &nothing).await.status, 422);
        let right = json!({"act": "review", "references": references, "due_on": "2026-03-20", "reason": "L’éditeur répond."});
        let items = asked(&world, Role::Rssi, &right).await.json()["items"].clone();
        assert!(
            items.as_array().unwrap().iter().all(|item| item["done"] == true),
            "{items}"
        );
        let mine = json!({"act": "assign", "references": references, "account": "me"});
        let items = asked(&world, Role::Rssi, &mine).await.json()["items"].clone();
        assert!(
            items.as_array().unwrap().iter().all(|item| item["done"] == true),
            "{items}"
        );
        let queue = call(&world, Role::Rssi, Method::GET, "/api/v1/me/queue", &Value::Null).await;
        assert!(queue.text().contains("SSI-2026-0002"), "{}", queue.text());
        let nobody = json!({"act": "assign", "references": references});
        assert_eq!(asked(&world, Role::Rssi, &nobody).await.status, 422);
        let list = call(&world, Role::Rssi, Method::GET, "/dossiers", &Value::Null).await;
        assert_ne!(list.status, 200, "a token is no session");
    }
}

#[test]
fn the_page_keeps_what_was_typed_and_tells_what_became_of_each() {
    for world in World::on_each_engine() {
        tokio::runtime::Runtime::new().unwrap().block_on(two(&world));
        let site = Site::of(world);
        let rssi = site.visitor(Role::Rssi);
        let listed = rssi.get("/dossiers");
        says(
            &listed,
            &[
                "Agir sur les dossiers cochés",
                "name=\"dossier\" value=\"SSI-2026-0002\"",
            ],
        );
        assert!(
            !site
                .visitor(Role::Rsn)
                .get("/dossiers")
                .body
                .contains("name=\"dossier\"")
        );
        let page = rssi.get("/dossiers/ensemble?dossier=SSI-2026-0001&dossier=SSI-2026-0002");
        says(
            &page,
            &["Peut être clos.", "Clore ce qui peut l’être", "SSI-2026-0002"],
        );
        let version = page.body.split("SSI-2026-0001/").nth(1).unwrap();
        let version = version.split('"').next().unwrap().to_owned();
        let first = format!("SSI-2026-0001/{version}");
        let typed = form(&[
            ("dossier", &first),
            ("dossier", "SSI-2026-0002/1"),
            ("action", "revoir"),
            ("review_on", "hier"),
            ("review_reason", "La réponse de l’éditeur"),
        ]);
        let refused = rssi.post("/dossiers/ensemble", &typed);
        assert_eq!(refused.status, 422);
        says(
            &refused,
            &["La réponse de l’éditeur", "id=\"review_on-error\"", &first],
        );
        let close = form(&[
            ("dossier", &first),
            ("dossier", "SSI-2026-0002/1"),
            ("action", "clore"),
        ]);
        let told = rssi.post("/dossiers/ensemble", &close);
        says(&told, &["C’est fait pour 1 dossier sur 2", "Fait"]);
        let again = rssi.post(
            "/dossiers/ensemble",
            &form(&[("dossier", &first), ("action", "clore")]),
        );
        says(&again, &["Rien n’a pu être fait"]);
        let other = "SSI-2026-0002/1/0";
        let taken = form(&[
            ("dossier", other),
            ("action", "confier"),
            ("holder", "personne:personne"),
        ]);
        let refused = rssi.post("/dossiers/ensemble", &taken);
        says(&refused, &["Rien n’a pu être fait", "Choisissez une personne"]);
        let stale = form(&[
            ("dossier", "SSI-2026-0002/1/7"),
            ("action", "revoir"),
            ("review_on", "2026-03-20"),
            ("review_reason", "Relancer."),
        ]);
        says(
            &rssi.post("/dossiers/ensemble", &stale),
            &["C’est fait pour ce dossier", "À revoir le"],
        );
        let none = rssi.post("/dossiers/ensemble", &form(&[("action", "clore")]));
        assert_eq!(none.status, 422);
        says(&none, &["Cochez d’abord les dossiers dans la liste."]);
    }
}
