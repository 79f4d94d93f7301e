//! A small installation ready for a test: real packs, a handful of real schools, an account of every role, and a
//! clock set by hand.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use tempfile::TempDir;
use tocsin::actions::accounts::{self, NewAccount};
use tocsin::actions::attach::{Piece, attach};
use tocsin::actions::conventions::{Source, record_version};
use tocsin::actions::report::{Reported, report};
use tocsin::actions::{Instance, password, search};
use tocsin::clock::Clock;
use tocsin::domain::establishment::Establishment;
use tocsin::domain::incident::{PersonalData, Report, TouchedComponent};
use tocsin::domain::people::{Account, Role};
use tocsin::domain::routing::Touched;
use tocsin::domain::uai::Uai;
use tocsin::mail::transport::Mailer;
use tocsin::signing::Signer;
use tocsin::store::{Db, StoreError, establishments, incidents};
use tocsin::vault::{Limits, Vault};
use tocsin::worker::Worker;
use tocsin::{directory, packs};
use tokio::sync::Notify;

use super::engines::{Database, engines};

/// Password of every account of a [`World`].
pub(crate) const PASSWORD: &str = "quatre mots que je retiens";
/// The school of the accounts of school roles.
pub(crate) const CASSIN: &str = "0350003N";
/// Another public collège of the convention.
pub(crate) const BROSSOLETTE: &str = "0350002M";
/// A cité scolaire.
pub(crate) const ZOLA: &str = "0351796M";
/// A lycée: no convention covers it.
pub(crate) const LYCEE: &str = "0350710G";

/// Files of a megabyte at most.
const LIMITS: Limits = Limits {
    largest: 1_000_000,
    kept_free: 0,
};

/// An installation that lives as long as this value.
pub(crate) struct World {
    pub(crate) database: Database,
    pub(crate) instance: Arc<Instance>,
    pub(crate) clock: Clock,
    blobs: TempDir,
}

/// A Monday morning of the school year.
pub(crate) fn monday_morning() -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse().unwrap()
}

impl World {
    /// The same installation on SQLite and on PostgreSQL.
    pub(crate) fn on_each_engine() -> [Self; 2] {
        aside(|| engines().map(Self::on))
    }

    /// An installation on SQLite alone, for what does not touch the engine.
    pub(crate) fn on_sqlite() -> Self {
        aside(|| Self::on(super::engines::sqlite()))
    }

    fn on(database: Database) -> Self {
        let blobs = tempfile::tempdir().unwrap();
        let world = Self {
            database,
            instance: Arc::new(instance(blobs.path())),
            clock: Clock::standing_at(monday_morning()),
            blobs,
        };
        world.record_packs();
        search::prepare(&world.database.store, &world.instance.catalogue).unwrap();
        world.add_schools();
        for role in Role::ALL {
            world.add_account(*role);
        }
        world
    }

    /// The folder of the contents of attachments.
    pub(crate) fn blobs(&self) -> &Path {
        self.blobs.path()
    }

    /// The address of the account of a role.
    pub(crate) fn email(role: Role) -> String {
        format!("{role}@exemple.fr")
    }

    /// Asks the store.
    pub(crate) fn read<T>(&self, question: impl FnOnce(&mut Db) -> Result<T, StoreError>) -> T {
        aside(|| self.database.store.read(question)).unwrap()
    }

    /// Acts in one transaction.
    pub(crate) fn write<T, E: From<StoreError>>(
        &self,
        act: impl FnOnce(&mut Db) -> Result<T, E>,
    ) -> Result<T, E> {
        aside(|| self.database.store.write(act))
    }

    /// The account of a role.
    pub(crate) fn account(&self, role: Role) -> Account {
        let found = self.read(|db| tocsin::store::accounts::by_email(db, &Self::email(role)));
        found.unwrap().account
    }

    /// A legal report of a workstation of the administrative network of Cassin, noticed an hour ago.
    pub(crate) fn a_report(&self) -> Report {
        Report {
            establishment_uai: Some(Uai::parse(CASSIN).unwrap()),
            title: "Message étrange sur le poste du secrétariat".to_owned(),
            description: "Une fenêtre demande d’appeler un numéro.".to_owned(),
            components: vec![touched("poste-administratif", None)],
            detected_at: self.clock.now() - chrono::TimeDelta::hours(1),
            occurred_from: None,
            personal_data: PersonalData::No,
            departement_impact_possible: false,
            measures_taken: String::new(),
            external_refs: Vec::new(),
            exercise: false,
        }
    }

    /// Records a report by the account of a role.
    pub(crate) fn reported(&self, role: Role, given: Report) -> Reported {
        let by = self.account(role);
        let now = self.clock.now();
        self.write(|db| report(db, &self.instance, &by, given, None, now))
            .unwrap()
    }

    /// Attaches a small text to a dossier; answers with its identifier.
    pub(crate) fn attached(&self, role: Role, reference: &str) -> String {
        let mut incoming = self.instance.vault.receive(None).unwrap();
        incoming.write(b"Journal du pare-feu").unwrap();
        let piece = Piece {
            content: incoming.keep().unwrap(),
            name: "pare-feu.log".to_owned(),
            with_notification: false,
        };
        let (by, now) = (self.account(role), self.clock.now());
        let attached = self.write(|db| {
            let incident = incidents::by_reference(db, reference)?.unwrap();
            attach(db, &by, &incident, piece, now)
        });
        let attached: Result<_, StoreError> = attached;
        attached.unwrap().id
    }

    /// A worker that has not started, with this way out.
    pub(crate) fn worker(&self, name: &str, mailer: Mailer) -> Worker {
        let store = self.database.store.clone();
        let wake = Arc::new(Notify::new());
        Worker::new(
            store,
            self.instance.clone(),
            Arc::new(mailer),
            self.clock.clone(),
            name.to_owned(),
            wake,
        )
    }

    fn record_packs(&self) {
        let now = self.clock.now();
        let record = |db: &mut Db| -> Result<(), StoreError> {
            for (_, text) in packs::builtin() {
                let pack = packs::read(text, "builtin").unwrap();
                let source = Source {
                    hash: &pack.hash,
                    id: &pack.id,
                    title: &pack.title,
                    origin: "builtin",
                    text,
                };
                record_version(db, "test", source, now)?;
            }
            Ok(())
        };
        self.write(record).unwrap();
    }

    fn add_schools(&self) {
        let now = self.clock.now();
        let add = |db: &mut Db| -> Result<(), StoreError> {
            schools()
                .iter()
                .try_for_each(|school| establishments::insert(db, school, now))
        };
        self.write(add).unwrap();
    }

    fn add_account(&self, role: Role) {
        let new = NewAccount {
            email: Self::email(role),
            name: format!("Personne {role}"),
            roles: BTreeSet::from([role]),
            schools: if role.belongs_to_schools() {
                vec![CASSIN.to_owned()]
            } else {
                Vec::new()
            },
            convention: None,
            password_hash: Some(password_hash().to_owned()),
        };
        let now = self.clock.now();
        self.write(|db| accounts::add(db, &self.instance, "test", new, now))
            .unwrap();
    }
}

/// A component touched, still usable.
pub(crate) fn touched(component: &str, network: Option<&str>) -> TouchedComponent {
    let touched = Touched {
        component: component.to_owned(),
        network: network.map(ToOwned::to_owned),
    };
    TouchedComponent {
        touched,
        unavailable: false,
    }
}

fn instance(blobs: &Path) -> Instance {
    Instance {
        catalogue: Arc::new(packs::catalogue(None, Vec::new(), "ille-et-vilaine-2025").unwrap()),
        public_url: "http://127.0.0.1:8080".to_owned(),
        mail_from: "tocsin@exemple.fr".to_owned(),
        exercise_mailbox: Some("exercices@exemple.fr".to_owned()),
        webhook_hosts: std::collections::BTreeSet::from(["127.0.0.1".to_owned()]),
        signer: Signer::new(b"a secret that only this test knows."),
        vault: Vault::open(blobs, LIMITS).unwrap(),
    }
}

/// The schools of [`CASSIN`], [`BROSSOLETTE`], [`ZOLA`] and [`LYCEE`], as published.
fn schools() -> &'static [Establishment] {
    static SCHOOLS: OnceLock<Vec<Establishment>> = OnceLock::new();
    SCHOOLS.get_or_init(|| {
        let wanted = [CASSIN, BROSSOLETTE, ZOLA, LYCEE];
        let all = directory::read(directory::SAMPLE).unwrap().schools;
        all.into_iter()
            .filter(|school| wanted.contains(&school.uai.as_str()))
            .collect()
    })
}

fn password_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| password::hash(PASSWORD).unwrap())
}

/// Waits for the store away from the threads of a test that is asynchronous: PostgreSQL's connection blocks.
pub(crate) fn aside<T>(work: impl FnOnce() -> T) -> T {
    if tokio::runtime::Handle::try_current().is_ok() {
        tokio::task::block_in_place(work)
    } else {
        work()
    }
}
