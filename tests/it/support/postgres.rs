//! A PostgreSQL database for one test, copied from a template that is migrated once per run.
//!
//! Each test runs in its own process, so the template is guarded by an advisory lock of the server. Its name holds a
//! digest of the migrations: a server kept between runs never hands out an old schema.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use tocsin::signing::sha256_hex;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{Client, NoTls};

use super::environment::provided_by_test_command;

/// Any number will do: nobody else uses the server of the tests.
const TEMPLATE_LOCK: i64 = 72_623_859_790;

/// A database that lives as long as this value.
pub(crate) struct PgDatabase {
    /// Where the store finds it: `postgres://…`.
    pub(crate) url: String,
    name: String,
}

impl Drop for PgDatabase {
    fn drop(&mut self) {
        let drop_database = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // During a panic a second one would hide the first, so a failure to clean up is not reported here.
        drop(away_from_any_runtime(move |runtime| {
            runtime.block_on(async {
                connect(&admin_url())
                    .await
                    .batch_execute(&drop_database)
                    .await
                    .is_ok()
            })
        }));
    }
}

/// A database with nothing in it, for tests that migrate it themselves.
pub(crate) fn empty_database() -> PgDatabase {
    let database = unused_name();
    let create = format!("CREATE DATABASE {}", database.name);
    away_from_any_runtime(|runtime| {
        create_anew(
            runtime,
            &runtime.block_on(connect(&admin_url())),
            &database,
            &create,
        );
    })
    .expect("a database could be made");
    database
}

/// A copy of the template called `template`. `fill` is given the address of an empty database and brings it up to
/// date; it is called once per run, whatever the number of tests, and must have let go of the database on return.
pub(crate) fn copy_of(template: &str, fill: impl FnOnce(&str) + Send) -> PgDatabase {
    let database = unused_name();
    let template = format!("tocsin_{template}_{}", digest_of_migrations());
    let create = format!("CREATE DATABASE {} TEMPLATE {template}", database.name);
    away_from_any_runtime(|runtime| {
        let admin = runtime.block_on(connect(&admin_url()));
        make_template(runtime, &admin, &template, fill);
        create_anew(runtime, &admin, &database, &create);
    })
    .expect("a database could be made");
    database
}

fn unused_name() -> PgDatabase {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "tocsin_test_{}_{}",
        process::id(),
        MADE.fetch_add(1, Ordering::Relaxed)
    );
    PgDatabase {
        url: beside_admin(&name),
        name,
    }
}

/// A server that is kept between runs may still hold the database of a test that was killed.
fn create_anew(runtime: &Runtime, admin: &Client, database: &PgDatabase, create: &str) {
    let stale = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", database.name);
    runtime.block_on(async {
        admin.batch_execute(&stale).await.unwrap();
        admin.batch_execute(create).await.unwrap();
    });
}

/// A template is finished when it is marked as one: a run that died half-way leaves an unmarked one behind, which
/// is made anew.
fn make_template(runtime: &Runtime, admin: &Client, name: &str, fill: impl FnOnce(&str)) {
    let finished = runtime.block_on(async {
        admin
            .execute("SELECT pg_advisory_lock($1)", &[&TEMPLATE_LOCK])
            .await
            .unwrap();
        let marked = "SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate";
        admin.query_opt(marked, &[&name]).await.unwrap().is_some()
    });
    if !finished {
        runtime.block_on(async {
            admin
                .batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
                .await
                .unwrap();
            admin
                .batch_execute(&format!("CREATE DATABASE {name}"))
                .await
                .unwrap();
        });
        fill(&beside_admin(name));
        let mark = format!("ALTER DATABASE {name} IS_TEMPLATE true");
        runtime.block_on(admin.batch_execute(&mark)).unwrap();
    }
    runtime
        .block_on(admin.execute("SELECT pg_advisory_unlock($1)", &[&TEMPLATE_LOCK]))
        .unwrap();
}

fn digest_of_migrations() -> String {
    let mut history = Vec::new();
    for file in migration_files(Path::new("migrations/postgres")) {
        history.extend(file.to_string_lossy().bytes());
        history.extend(fs::read(&file).unwrap());
    }
    sha256_hex(&history).chars().take(16).collect()
}

/// Every file below `folder`, in a fixed order.
fn migration_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .flat_map(|path| {
            if path.is_dir() {
                migration_files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

fn admin_url() -> String {
    provided_by_test_command("TOCSIN_TEST_POSTGRES_URL")
}

/// The address of another database of the same server.
fn beside_admin(name: &str) -> String {
    let admin = admin_url();
    let (server, _) = admin.rsplit_once('/').expect("the address ends with a database");
    format!("{server}/{name}")
}

/// The server of the tests listens on this machine only: TLS has its own tests.
pub(crate) async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls)
        .await
        .expect("the PostgreSQL of the tests answers");
    tokio::spawn(connection);
    client
}

/// Blocking on a runtime is refused inside another one, and both plain and asynchronous tests come here.
fn away_from_any_runtime<T: Send>(work: impl FnOnce(&Runtime) -> T + Send) -> thread::Result<T> {
    thread::scope(|scope| {
        scope
            .spawn(|| work(&Builder::new_current_thread().enable_all().build().unwrap()))
            .join()
    })
}
