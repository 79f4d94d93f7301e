//! `conventions`: checking, listing and loading packs.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use super::opening::{self, ACTOR, faulty};
use crate::actions::conventions::{Source, record_version};
use crate::config::Config;
use crate::domain::instants::paris_day;
use crate::packs;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Vérifie des fichiers sans les charger : une ligne par faute.
    Check {
        /// Fichiers TOML.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Énumère les conventions en usage.
    List,
    /// Vérifie un fichier et le met en usage à la place de la version précédente.
    Load {
        /// Fichier TOML.
        file: PathBuf,
    },
}

pub(super) fn run(config: &Config, command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Check { files } => Ok(check(&files)),
        Command::List => list(config).map(|()| ExitCode::SUCCESS),
        Command::Load { file } => load(config, &file).map(|()| ExitCode::SUCCESS),
    }
}

fn check(files: &[PathBuf]) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for file in files {
        match packs::from_file(file) {
            Ok(pack) => println!(
                "{} : convention {} valable, {} éléments, empreinte {}",
                file.display(),
                pack.id,
                pack.components.len(),
                pack.hash
            ),
            Err(faults) => {
                for fault in faults {
                    eprintln!("{fault}");
                }
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

fn list(config: &Config) -> anyhow::Result<()> {
    let opened = opening::open(config)?;
    let today = paris_day(opened.clock.now());
    for pack in opened.instance.catalogue.packs() {
        let until = pack
            .valid_until
            .map_or_else(|| "…".to_owned(), |day| day.to_string());
        let force = if pack.in_force_on(today) {
            "en vigueur"
        } else {
            "hors de sa période"
        };
        println!(
            "{}\t{}\t{} → {until}\t{force}\t{}",
            pack.id, pack.title, pack.valid_from, pack.hash
        );
    }
    Ok(())
}

fn load(config: &Config, file: &PathBuf) -> anyhow::Result<()> {
    let pack = packs::from_file(file).map_err(|faults| faulty(&faults))?;
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let opened = opening::open(config)?;
    let source = Source {
        hash: &pack.hash,
        id: &pack.id,
        title: &pack.title,
        origin: "loaded",
        text: &text,
    };
    let now = opened.clock.now();
    let new = opened.store.write(|db| record_version(db, ACTOR, source, now))?;
    let what = if new { "chargée" } else { "déjà connue" };
    println!(
        "Convention {} {what}, empreinte {}. Redémarrez le service pour l’utiliser.",
        pack.id, pack.hash
    );
    Ok(())
}
