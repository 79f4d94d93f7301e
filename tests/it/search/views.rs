//! The filters that people keep under names: their own, twenty at most, each name once.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::{Value, json};
use tocsin::domain::people::Role;

use crate::support::http::{Answer, answer, post, signed};
use crate::support::site::{Form, Site};
use crate::support::world::World;

const VIEWS: &str = "/api/v1/views";

async fn ask(world: &World, request: TestRequest) -> Answer {
    answer(&world.app(), request).await
}

async fn names(world: &World, role: Role) -> Vec<String> {
    let listed = ask(world, signed(Method::GET, VIEWS, &world.token(role)))
        .await
        .json();
    let items = listed["items"].as_array().unwrap().clone();
    items
        .iter()
        .map(|view| view["name"].as_str().unwrap().to_owned())
        .collect()
}

fn view(name: &str, query: &str) -> Value {
    json!({"name": name, "query": query})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_kept_listed_renamed_and_dropped_by_its_owner_alone() {
    for world in World::on_each_engine() {
        let (rssi, dpd) = (world.token(Role::Rssi), world.token(Role::Dpd));
        let body = view(" Ce qui presse ", "sort=due&status=reported&q=vol+%C3%A9cran");
        let kept = ask(&world, post(VIEWS, &rssi, &body)).await;
        assert_eq!(kept.status.as_u16(), 201, "{}", kept.text());
        let (id, kept_as) = (kept.json()["id"].as_str().unwrap().to_owned(), kept.json());
        assert_eq!(
            (&kept_as["name"], &kept_as["query"]),
            (
                &json!("Ce qui presse"),
                &json!("q=vol+%C3%A9cran&status=reported&sort=due")
            )
        );
        assert_eq!(kept.header("location"), format!("{VIEWS}/{id}"));
        assert!(names(&world, Role::Dpd).await.is_empty());
        let path = format!("{VIEWS}/{id}");
        let rename = |token: &str| {
            signed(Method::PATCH, &path, token)
                .insert_header(("content-type", "application/json"))
                .set_payload(json!({"name": "À voir"}).to_string())
        };
        ask(&world, rename(&dpd)).await.problem(404);
        assert_eq!(ask(&world, rename(&rssi)).await.json()["name"], "À voir");
        ask(&world, signed(Method::DELETE, &path, &dpd))
            .await
            .problem(404);
        assert_eq!(names(&world, Role::Rssi).await, ["À voir"]);
        assert_eq!(
            ask(&world, signed(Method::DELETE, &path, &rssi))
                .await
                .status
                .as_u16(),
            204
        );
        ask(&world, signed(Method::DELETE, &path, &rssi))
            .await
            .problem(404);
        assert!(names(&world, Role::Rssi).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_that_cannot_be_kept_is_refused_with_every_reason() {
    for world in World::on_each_engine() {
        let token = world.token(Role::Rsn);
        let before = world.traces();
        let wrong = [
            (view("", ""), vec!["name", "query"]),
            (view(&"n".repeat(61), "q=vol"), vec!["name"]),
            (view("a\nb", "q=vol"), vec!["name"]),
            (view("Vue", "status=perdu&sort=x"), vec!["query", "query"]),
            (view("Vue", "limit=3"), vec!["query"]),
            (json!({"query": "q=vol"}), vec!["name"]),
            (
                json!({"name": 3, "query": "q=vol", "autre": 1}),
                vec!["name", "autre"],
            ),
        ];
        for (body, expected) in wrong {
            let refused = ask(&world, post(VIEWS, &token, &body)).await.problem(422);
            let errors = refused.json()["errors"].clone();
            let fields: Vec<&str> = errors
                .as_array()
                .unwrap()
                .iter()
                .map(|it| it["field"].as_str().unwrap())
                .collect();
            assert_eq!(fields, expected, "{body}");
        }
        assert_eq!(world.traces(), before);
        for rank in 0..20 {
            let kept = ask(
                &world,
                post(VIEWS, &token, &view(&format!("Vue {rank}"), "q=vol")),
            )
            .await;
            assert_eq!(kept.status.as_u16(), 201);
        }
        let full = ask(&world, post(VIEWS, &token, &view("Vue 20", "q=vol")))
            .await
            .problem(422);
        assert!(full.text().contains("20"), "{}", full.text());
        assert_eq!(names(&world, Role::Rsn).await.len(), 20);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_keeps_one_view_and_the_same_name_is_refused() {
    for world in World::on_each_engine() {
        let token = world.token(Role::Rssi);
        let with_key = |body: &Value| post(VIEWS, &token, body).insert_header(("Idempotency-Key", "vue-1"));
        let first = ask(&world, with_key(&view("Vue", "q=vol"))).await.json();
        let second = ask(&world, with_key(&view("Vue", "q=vol"))).await.json();
        assert_eq!(first["id"], second["id"]);
        ask(&world, with_key(&view("Autre", "q=vol"))).await.problem(422);
        ask(&world, post(VIEWS, &token, &view("Vue", "q=perte")))
            .await
            .problem(422);
        assert_eq!(names(&world, Role::Rssi).await, ["Vue"]);
    }
}

fn form(fields: &[(&str, &str)]) -> Form {
    let owned = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

#[test]
fn a_view_is_kept_from_the_list_and_found_above_it() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        let site = Site::of(world);
        let rsn = site.visitor(Role::Rsn);
        let keep = |name: &str| {
            rsn.post(
                "/dossiers/vues",
                &form(&[("name", name), ("query", "sort=due&status=reported")]),
            )
        };
        let kept = keep("Ce qui presse");
        assert_eq!(
            (kept.status, kept.location.as_str()),
            (303, "/dossiers?status=reported&sort=due")
        );
        let list = rsn.get(&kept.location).body;
        assert!(list.contains("aria-label=\"Mes vues\"") && list.contains("Ce qui presse"));
        assert!(!list.contains("Garder ce filtre"), "it is kept already");
        let again = keep("Ce qui presse");
        assert_eq!(again.status, 422);
        assert!(
            again.body.contains("Vous avez déjà une vue de ce nom.")
                && again.body.contains("value=\"Ce qui presse\"")
        );
        assert!(
            again.body.contains("name=\"query\" value=\"status=reported"),
            "the filter is not lost"
        );
        let id = again
            .body
            .split("/suppression\"")
            .next()
            .unwrap()
            .rsplit_once('/')
            .unwrap()
            .1
            .to_owned();
        let path = format!("/dossiers/vues/{id}");
        let wrong = rsn.post(&path, &form(&[("name", "")]));
        assert_eq!(wrong.status, 422);
        assert!(wrong.body.contains("Donnez un nom à cette vue."));
        let renamed = rsn.post(&path, &form(&[("name", "Urgent")]));
        assert_eq!(renamed.status, 303);
        assert!(
            rsn.get(&renamed.location)
                .body
                .contains("Le nouveau nom est enregistré.")
        );
        assert_eq!(
            site.visitor(Role::Rssi)
                .post(&format!("{path}/suppression"), &form(&[]))
                .status,
            404
        );
        let dropped = rsn.post(&format!("{path}/suppression"), &form(&[]));
        assert_eq!(dropped.status, 303);
        assert!(
            rsn.get(&dropped.location)
                .body
                .contains("Aucune vue pour l’instant")
        );
    }
}
