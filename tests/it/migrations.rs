//! The schema goes forth and back on both engines.

use tocsin::store::migrations;

use crate::support::engines::{empty_engines, engines};

#[test]
fn every_migration_runs_is_undone_and_runs_again() {
    for database in empty_engines() {
        let store = &database.store;
        let ran = migrations::run(store).unwrap();
        assert!(ran > 0);
        assert_eq!(migrations::pending(store).unwrap(), 0);
        assert_eq!(
            migrations::revert_all(store).unwrap(),
            ran,
            "{:?}",
            store.engine()
        );
        assert_eq!(migrations::pending(store).unwrap(), ran);
        assert_eq!(migrations::run(store).unwrap(), ran, "{:?}", store.engine());
    }
}

#[test]
fn a_database_of_the_tests_has_the_whole_schema() {
    for database in engines() {
        assert_eq!(
            migrations::pending(&database.store).unwrap(),
            0,
            "{}",
            database.url
        );
    }
}
