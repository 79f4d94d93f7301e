//! Connections: one writer, several readers, one enum over both engines.

use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Error as PoolError, Pool, PooledConnection};

use super::error::StoreError;
use super::postgres::PgConnection;
use super::writer::Writer;

/// A connection to either engine; every query of the store takes one.
#[derive(diesel::MultiConnection)]
#[allow(
    clippy::large_enum_variant,
    reason = "a handful of connections exist, each in its pool"
)]
pub enum Db {
    /// PostgreSQL.
    Pg(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// Which engine a store runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file beside the program.
    Sqlite,
    /// A server, for several instances.
    Postgres,
}

/// Readers that may run beside the writer.
const READERS: u32 = 4;
/// How long to wait for a connection before telling that the store is unreachable.
const PATIENCE: Duration = Duration::from_secs(10);
/// The advisory lock that makes PostgreSQL writers take turns ("TOCS" in ASCII).
const WRITE_LOCK: i64 = 0x544F_4353;

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    address: Arc<str>,
    writer: Arc<Writer>,
    readers: Pool<ConnectionManager<Db>>,
}

#[derive(Debug, Clone, Copy)]
struct Settings {
    read_only: bool,
}

impl CustomizeConnection<Db, PoolError> for Settings {
    fn on_acquire(&self, db: &mut Db) -> Result<(), PoolError> {
        let read_only = match (&*db, self.read_only) {
            (Db::Sqlite(_), true) => "PRAGMA query_only=ON;",
            (Db::Pg(_), true) => "SET default_transaction_read_only=on;",
            (_, false) => "",
        };
        let common = match db {
            Db::Sqlite(_) => {
                "PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; \
                 PRAGMA trusted_schema=OFF; PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY;"
            }
            Db::Pg(_) => "SET TIME ZONE 'UTC';",
        };
        db.batch_execute(&format!("{common}{read_only}"))
            .map_err(PoolError::QueryError)
    }
}

impl Store {
    /// Opens `sqlite://path` or `postgres://…`; connections are made when first needed.
    ///
    /// # Errors
    /// [`StoreError::Address`] for another scheme, [`StoreError::Connection`] when the database does not answer.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        let (engine, address) = match url.strip_prefix("sqlite://") {
            Some(path) => (Engine::Sqlite, path),
            None if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                (Engine::Postgres, url)
            }
            None => return Err(StoreError::Address("use sqlite://… or postgres://…".to_owned())),
        };
        let writer = pool(address, 1, Settings { read_only: false })?;
        let readers = pool(address, READERS, Settings { read_only: true })?;
        Ok(Self {
            engine,
            address: address.into(),
            writer: Arc::new(Writer::new(writer)),
            readers,
        })
    }

    /// The engine in use.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The path of the SQLite file, or the PostgreSQL address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Runs `act` as one transaction that nobody else writes beside; all of it is kept, or nothing. Acts that wait for
    /// their turn at the same time share one durable commit, and each of them is answered after it.
    ///
    /// Blocks: call it from a blocking thread.
    ///
    /// # Errors
    /// What `act` refused or failed with, or the store's own failure.
    pub fn write<T, E: From<StoreError>>(&self, act: impl FnOnce(&mut Db) -> Result<T, E>) -> Result<T, E> {
        self.writer.write(act)
    }

    /// How many acts wait for their turn to write, in this process.
    #[must_use]
    pub fn waiting_to_write(&self) -> usize {
        self.writer.waiting()
    }

    /// Runs `question` on a connection that cannot write.
    ///
    /// # Errors
    /// What `question` failed with, or the store's own failure.
    pub fn read<T, E: From<StoreError>>(
        &self,
        question: impl FnOnce(&mut Db) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = checkout(&self.readers)?;
        question(&mut connection)
    }

    /// The writer's connection, outside any transaction: for migrations.
    pub(super) fn writer(&self) -> Result<PooledConnection<ConnectionManager<Db>>, StoreError> {
        self.writer.connection()
    }
}

fn pool(address: &str, size: u32, settings: Settings) -> Result<Pool<ConnectionManager<Db>>, StoreError> {
    Pool::builder()
        .max_size(size)
        .min_idle(Some(0))
        .connection_timeout(PATIENCE)
        .test_on_check_out(address.starts_with("postgres"))
        .connection_customizer(Box::new(settings))
        .build(ConnectionManager::new(address))
        .map_err(|e| StoreError::Connection(e.to_string()))
}

pub(super) fn checkout(
    pool: &Pool<ConnectionManager<Db>>,
) -> Result<PooledConnection<ConnectionManager<Db>>, StoreError> {
    pool.get().map_err(|e| StoreError::Connection(e.to_string()))
}

pub(super) fn begin(db: &mut Db) -> QueryResult<()> {
    match db {
        Db::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
        Db::Pg(c) => {
            AnsiTransactionManager::begin_transaction_sql(c, "BEGIN")?;
            diesel::sql_query(format!("SELECT pg_advisory_xact_lock({WRITE_LOCK})"))
                .execute(c)
                .map(|_| ())
        }
    }
}

/// A transaction within the transaction.
pub(super) fn savepoint(db: &mut Db) -> QueryResult<()> {
    match db {
        Db::Sqlite(c) => AnsiTransactionManager::begin_transaction(c),
        Db::Pg(c) => AnsiTransactionManager::begin_transaction(c),
    }
}

/// Keeps what the innermost transaction did; only the outermost one makes it durable.
pub(super) fn commit(db: &mut Db) -> QueryResult<()> {
    match db {
        Db::Sqlite(c) => AnsiTransactionManager::commit_transaction(c),
        Db::Pg(c) => AnsiTransactionManager::commit_transaction(c),
    }
}

/// Undoes what the innermost transaction did.
pub(super) fn rollback(db: &mut Db) -> QueryResult<()> {
    match db {
        Db::Sqlite(c) => AnsiTransactionManager::rollback_transaction(c),
        Db::Pg(c) => AnsiTransactionManager::rollback_transaction(c),
    }
}
