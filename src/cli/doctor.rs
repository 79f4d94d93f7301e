//! `doctor`: would anything lose mail or data? One line for each check; nothing is sent.

use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Utc};

use super::opening::{self, Opened};
use crate::config::Config;
use crate::store::{Engine, Store, StoreError, establishments, journal, mails, migrations};
use crate::vault::Vault;

/// Free space under which the database may soon be unable to write (bytes).
const LITTLE_SPACE: u64 = 1 << 30;
/// A letter that waits longer than this is a sign that mail does not leave (minutes).
const LONG_WAIT: i64 = 60;

/// What a check found.
enum Finding {
    Good(String),
    /// Worth knowing, loses nothing.
    Notice(String),
    /// Would lose mail or data.
    Bad(String),
}
use Finding::{Bad, Good, Notice};

pub(super) fn run(config: &Config) -> ExitCode {
    let mut findings = vec![
        ("configuration", Good("lisible".to_owned())),
        ("disque", disk(&config.data_dir)),
    ];
    match opening::open(config) {
        Ok(opened) => findings.extend(of_installation(config, &opened)),
        Err(error) => findings.push(("ouverture", Bad(format!("{error:#}")))),
    }
    findings.push(("courriel", mail(config)));
    let mut code = ExitCode::SUCCESS;
    for (what, finding) in findings {
        match finding {
            Good(words) => println!("bien      {what} : {words}"),
            Notice(words) => println!("à noter   {what} : {words}"),
            Bad(words) => {
                println!("MAUVAIS   {what} : {words}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

fn of_installation(config: &Config, opened: &Opened) -> Vec<(&'static str, Finding)> {
    let now = opened.clock.now();
    vec![
        ("base", database(&opened.store)),
        ("horloge", clock(&opened.store, now)),
        ("annuaire", directory(&opened.store)),
        ("conventions", conventions(opened, now)),
        ("courriers en attente", waiting(&opened.store, now)),
        ("secret", secret(&config.secret_file)),
        ("pièces jointes", attachments(&opened.instance.vault)),
    ]
}

fn found(asked: Result<Finding, StoreError>) -> Finding {
    asked.unwrap_or_else(|error| Bad(error.to_string()))
}

fn database(store: &Store) -> Finding {
    let engine = match store.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    found(migrations::pending(store).map(|pending| match pending {
        0 => Good(format!("{engine}, schéma à jour")),
        n => Bad(format!("{engine}, {n} migrations manquent")),
    }))
}

/// A clock set back behind the last recorded act would put instants in the wrong order.
fn clock(store: &Store, now: DateTime<Utc>) -> Finding {
    found(store.read(journal::head).map(|head| match head {
        Some((_, last, _)) if last > now => Bad(format!("en retard sur le dernier acte enregistré ({last})")),
        _ => Good(format!("{now}")),
    }))
}

fn directory(store: &Store) -> Finding {
    found(store.read(establishments::count).map(|count| match count {
        0 => Notice("vide : importez-le avec « tocsin establishments import »".to_owned()),
        n => Good(format!("{n} établissements")),
    }))
}

fn conventions(opened: &Opened, now: DateTime<Utc>) -> Finding {
    let today = crate::domain::instants::paris_day(now);
    match opened.instance.catalogue.home() {
        Some(home) if home.in_force_on(today) => Good(format!("{} en vigueur", home.id)),
        Some(home) => Notice(format!("{} n’est pas en vigueur aujourd’hui", home.id)),
        None => Bad("la convention de l’installation manque".to_owned()),
    }
}

fn waiting(store: &Store, now: DateTime<Utc>) -> Finding {
    found(
        store
            .read(mails::oldest_waiting)
            .map(|oldest| match oldest.map(|at| (now - at).num_minutes()) {
                None => Good("aucun".to_owned()),
                Some(minutes) if minutes > LONG_WAIT => {
                    Bad(format!("le plus ancien attend depuis {minutes} minutes"))
                }
                Some(minutes) => Good(format!("le plus ancien attend depuis {minutes} minutes")),
            }),
    )
}

fn secret(file: &Path) -> Finding {
    use std::os::unix::fs::PermissionsExt as _;
    match std::fs::metadata(file).map(|file| file.permissions().mode() & 0o077) {
        Ok(0) => Good("lisible de son seul propriétaire".to_owned()),
        Ok(_) => Bad(format!("{} est lisible par d’autres : chmod 600", file.display())),
        Err(error) => Bad(error.to_string()),
    }
}

/// A file is written and removed: whether one could really come in.
fn attachments(vault: &Vault) -> Finding {
    match vault.probe() {
        Ok(()) => Good(format!(
            "dossier accessible, {} Mo au plus par fichier",
            vault.largest() / 1_000_000
        )),
        Err(error) => Bad(format!("aucun fichier ne peut être reçu : {error}")),
    }
}

fn disk(folder: &Path) -> Finding {
    let nearest = folder
        .ancestors()
        .find(|path| path.exists())
        .unwrap_or(Path::new("."));
    match fs4::available_space(nearest) {
        Ok(free) if free < LITTLE_SPACE => Bad(format!("{} Mo libres seulement", free >> 20)),
        Ok(free) => Good(format!("{} Go libres", free >> 30)),
        Err(error) => Bad(error.to_string()),
    }
}

fn mail(config: &Config) -> Finding {
    let mailer = match opening::mailer(config) {
        Ok(mailer) => mailer,
        Err(error) => return Bad(format!("{error:#}")),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let probed = runtime
        .map_err(|e| e.to_string())
        .and_then(|runtime| runtime.block_on(mailer.probe()));
    match probed {
        Ok(words) if mailer.reaches_recipients() => Good(words),
        Ok(words) => Bad(format!(
            "aucun message ne part de cette machine ({words}) ; renseignez TOCSIN_SMTP_URL"
        )),
        Err(words) => Bad(words),
    }
}
