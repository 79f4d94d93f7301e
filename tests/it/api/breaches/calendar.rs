//! The calendar of deadlines, behind an address that is itself the key.

use actix_web::http::Method;
use tocsin::actions::accounts;
use tocsin::domain::incident::PersonalData;
use tocsin::domain::people::Role;

use super::{BREACH, duty, get, reported};
use crate::support::http::{Answer, answer, request};
use crate::support::world::World;

async fn address(world: &World, role: Role) -> String {
    let me = get(world, role, "/api/v1/me").await.json();
    let url = me["calendar_url"].as_str().unwrap().to_owned();
    url.strip_prefix(&world.instance.public_url).unwrap().to_owned()
}

async fn read(world: &World, path: &str) -> Answer {
    answer(&world.app(), request(Method::GET, path)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_officer_reads_the_deadlines_they_answer_for() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let breach = get(&world, Role::Dpd, BREACH).await.json();
        let id = |kind| duty(&breach, kind)["id"].as_str().unwrap().to_owned();
        let of_dpo = read(&world, &address(&world, Role::Dpo).await).await;
        assert_eq!(of_dpo.header("content-type"), "text/calendar; charset=utf-8");
        let text = of_dpo.text();
        assert!(text.contains(&id("breach_48h")), "{text}");
        assert!(!text.contains(&id("cnil_72h")), "{text}");
        assert!(text.contains("DTEND:20260304T080000Z"), "{text}");
        assert!(text.contains("BEGIN:VALARM"), "{text}");
        let of_head = read(&world, &address(&world, Role::ChefEtablissement).await)
            .await
            .text();
        assert!(of_head.contains(&id("cnil_72h")) && !of_head.contains(&id("breach_48h")));
        let of_agent = read(&world, &address(&world, Role::AgentDepartement).await)
            .await
            .text();
        assert!(!of_agent.contains("BEGIN:VEVENT"), "{of_agent}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_void_once_its_account_is_disabled() {
    for world in World::on_each_engine() {
        let path = address(&world, Role::Dpo).await;
        assert_eq!(read(&world, &path).await.status.as_u16(), 200);
        let access = format!("/api/v1/calendar/{}.ics", world.token(Role::Dpo));
        read(&world, &access).await.problem(404);
        let now = world.clock.now();
        world
            .write(|db| accounts::disable(db, "test", &World::email(Role::Dpo), now))
            .unwrap();
        read(&world, &path).await.problem(404);
    }
}
