//! Reading through the API: one sees one's own, and what one may not see looks like what does not exist.

use actix_web::http::Method;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::obligations::{Arising, Creditor, Kind};
use tocsin::domain::people::{Party, Role};
use tocsin::domain::uai::Uai;
use tocsin::store::{incidents, obligations};

use crate::support::http::{Answer, answer, signed};
use crate::support::world::{BROSSOLETTE, CASSIN, World, touched};

async fn get(world: &World, role: Role, path: &str) -> Answer {
    answer(&world.app(), signed(Method::GET, path, &world.token(role))).await
}

async fn items(world: &World, role: Role, path: &str) -> Vec<Value> {
    let listed = get(world, role, path).await;
    assert_eq!(listed.status.as_u16(), 200, "{path}: {}", listed.text());
    listed.json()["items"].as_array().unwrap().clone()
}

async fn references(world: &World, role: Role, path: &str) -> Vec<String> {
    let items = items(world, role, path).await;
    items
        .iter()
        .map(|item| item["reference"].as_str().unwrap().to_owned())
        .collect()
}

/// A dossier of Cassin for the académie, then one of Brossolette for the département, a minute apart.
fn with_two_dossiers(world: &World) {
    let harmless = Report {
        personal_data: PersonalData::No,
        ..world.a_report()
    };
    world.reported(Role::Rsn, harmless.clone());
    world.clock.set(world.clock.now() + TimeDelta::minutes(1));
    let for_departement = Report {
        establishment_uai: Some(Uai::parse(BROSSOLETTE).unwrap()),
        title: "Le réseau pédagogique est coupé".to_owned(),
        components: vec![touched("poste-pedagogique", None)],
        ..harmless
    };
    world.reported(Role::Rssi, for_departement);
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_lists_what_they_see() {
    for world in World::on_each_engine() {
        with_two_dossiers(&world);
        let list = "/api/v1/incidents";
        assert_eq!(
            references(&world, Role::Rssi, list).await,
            ["SSI-2026-0002", "SSI-2026-0001"]
        );
        assert_eq!(references(&world, Role::Rsn, list).await, ["SSI-2026-0001"]);
        assert_eq!(references(&world, Role::Dpo, list).await, ["SSI-2026-0002"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_narrowed_by_its_filters() {
    for world in World::on_each_engine() {
        with_two_dossiers(&world);
        for (query, expected) in [
            ("handler=departement", vec!["SSI-2026-0002"]),
            ("status=closed", vec![]),
            ("status=reported&establishment=0350003N", vec!["SSI-2026-0001"]),
            ("q=RESEAU%20p%C3%A9da", vec!["SSI-2026-0002"]),
            ("q=ssi-2026-0001", vec!["SSI-2026-0001"]),
            ("from=2026-03-02T09:01:00%2B01:00", vec!["SSI-2026-0002"]),
            ("to=2026-03-02T09:01:00%2B01:00", vec!["SSI-2026-0001"]),
        ] {
            assert_eq!(
                references(&world, Role::Rssi, &format!("/api/v1/incidents?{query}")).await,
                expected,
                "{query}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_read_slice_by_slice() {
    for world in World::on_each_engine() {
        with_two_dossiers(&world);
        let first = get(&world, Role::Rssi, "/api/v1/incidents?limit=1").await.json();
        assert_eq!(first["items"][0]["reference"], "SSI-2026-0002");
        let cursor = first["next_cursor"].as_str().unwrap();
        let second = get(
            &world,
            Role::Rssi,
            &format!("/api/v1/incidents?limit=1&cursor={cursor}"),
        )
        .await
        .json();
        assert_eq!(second["items"][0]["reference"], "SSI-2026-0001");
        assert!(second["next_cursor"].is_null());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn not_allowed_and_not_existing_look_the_same() {
    for world in World::on_each_engine() {
        with_two_dossiers(&world);
        for role in [Role::Rsn, Role::ChefEtablissement] {
            let hidden = get(&world, role, "/api/v1/incidents/SSI-2026-0002")
                .await
                .problem(404);
            let absent = get(&world, role, "/api/v1/incidents/SSI-2026-9999")
                .await
                .problem(404);
            assert_eq!(anonymous(&hidden), anonymous(&absent));
        }
        let hidden = get(&world, Role::Dpo, "/api/v1/journal?incident=SSI-2026-0001")
            .await
            .problem(404);
        let absent = get(&world, Role::Dpo, "/api/v1/journal?incident=SSI-2026-9999")
            .await
            .problem(404);
        assert_eq!(anonymous(&hidden), anonymous(&absent));
    }
}

/// The answer without what is the caller's own: its number and the path asked for.
fn anonymous(answer: &Answer) -> (Value, Vec<String>) {
    let mut document = answer.json();
    let members = document.as_object_mut().unwrap();
    members.remove("instance");
    members.remove("request_id");
    let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
    headers.sort();
    (document, headers)
}

#[tokio::test(flavor = "multi_thread")]
async fn duties_are_listed_by_standing_and_debtor() {
    for world in World::on_each_engine() {
        with_two_dossiers(&world);
        let count = async |role, query: &str| {
            items(&world, role, &format!("/api/v1/obligations?{query}"))
                .await
                .len()
        };
        let all = count(Role::Rssi, "").await;
        assert!(all >= 4, "{all}");
        assert_eq!(count(Role::Rssi, "state=pending").await, all);
        assert_eq!(count(Role::Rssi, "state=met").await, 0);
        assert_eq!(
            count(Role::Rssi, "state=overdue").await,
            0,
            "what is owed without delay has no due instant"
        );
        let of_departement = items(&world, Role::Rssi, "/api/v1/obligations?party=departement").await;
        assert!(of_departement.iter().all(|duty| duty["debtor"] == "departement"));
        let of_school = items(&world, Role::Rsn, "/api/v1/obligations").await;
        assert!(!of_school.is_empty() && of_school.iter().all(|duty| duty["incident"] == "SSI-2026-0001"));
    }
}

/// A duty of the dossier of Cassin that is due two days after the report.
fn with_a_deadline(world: &World) -> DateTime<Utc> {
    let (sight, starts_at) = (world.account(Role::Rssi).sight(), world.clock.now());
    let due = starts_at + TimeDelta::hours(48);
    let arising = Arising {
        kind: Kind::Breach48h,
        debtor: Party::Departement,
        creditor: Creditor::Dpd,
        starts_at,
        due_at: Some(due),
        clause: "Convention, article 6.2".to_owned(),
        address: String::new(),
    };
    let inserted = world.write(|db| {
        let dossier = incidents::find(db, "SSI-2026-0001", &sight)?.unwrap();
        obligations::insert(db, "deadline", &dossier.id, &arising, None)
    });
    inserted.unwrap();
    due
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_is_overdue_after_its_last_instant() {
    for world in World::on_each_engine() {
        with_two_dossiers(&world);
        let due = with_a_deadline(&world);
        let overdue = "/api/v1/obligations?state=overdue";
        world.clock.set(due);
        assert!(items(&world, Role::Rssi, overdue).await.is_empty());
        world.clock.set(due + TimeDelta::microseconds(1));
        let late = items(&world, Role::Rssi, overdue).await;
        assert_eq!(
            (late.len(), &late[0]["kind"], &late[0]["overdue"]),
            (1, &"breach_48h".into(), &true.into())
        );
        assert!(
            items(&world, Role::Dpo, overdue).await.is_empty(),
            "not a dossier of the département"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn schools_are_found_without_accents_and_slice_by_slice() {
    for world in World::on_each_engine() {
        let found = items(&world, Role::Rsn, &format!("/api/v1/establishments?q={CASSIN}")).await;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["convention"], "ille-et-vilaine-2025");
        let (mut seen, mut path) = (Vec::new(), "/api/v1/establishments?limit=1".to_owned());
        loop {
            let slice = get(&world, Role::Rsn, &path).await.json();
            seen.push(slice["items"][0]["name"].as_str().unwrap().to_owned());
            let Some(cursor) = slice["next_cursor"].as_str() else {
                break;
            };
            path = format!("/api/v1/establishments?limit=1&cursor={cursor}");
        }
        let mut sorted = seen.clone();
        sorted.sort();
        assert_eq!((seen.len(), seen), (4, sorted));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reference_lists_say_what_may_be_touched_and_under_which_convention() {
    let world = World::on_sqlite();
    let components = get(&world, Role::Rsn, "/api/v1/components?limit=200")
        .await
        .json();
    assert_eq!(components["convention"], "ille-et-vilaine-2025");
    assert!(components["networks"].as_array().unwrap().len() >= 2);
    let ids: Vec<&Value> = components["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["id"])
        .collect();
    assert!(ids.contains(&&Value::from("poste-administratif")));
    let conventions = items(&world, Role::Rsn, "/api/v1/conventions").await;
    let home: Vec<&Value> = conventions
        .iter()
        .filter(|convention| convention["home"] == true)
        .collect();
    assert_eq!(home.len(), 1);
    assert_eq!(
        (&home[0]["id"], &home[0]["in_force"]),
        (&"ille-et-vilaine-2025".into(), &true.into())
    );
    assert_eq!(
        home[0]["components"].as_u64().unwrap(),
        u64::try_from(ids.len()).unwrap()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_reads_one_s_own_account() {
    let world = World::on_sqlite();
    let me = get(&world, Role::Rsn, "/api/v1/me").await.json();
    assert_eq!(
        (&me["roles"][0], &me["schools"][0]),
        (&"rsn".into(), &CASSIN.into())
    );
}
