//! `demo`: a throw-away installation filled with a believable school year, and the accounts to look at it with.

mod deeds;
mod live;
mod routine;
mod story;

use std::collections::BTreeSet;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use chrono::{DateTime, TimeDelta, Utc};

use self::live::Life;
use self::story::{Episode, PEOPLE, Person};
use super::opening::{self, ACTOR, Opened};
use super::serve::serve_opened;
use crate::actions::accounts::{self, NewAccount};
use crate::actions::import_directory::import_directory;
use crate::actions::{password, report};
use crate::config::Config;
use crate::directory;
use crate::domain::establishment::Establishment;
use crate::domain::incident::{Report, TouchedComponent};
use crate::domain::people::{Account, Role};
use crate::domain::routing::Touched;
use crate::mail::transport::{FolderTransport, Mailer};
use crate::store::establishments;

/// Fills a throw-away folder and serves it until told to stop; the folder is removed then.
pub(super) fn demo(mut config: Config) -> anyhow::Result<()> {
    let folder = Folder::new()?;
    config.data_dir.clone_from(&folder.0);
    config.database_url = format!("sqlite://{}", folder.0.join("tocsin.db").display());
    config.secret_file = folder.0.join("secret");
    config.smtp = None;
    config
        .exercise_mailbox
        .get_or_insert_with(|| "exercices@demonstration.example".to_owned());
    let opened = opening::open(&config)?;
    let shown = password::pronounceable()?;
    fill(&opened, &folder.0, &shown)?;
    println!(
        "Démonstration : rien n’est gardé, aucun courriel ne part (dossier {}).\n",
        folder.0.display()
    );
    println!("Mot de passe de tous les comptes : {shown}\n");
    for person in PEOPLE {
        println!("  {:<42} {}", person.email, person.name);
    }
    println!();
    serve_opened(&config, opened)
}

/// A folder that disappears with the demonstration.
struct Folder(PathBuf);

impl Folder {
    fn new() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("tocsin-demo-{}", std::process::id()));
        DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .with_context(|| path.display().to_string())?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} : {error}", self.0.display());
        }
    }
}

fn fill(opened: &Opened, folder: &std::path::Path, shown: &str) -> anyhow::Result<()> {
    let now = opened.clock.now();
    let begin = now - TimeDelta::days(330);
    opened
        .store
        .write(|db| import_directory(db, ACTOR, directory::SAMPLE, begin))?;
    let hash = password::hash(shown)?;
    for person in PEOPLE {
        add(opened, new_account(person, &hash), begin)?;
    }
    for role in [Role::Dpd, Role::Dpo] {
        let_export(opened, role)?;
    }
    let mailer = Arc::new(Mailer::Folder(FolderTransport::new(folder.join("outbox"))));
    let life = Life::new(opened, mailer)?;
    for (number, (episode, rank)) in routine::year().iter().enumerate() {
        play(opened, episode, *rank, &life, now).with_context(|| format!("épisode {}", number + 1))?;
    }
    life.until(now)
}

/// The officers of the demonstration may take the register out.
fn let_export(opened: &Opened, role: Role) -> anyhow::Result<()> {
    let person = PEOPLE.iter().find(|person| person.role == role);
    let email = person.map(|person| person.email).unwrap_or_default();
    let found = opened
        .store
        .read(|db| crate::store::accounts::by_email(db, email))?;
    if let Some(stored) = found {
        opened
            .store
            .write(|db| crate::store::accounts::let_export(db, &stored.account.id, true))?;
    }
    Ok(())
}

fn new_account(person: &Person, hash: &str) -> NewAccount {
    NewAccount {
        email: person.email.to_owned(),
        name: person.name.to_owned(),
        roles: BTreeSet::from([person.role]),
        schools: person.school.iter().map(|uai| (*uai).to_owned()).collect(),
        convention: None,
        password_hash: Some(hash.to_owned()),
    }
}

fn add(opened: &Opened, new: NewAccount, at: DateTime<Utc>) -> anyhow::Result<Account> {
    Ok(opened
        .store
        .write(|db| accounts::add(db, &opened.instance, ACTOR, new, at))?)
}

/// Lives one episode: the school's référent reports, the letters leave in the minutes that follow, and people act.
fn play(
    opened: &Opened,
    episode: &Episode,
    rank: Option<usize>,
    life: &Life<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let reported_at = now - TimeDelta::hours(episode.hours_ago);
    life.until(reported_at)?;
    let school = school(opened, episode.school)?;
    let by = referent(opened, &school, reported_at)?;
    let report = report_of(episode, &school, reported_at);
    let told = opened
        .store
        .write(|db| report::report(db, &opened.instance, &by, report, None, reported_at));
    let told = told.map_err(|refused| anyhow!("{refused:?}"))?;
    life.tick(reported_at)?;
    match rank {
        Some(rank) => routine::follow(life, &told.reference, rank, reported_at),
        None => life.follow(&told.reference, episode.then, reported_at),
    }
}

fn school(opened: &Opened, words: &str) -> anyhow::Result<Establishment> {
    let found = opened
        .store
        .read(|db| establishments::search(db, words, None, 1))?;
    found
        .into_iter()
        .next()
        .ok_or_else(|| anyhow!("aucun établissement pour « {words} »"))
}

/// The référent of a school, added the first time the school reports.
fn referent(opened: &Opened, school: &Establishment, at: DateTime<Utc>) -> anyhow::Result<Account> {
    let email = PEOPLE
        .iter()
        .find(|p| p.role == Role::Rsn && p.school == Some(school.uai.as_str()))
        .map_or_else(
            || {
                format!(
                    "referent.{}@demonstration.example",
                    school.uai.as_str().to_lowercase()
                )
            },
            |p| p.email.to_owned(),
        );
    if let Some(known) = opened
        .store
        .read(|db| crate::store::accounts::by_email(db, &email))?
    {
        return Ok(known.account);
    }
    let new = NewAccount {
        email,
        name: format!("Référent sécurité numérique, {}", school.name),
        roles: BTreeSet::from([Role::Rsn]),
        schools: vec![school.uai.to_string()],
        convention: None,
        password_hash: None,
    };
    add(opened, new, at)
}

fn report_of(episode: &Episode, school: &Establishment, reported_at: DateTime<Utc>) -> Report {
    let touched = episode
        .touched
        .iter()
        .map(|(component, network, unavailable)| TouchedComponent {
            touched: Touched {
                component: (*component).to_owned(),
                network: network.map(ToOwned::to_owned),
            },
            unavailable: *unavailable,
        });
    Report {
        establishment_uai: Some(school.uai.clone()),
        title: episode.title.to_owned(),
        description: episode.description.to_owned(),
        components: touched.collect(),
        detected_at: reported_at - TimeDelta::minutes(episode.noticed_minutes_before),
        occurred_from: None,
        personal_data: episode.personal_data,
        departement_impact_possible: false,
        measures_taken: episode.measures.to_owned(),
        external_refs: episode.tickets.iter().map(|t| (*t).to_owned()).collect(),
        exercise: episode.exercise,
    }
}
