//! The schema's history, carried in the program: one set of SQL for each engine, same names on both.

use diesel::migration::MigrationVersion;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::db::{Db, Store};
use super::error::StoreError;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

type Boxed = Box<dyn std::error::Error + Send + Sync>;

/// Brings the schema up to date; tells how many migrations ran.
///
/// # Errors
/// [`StoreError::Migration`] names the step that failed; earlier steps stay applied.
pub fn run(store: &Store) -> Result<usize, StoreError> {
    let mut connection = store.writer()?;
    let done = match &mut *connection {
        Db::Sqlite(c) => c.run_pending_migrations(SQLITE).map(|v| v.len()),
        Db::Pg(c) => c.run_pending_migrations(POSTGRES).map(|v| v.len()),
    };
    done.map_err(failed)
}

/// Undoes every migration, newest first: for tests that prove that each goes forth and back.
///
/// # Errors
/// [`StoreError::Migration`] names the step that failed.
pub fn revert_all(store: &Store) -> Result<usize, StoreError> {
    let mut connection = store.writer()?;
    let done: Result<Vec<MigrationVersion<'_>>, Boxed> = match &mut *connection {
        Db::Sqlite(c) => c.revert_all_migrations(SQLITE),
        Db::Pg(c) => c.revert_all_migrations(POSTGRES),
    };
    done.map(|v| v.len()).map_err(failed)
}

/// Undoes the newest migration: for tests that go back to before one of them.
///
/// # Errors
/// [`StoreError::Migration`] when it cannot be undone, or when there is none.
pub fn revert_newest(store: &Store) -> Result<(), StoreError> {
    let mut connection = store.writer()?;
    let done = match &mut *connection {
        Db::Sqlite(c) => c.revert_last_migration(SQLITE).map(|_| ()),
        Db::Pg(c) => c.revert_last_migration(POSTGRES).map(|_| ()),
    };
    done.map_err(failed)
}

/// How many migrations the database still lacks.
///
/// # Errors
/// [`StoreError::Migration`] when the history cannot be read.
pub fn pending(store: &Store) -> Result<usize, StoreError> {
    let mut connection = store.writer()?;
    let pending = match &mut *connection {
        Db::Sqlite(c) => c.pending_migrations(SQLITE).map(|v| v.len()),
        Db::Pg(c) => c.pending_migrations(POSTGRES).map(|v| v.len()),
    };
    pending.map_err(failed)
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "used with map_err, which gives the value"
)]
fn failed(error: Boxed) -> StoreError {
    StoreError::Migration(error.to_string())
}
