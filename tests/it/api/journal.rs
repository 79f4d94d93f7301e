//! The journal through the API: the entries of a dossier one sees, and whether the chain holds.

use actix_web::http::Method;
use diesel::RunQueryDsl;
use serde_json::{Value, json};
use tocsin::domain::people::Role;
use tocsin::store::{Db, Engine};

use crate::support::http::{Answer, answer, signed};
use crate::support::world::World;

async fn get(world: &World, role: Role, path: &str) -> Answer {
    answer(&world.app(), signed(Method::GET, path, &world.token(role))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_entries_of_a_dossier_are_read_in_order() {
    for world in World::on_each_engine() {
        let reference = world.reported(Role::Rsn, world.a_report()).reference;
        let path = format!("/api/v1/journal?incident={reference}");
        let whole = get(&world, Role::Rssi, &path).await.json();
        let entries = whole["items"].as_array().unwrap();
        assert_eq!(entries[0]["act"], "incident_reported");
        assert!(entries.iter().all(|entry| entry["dossier"] == reference.as_str()));
        let first = get(&world, Role::Rssi, &format!("{path}&limit=1")).await.json();
        assert_eq!(first["items"][0], entries[0]);
        assert_eq!(first["next_cursor"].is_null(), entries.len() == 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_chain_names_its_head() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        let token = world.token(Role::Dpd);
        let checked = answer(
            &world.app(),
            signed(Method::GET, "/api/v1/journal/verification", &token),
        )
        .await
        .json();
        assert_eq!(checked["whole"], true);
        let (entries, _, _) = world.traces();
        assert_eq!(
            checked["entries"].as_u64().unwrap(),
            u64::try_from(entries).unwrap()
        );
        assert_eq!(checked["head"].as_str().unwrap().len(), 64);
        assert_eq!(checked.get("broken"), None::<&Value>);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_entry_is_named_and_so_is_one_that_cannot_be_read() {
    for (body, word) in [("{}", "modifiée"), ("{", "ligne")] {
        for world in World::on_each_engine() {
            world.reported(Role::Rsn, world.a_report());
            tamper(&world, body);
            let checked = get(&world, Role::Dpo, "/api/v1/journal/verification")
                .await
                .json();
            assert_eq!(
                (&checked["whole"], &checked["broken"]["seq"]),
                (&json!(false), &json!(3)),
                "{checked}"
            );
            assert_eq!(checked["entries"], 2);
            assert!(
                checked["broken"]["reason"].as_str().unwrap().contains(word),
                "{checked}"
            );
        }
    }
}

/// Changes an entry as only somebody who owns the database can: the triggers are removed first.
fn tamper(world: &World, body: &str) {
    let unguard = match world.database.store.engine() {
        Engine::Sqlite => triggers(world)
            .into_iter()
            .map(|name| format!("DROP TRIGGER {name}"))
            .collect(),
        Engine::Postgres => vec!["ALTER TABLE journal DISABLE TRIGGER USER".to_owned()],
    };
    let change = format!("UPDATE journal SET body = '{body}' WHERE seq = 3");
    let changed = world.write(|db: &mut Db| {
        for statement in unguard.iter().chain([&change]) {
            diesel::sql_query(statement).execute(db)?;
        }
        Ok::<_, tocsin::store::StoreError>(())
    });
    changed.unwrap();
}

#[derive(diesel::QueryableByName)]
struct Trigger {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}

fn triggers(world: &World) -> Vec<String> {
    let query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'";
    let found: Vec<Trigger> = world.read(|db: &mut Db| match db {
        Db::Sqlite(db) => Ok(diesel::sql_query(query).load(db)?),
        Db::Pg(_) => Ok(Vec::new()),
    });
    found.into_iter().map(|trigger| trigger.name).collect()
}
