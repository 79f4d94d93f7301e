//! Searching, narrowing, ordering, counting the list of dossiers, and the views that people keep: the same on both
//! engines.

mod api;
mod many;
mod orders;
mod page;
mod started;
mod views;
mod words;

use diesel::RunQueryDsl;
use tocsin::domain::people::{Role, Sight};
use tocsin::store::StoreError;
use tocsin::store::incidents::{self, Filter, Found};

use crate::support::world::World;

/// What a filter finds for the account of a role, as references.
fn found(world: &World, role: Role, filter: &Filter) -> Vec<String> {
    seen(world, &world.account(role).sight(), filter)
}

fn seen(world: &World, sight: &Sight, filter: &Filter) -> Vec<String> {
    let found = world.read(|db| incidents::list(db, sight, filter, None, 10_000));
    found.into_iter().map(reference).collect()
}

fn reference(found: Found) -> String {
    found.listed.reference
}

/// A filter by words.
fn words(q: &str) -> Filter {
    Filter {
        q: q.to_owned(),
        ..Filter::default()
    }
}

/// Runs a statement that no act of the program would make.
fn sql(world: &World, statement: &str) {
    let done: Result<usize, StoreError> = world.write(|db| Ok(diesel::sql_query(statement).execute(db)?));
    done.unwrap();
}
