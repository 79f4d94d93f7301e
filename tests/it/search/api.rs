//! `GET /api/v1/incidents`: filters, orders, cursors, counts, and what is told of what is wrong.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tocsin::domain::people::Role;

use crate::support::http::{Answer, answer, signed};
use crate::support::world::World;

const LIST: &str = "/api/v1/incidents";

async fn get(world: &World, role: Role, query: &str) -> Answer {
    let path = format!("{LIST}?{query}");
    answer(&world.app(), signed(Method::GET, &path, &world.token(role))).await
}

fn fields(problem: &Answer) -> Vec<String> {
    let errors = problem.json()["errors"].clone();
    let named = errors.as_array().unwrap().iter();
    named
        .map(|error| error["field"].as_str().unwrap().to_owned())
        .collect()
}

fn with_five(world: &World) {
    let start = world.clock.now();
    for minutes in 0..5 {
        world.clock.set(start + TimeDelta::minutes(minutes));
        world.reported(Role::Rsn, world.a_report());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_tells_how_many_there_are_and_what_is_due_next() {
    for world in World::on_each_engine() {
        with_five(&world);
        let first = get(&world, Role::Rssi, "q=secr%C3%A9tariat&limit=2&sort=due")
            .await
            .json();
        assert_eq!((&first["count"], &first["more_than"]), (&json!(5), &json!(false)));
        assert_eq!(first["items"][0]["reference"], "SSI-2026-0001");
        assert_eq!(first["items"][0]["next_due_at"], first["items"][0]["reported_at"]);
        assert_eq!(first["items"][0]["changed_at"], first["items"][0]["reported_at"]);
        let cursor = first["next_cursor"].as_str().unwrap();
        let query = format!("q=secr%C3%A9tariat&limit=2&sort=due&cursor={cursor}");
        let second = get(&world, Role::Rssi, &query).await.json();
        assert_eq!(second["count"], Value::Null);
        assert_eq!(second["items"][0]["reference"], "SSI-2026-0003");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_is_refused_in_another_order_and_with_another_filter() {
    for world in World::on_each_engine() {
        with_five(&world);
        let first = get(&world, Role::Rssi, "limit=2&overdue=false").await.json();
        let cursor = first["next_cursor"].as_str().unwrap();
        for query in ["sort=changed", "sort=due", "q=poste", "status=reported"] {
            let refused = get(&world, Role::Rssi, &format!("{query}&limit=2&cursor={cursor}"))
                .await
                .problem(422);
            assert_eq!(fields(&refused), ["cursor"], "{query}");
        }
        world.clock.set(world.clock.now() + TimeDelta::hours(1));
        let later = get(
            &world,
            Role::Rssi,
            &format!("limit=2&sort=reported&cursor={cursor}"),
        )
        .await;
        assert_eq!(later.json()["items"][0]["reference"], "SSI-2026-0003");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_parameter_is_told_at_once() {
    let world = World::on_sqlite();
    let query = format!(
        "status=perdu&handler=x&establishment=0350003A&breach=oui&overdue=peut-etre&from=hier&to=demain&sort=taille\
         &limit=0&cursor=abc&severity=9&q={}",
        "a".repeat(161)
    );
    let refused = get(&world, Role::Rssi, &query).await.problem(422);
    let mut named = fields(&refused);
    named.sort();
    assert_eq!(
        named,
        [
            "breach",
            "cursor",
            "establishment",
            "from",
            "handler",
            "limit",
            "overdue",
            "q",
            "severity",
            "sort",
            "status",
            "to"
        ]
    );
    let backwards = get(&world, Role::Rssi, "from=2026-03-02&to=2026-03-01")
        .await
        .problem(422);
    assert_eq!(fields(&backwards), ["to"]);
}
