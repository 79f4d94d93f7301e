//! Programs that write in a dossier, follow its plan and read its line of time.

use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use serde_json::{Value, json};
use tocsin::domain::people::Role;

use super::{DOSSIER, with_dossier};
use crate::support::http::{Answer, answer, post, signed};
use crate::support::world::World;

fn path(rest: &str) -> String {
    format!("/api/v1/incidents/{DOSSIER}/{rest}")
}

async fn get(world: &World, role: Role, path: &str) -> Answer {
    answer(&world.app(), signed(Method::GET, path, &world.token(role))).await
}

async fn write(world: &World, role: Role, body: &Value) -> Answer {
    answer(&world.app(), post(&path("entries"), &world.token(role), body)).await
}

async fn send(world: &World, role: Role, method: Method, path: &str, body: &Value) -> Answer {
    let asked = signed(method, path, &world.token(role))
        .insert_header((CONTENT_TYPE, "application/json"))
        .set_payload(body.to_string());
    answer(&world.app(), asked).await
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_of_each_kind_are_written_corrected_and_listed() {
    for world in with_dossier() {
        let fact = json!({"kind": "fact", "text": "Poste éteint.", "at": "2026-02-27T10:00:00+01:00"});
        let written = write(&world, Role::Rsn, &fact).await;
        assert_eq!(written.status.as_u16(), 201, "{}", written.text());
        assert_eq!(written.json()["at"], "2026-02-27T09:00:00.000000Z");
        let decision = json!({"kind": "decision", "text": "On réinstalle.", "corrects": null});
        assert_eq!(write(&world, Role::Rssi, &decision).await.json()["number"], 2);
        let correction = json!({"kind": "comment", "text": "Poste débranché.", "corrects": 1});
        assert_eq!(write(&world, Role::Rsn, &correction).await.json()["corrects"], 1);
        let twice = write(&world, Role::Rsn, &correction).await.problem(409);
        assert_eq!(twice.wrong_fields(), ["corrects"]);
        let listed = get(&world, Role::Rsn, &path("entries?limit=2")).await.json();
        assert_eq!(listed["items"][0]["corrected_by"], 3);
        assert_eq!(listed["items"][0]["written_by"], "Personne rsn");
        let next = listed["next_cursor"].as_str().unwrap().to_owned();
        let rest = get(&world, Role::Rsn, &path(&format!("entries?cursor={next}")))
            .await
            .json();
        assert_eq!(rest["items"][0]["text"], "Poste débranché.");
        assert!(rest["next_cursor"].is_null());
        get(&world, Role::Dpo, &path("entries")).await.problem(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_at_once_beside_its_field() {
    let [world, _] = with_dossier();
    for (body, fields) in [
        (json!({"kind": "fact", "text": " "}), vec!["text", "at"]),
        (
            json!({"kind": "fact", "text": "x", "at": "2027-01-01T00:00:00Z"}),
            vec!["at"],
        ),
        (
            json!({"kind": "comment", "text": "@dpo", "corrects": 9}),
            vec!["corrects", "text"],
        ),
        (
            json!({"kind": "note", "text": "x", "titre": 1}),
            vec!["kind", "titre"],
        ),
        (
            json!({"kind": "action", "text": "", "owner": "dpo@exemple.fr", "due_on": "2026-03-01"}),
            vec!["text", "due_on", "owner"],
        ),
        (
            json!({"kind": "action", "text": "x", "at": "2026-03-01T00:00:00Z"}),
            vec!["owner", "due_on", "at"],
        ),
        (
            json!({"kind": "action", "text": "x", "owner": "me", "due_on": "2026-02-30"}),
            vec!["due_on"],
        ),
    ] {
        let refused = write(&world, Role::Rssi, &body).await.problem(422);
        assert_eq!(refused.wrong_fields(), fields, "{body}");
    }
    let action = json!({"kind": "action", "text": "x", "owner": "me", "due_on": "2026-03-09"});
    write(&world, Role::Rsn, &action).await.problem(403);
    write(&world, Role::Dpo, &action).await.problem(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_and_request_write_once() {
    for world in with_dossier() {
        let action =
            json!({"kind": "action", "text": "Isoler", "owner": "etablissement", "due_on": "2026-03-09"});
        let entry = json!({"kind": "comment", "text": "Vu."});
        for (key, body) in [("a", &action), ("b", &entry)] {
            let token = world.token(Role::Rssi);
            let asked =
                |body: &Value| post(&path("entries"), &token, body).insert_header(("Idempotency-Key", key));
            let first = answer(&world.app(), asked(body)).await;
            assert_eq!(
                (first.status.as_u16(), first.header("idempotency-replayed")),
                (201, "")
            );
            let before = world.traces();
            let again = answer(&world.app(), asked(body)).await;
            assert_eq!(again.header("idempotency-replayed"), "true");
            assert_eq!((again.json(), world.traces()), (first.json(), before));
            answer(&world.app(), asked(&json!({"kind": "comment", "text": "Autre."})))
                .await
                .problem(422);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_action_is_planned_changed_and_found_again_across_dossiers() {
    for world in with_dossier() {
        let action = json!({"kind": "action", "text": "Isoler le poste", "owner": "rsn@exemple.fr", "due_on": "2026-03-09"});
        let planned = write(&world, Role::Rssi, &action).await;
        let place = planned.header("location").to_owned();
        assert_eq!(place, path("actions/1"));
        assert_eq!(
            planned.json()["owner"],
            json!({"person": "Personne rsn", "party": null})
        );
        let done = json!({"version": 1, "state": "done", "evidence": "Ticket clos.", "due_on": "2026-03-10"});
        let changed = send(&world, Role::Rsn, Method::PATCH, &place, &done).await.json();
        assert_eq!(
            (&changed["state"], &changed["version"]),
            (&json!("done"), &json!(2))
        );
        assert_eq!(
            changed["changes"][0]["fields"]["due_on"],
            json!(["2026-03-09", "2026-03-10"])
        );
        let late = send(&world, Role::Rssi, Method::PATCH, &place, &done)
            .await
            .problem(409);
        assert!(late.text().contains("Personne rsn"), "{}", late.text());
        let wrong = json!({"state": "dropped", "due_on": "hier", "owner": "x", "attachment": "y"});
        let refused = send(&world, Role::Rssi, Method::PATCH, &place, &wrong)
            .await
            .problem(422);
        assert_eq!(
            refused.wrong_fields(),
            ["due_on"],
            "what cannot be read comes first"
        );
        let wrong = json!({"state": "dropped", "owner": "x", "attachment": "y"});
        let refused = send(&world, Role::Rssi, Method::PATCH, &place, &wrong)
            .await
            .problem(422);
        assert_eq!(refused.wrong_fields(), ["reason", "owner", "attachment"]);
        assert_eq!(
            get(&world, Role::Rsn, &place).await.json()["title"],
            "Isoler le poste"
        );
        assert_eq!(
            get(&world, Role::Rsn, &path("actions")).await.json()["items"][0]["number"],
            1
        );
        get(&world, Role::Rsn, &path("actions/2")).await.problem(404);
        for (query, found) in [
            ("", 1),
            ("?state=done", 1),
            ("?state=planned", 0),
            ("?overdue=true", 0),
            ("?owner=me", 0),
            ("?owner=rsn@exemple.fr", 1),
            ("?owner=academie", 0),
        ] {
            let listed = get(&world, Role::Rssi, &format!("/api/v1/actions{query}"))
                .await
                .json();
            assert_eq!(listed["items"].as_array().unwrap().len(), found, "{query}");
        }
        assert_eq!(
            get(&world, Role::Rsn, "/api/v1/actions?owner=me").await.json()["items"][0]["incident"],
            DOSSIER
        );
        get(&world, Role::Rssi, "/api/v1/actions?state=lost")
            .await
            .problem(422);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn actions_are_listed_in_slices() {
    for world in with_dossier() {
        for due in ["2026-03-12", "2026-03-09", "2026-03-12"] {
            let action = json!({"kind": "action", "text": due, "owner": "me", "due_on": due});
            write(&world, Role::Rssi, &action).await;
        }
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let listed = get(&world, Role::Rssi, &format!("/api/v1/actions?limit=1{cursor}"))
                .await
                .json();
            found.extend(
                listed["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|item| item["number"].clone()),
            );
            match listed["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(found, [json!(2), json!(1), json!(3)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_day_is_set_and_taken_away() {
    for world in with_dossier() {
        let place = path("review");
        let body = json!({"due_on": "2026-03-09", "reason": "Réponse de l’éditeur."});
        let set = send(&world, Role::Rsn, Method::PUT, &place, &body).await.json();
        assert_eq!(
            (&set["party"], &set["due_on"]),
            (&json!("etablissement"), &json!("2026-03-09"))
        );
        let dossier = get(&world, Role::Rssi, &format!("/api/v1/incidents/{DOSSIER}"))
            .await
            .json();
        assert_eq!(dossier["reviews"], json!([set]));
        let wrong = json!({"due_on": "2026-03-02", "reason": ""});
        let refused = send(&world, Role::Rsn, Method::PUT, &place, &wrong)
            .await
            .problem(422);
        assert_eq!(refused.wrong_fields(), ["due_on", "reason"]);
        send(&world, Role::Dpo, Method::PUT, &place, &body)
            .await
            .problem(404);
        for _ in 0..2 {
            let gone = answer(
                &world.app(),
                signed(Method::DELETE, &place, &world.token(Role::Rsn)),
            )
            .await;
            assert_eq!(gone.status.as_u16(), 204);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_line_of_time_comes_in_slices_and_a_changed_cursor_is_refused() {
    for world in with_dossier() {
        write(&world, Role::Rsn, &json!({"kind": "comment", "text": "Vu."})).await;
        let first = get(&world, Role::Rssi, &path("timeline?limit=1&order=oldest"))
            .await
            .json();
        let next = first["next_cursor"].as_str().unwrap().to_owned();
        let second = get(
            &world,
            Role::Rssi,
            &path(&format!("timeline?limit=1&order=oldest&cursor={next}")),
        )
        .await
        .json();
        assert_ne!(first["items"], second["items"]);
        let all = get(&world, Role::Rssi, &path("timeline?limit=200")).await.json();
        let items = all["items"].as_array().unwrap();
        assert!(items.iter().any(|item| item["entry"]["text"] == "Vu."), "{all}");
        let odd = tocsin::web::params::cursor(&["hier", "entry", "x"]);
        for query in [
            format!("cursor={odd}"),
            "order=up".to_owned(),
            "cursor=x".to_owned(),
        ] {
            get(&world, Role::Rssi, &path(&format!("timeline?{query}")))
                .await
                .problem(422);
        }
        get(&world, Role::Dpo, &path("timeline")).await.problem(404);
    }
}
