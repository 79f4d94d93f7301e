//! Every migration exists for both engines under one name and goes forth and back.

use super::fault::{Fault, expect_none};
use super::tree::{File, files};

const ENGINES: [&str; 2] = ["sqlite", "postgres"];
const HALVES: [&str; 2] = ["up.sql", "down.sql"];

/// A file that holds no statement does nothing.
fn has_statement(file: &File) -> bool {
    file.text
        .lines()
        .any(|line| !line.trim().is_empty() && !line.trim_start().starts_with("--"))
}

fn faults(found: &[File]) -> Vec<Fault> {
    let mut names: Vec<&str> = found
        .iter()
        .filter_map(|file| file.path.split('/').nth(2))
        .collect();
    names.sort_unstable();
    names.dedup();
    let expected = names.iter().flat_map(|name| {
        ENGINES.iter().flat_map(move |engine| {
            HALVES
                .iter()
                .map(move |half| format!("migrations/{engine}/{name}/{half}"))
        })
    });
    expected
        .filter(|path| !found.iter().any(|file| file.path == *path && has_statement(file)))
        .map(|path| {
            Fault::new(
                &path,
                1,
                "a migration has both halves on both engines, and none is empty",
            )
        })
        .collect()
}

#[test]
fn every_migration_stands_on_both_engines() {
    expect_none(faults(&files(&["migrations"], ".sql")));
}

#[test]
fn a_migration_of_one_engine_or_without_way_back_is_a_fault() {
    let file = |path: &str, text: &str| File::example(&format!("migrations/{path}"), text);
    let found = [
        file("sqlite/1_a/up.sql", "CREATE TABLE a (x TEXT) STRICT;"),
        file("sqlite/1_a/down.sql", "-- nothing to do\n"),
        file("postgres/1_a/up.sql", "CREATE TABLE a (x TEXT);"),
    ];
    let told: Vec<_> = faults(&found).into_iter().map(|fault| fault.file).collect();
    assert_eq!(
        told,
        [
            "migrations/sqlite/1_a/down.sql",
            "migrations/postgres/1_a/down.sql"
        ]
    );
}
