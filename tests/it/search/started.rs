//! Dossiers recorded before there was a search are found once the program has started.

use diesel::RunQueryDsl;
use tocsin::actions::search::prepare;
use tocsin::domain::people::Role;
use tocsin::store::{StoreError, incidents, migrations};

use super::{found, sql, words};
use crate::support::world::World;

/// Whether the database is one in which there is a search.
fn knows_search(world: &World) -> bool {
    let asked: Result<usize, StoreError> = world
        .database
        .store
        .write(|db| Ok(diesel::sql_query("delete from component_labels where false").execute(db)?));
    asked.is_ok()
}

#[test]
fn dossiers_older_than_the_search_are_indexed_at_the_start() {
    for world in World::on_each_engine() {
        let store = &world.database.store;
        let reference = world.reported(Role::Rsn, world.a_report()).reference;
        world.clock.set(world.clock.now() + chrono::TimeDelta::hours(5));
        world.attached(Role::Rsn, &reference);
        let changed_at = |world: &World| {
            let sight = world.account(Role::Rssi).sight();
            let listed = world.read(|db| incidents::list(db, &sight, &words(""), None, 10));
            listed[0].listed.changed_at
        };
        let before = changed_at(&world);
        assert_eq!(before, world.clock.now());
        while knows_search(&world) {
            migrations::revert_newest(store).unwrap();
        }
        migrations::run(store).unwrap();
        assert!(found(&world, Role::Rsn, &words("secretariat")).is_empty());
        assert_eq!(prepare(store, &world.instance.catalogue).unwrap(), 1);
        assert_eq!(prepare(store, &world.instance.catalogue).unwrap(), 0);
        for typed in ["secretariat", "pare feu", "0350003N"] {
            assert_eq!(
                found(&world, Role::Rsn, &words(typed)),
                std::slice::from_ref(&reference),
                "{typed}"
            );
        }
        assert_eq!(changed_at(&world), before);
    }
}

#[test]
fn more_dossiers_than_are_indexed_at_a_time_are_all_indexed() {
    for world in World::on_each_engine() {
        super::many::fill(&world, 600);
        sql(&world, "delete from incident_search");
        let indexed = prepare(&world.database.store, &world.instance.catalogue).unwrap();
        assert_eq!(indexed, 600);
        assert_eq!(found(&world, Role::Rssi, &words("panne")).len(), 600);
    }
}
