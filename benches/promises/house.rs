//! A house to measure in: a database file on the disk of the target folder, the real directory, one account.
#![allow(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a bench without its house has nothing to measure"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::sql_types::{BigInt, Text};
use diesel::{QueryableByName, RunQueryDsl};
use tempfile::TempDir;
use tocsin::actions::Instance;
use tocsin::actions::accounts::{AccountRefused, sign_in};
use tocsin::actions::conventions::{Source, record_version};
use tocsin::actions::import_directory::import_directory;
use tocsin::actions::{password, search};
use tocsin::directory;
use tocsin::domain::convention::Catalogue;
use tocsin::domain::people::{Account, Role};
use tocsin::domain::uai::Uai;
use tocsin::packs;
use tocsin::signing::Signer;
use tocsin::store::{Db, Store, StoreError, accounts, migrations};
use tocsin::vault::{Limits, Vault};

/// The convention measured with.
pub(crate) const HOME: &str = "ille-et-vilaine-2025";
/// The collège measured with.
pub(crate) const SCHOOL: &str = "0350003N";

/// How the account signs in.
pub(crate) const EMAIL: &str = "rsn@college.example";
/// See [`EMAIL`].
pub(crate) const PASSWORD: &str = "quatre mots pour mesurer";

/// Everything that an act needs.
pub(crate) struct House {
    pub(crate) store: Store,
    pub(crate) instance: Instance,
    pub(crate) rsn: Account,
    _folder: TempDir,
}

impl House {
    /// A house with its directory imported and nothing reported.
    pub(crate) fn open() -> Self {
        let folder = folder();
        let file = folder.path().join("promises.db");
        let store = Store::open(&format!("sqlite://{}", file.display())).expect("the file can be opened");
        Self::furnished(store, folder)
    }

    /// The same on PostgreSQL, in the empty database that `TOCSIN_BENCH_POSTGRES_URL` names, if it names one.
    pub(crate) fn on_postgres() -> Option<Self> {
        let url = std::env::var("TOCSIN_BENCH_POSTGRES_URL").ok()?;
        let store = Store::open(&url).expect("the address is right");
        Some(Self::furnished(store, folder()))
    }

    fn furnished(store: Store, folder: TempDir) -> Self {
        migrations::run(&store).expect("the schema is created");
        let (rsn, instance) = (rsn(), instance(folder.path()));
        let secret = password::hash(PASSWORD).expect("the machine hashes");
        store
            .write(|db| import_directory(db, "bench", directory::SAMPLE, noon()))
            .expect("the directory is taken");
        let added: Result<(), StoreError> = store.write(|db| {
            record_packs(db, &instance.catalogue)?;
            accounts::insert(db, &rsn, Some(&secret), noon())
        });
        added.expect("the packs and the account are added");
        search::prepare(&store, &instance.catalogue).expect("the search is prepared");
        Self {
            store,
            instance,
            rsn,
            _folder: folder,
        }
    }
}

impl House {
    /// Adds an account of one role and opens a session of the pages for it: the cookie's secret.
    pub(crate) fn session_of(&self, role: Role) -> String {
        let account = Account {
            id: format!("{role}-of-the-bench"),
            email: format!("{role}@bench.example"),
            name: role.to_string(),
            roles: BTreeSet::from([role]),
            schools: BTreeSet::from([school()]),
            convention: Some(HOME.to_owned()),
            may_export: false,
        };
        let opened: Result<String, AccountRefused> = self.store.write(|db| {
            accounts::insert(db, &account, None, noon())?;
            sign_in(db, &account, noon())
        });
        opened.expect("the session is opened")
    }

    /// Runs one statement, durably.
    pub(crate) fn sql(&self, statement: &str) {
        let done: Result<usize, StoreError> = self
            .store
            .write(|db| Ok(diesel::sql_query(statement).execute(db)?));
        done.expect("the statement is right");
    }
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Words {
    #[diesel(sql_type = Text)]
    t: String,
}

impl House {
    /// The `n` of a question.
    pub(crate) fn count(&self, question: &str) -> usize {
        let asked: Result<Number, StoreError> = self
            .store
            .read(|db| Ok(diesel::sql_query(question).get_result(db)?));
        usize::try_from(asked.expect("the question is right").n).unwrap_or_default()
    }

    /// The `t` of a question.
    pub(crate) fn text(&self, question: &str) -> String {
        let asked: Result<Words, StoreError> = self
            .store
            .read(|db| Ok(diesel::sql_query(question).get_result(db)?));
        asked.expect("the question is right").t
    }
}

/// Dossiers refer to the version of the pack that decided them.
fn record_packs(db: &mut Db, catalogue: &Catalogue) -> Result<(), StoreError> {
    catalogue.packs().iter().try_for_each(|pack| {
        let source = Source {
            hash: &pack.hash,
            id: &pack.id,
            title: &pack.title,
            origin: "builtin",
            text: "",
        };
        record_version(db, "bench", source, noon()).map(|_| ())
    })
}

/// The packs of the product.
pub(crate) fn catalogue() -> Catalogue {
    packs::catalogue(None, Vec::new(), HOME).expect("the packs of the product are whole")
}

/// The collège's code.
pub(crate) fn school() -> Uai {
    Uai::parse(SCHOOL).expect("the code is right")
}

/// The instant of every act measured: a day on which the convention is in force.
pub(crate) fn noon() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_600) + TimeDelta::hours(11)
}

fn rsn() -> Account {
    Account {
        id: "rsn".to_owned(),
        email: EMAIL.to_owned(),
        name: "RSN".to_owned(),
        roles: BTreeSet::from([Role::Rsn]),
        schools: BTreeSet::from([school()]),
        convention: None,
        may_export: false,
    }
}

fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("the target folder can be written")
}

fn instance(folder: &Path) -> Instance {
    let vault = Vault::open(folder.join("blobs"), Limits::of_megabytes(100));
    Instance {
        catalogue: Arc::new(catalogue()),
        public_url: "https://tocsin.example".to_owned(),
        mail_from: "tocsin@tocsin.example".to_owned(),
        exercise_mailbox: None,
        webhook_hosts: std::collections::BTreeSet::new(),
        signer: Signer::new(&[7; 32]),
        vault: vault.expect("the folder can be written"),
    }
}
