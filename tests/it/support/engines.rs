//! The same test on both engines: whatever holds on SQLite holds on PostgreSQL.

use std::any::Any;

use tocsin::store::{Store, migrations};

use super::postgres::{copy_of, empty_database};
use super::sqlite::sqlite_url;

/// A store that lives as long as this value, on one of the engines.
pub(crate) struct Database {
    /// What the test works on. It lets go of the database first.
    pub(crate) store: Store,
    /// The address, for a second store on the same database or for a program.
    pub(crate) url: String,
    _kept: Box<dyn Any + Send + Sync>,
}

/// A store with today's schema and no rows, on SQLite and on PostgreSQL.
pub(crate) fn engines() -> [Database; 2] {
    let sqlite = sqlite();
    let copy = copy_of("schema", |url| {
        migrations::run(&Store::open(url).unwrap()).unwrap();
    });
    [sqlite, Database::new(copy.url.clone(), copy)]
}

/// A store with today's schema and no rows, on SQLite alone.
pub(crate) fn sqlite() -> Database {
    let sqlite = on_sqlite();
    migrations::run(&sqlite.store).unwrap();
    sqlite
}

/// A database without a schema, on SQLite and on PostgreSQL.
pub(crate) fn empty_engines() -> [Database; 2] {
    let postgres = empty_database();
    [on_sqlite(), Database::new(postgres.url.clone(), postgres)]
}

fn on_sqlite() -> Database {
    let folder = tempfile::tempdir().unwrap();
    Database::new(sqlite_url(&folder), folder)
}

impl Database {
    fn new(url: String, kept: impl Any + Send + Sync) -> Self {
        Self {
            store: Store::open(&url).unwrap(),
            url,
            _kept: Box::new(kept),
        }
    }
}
