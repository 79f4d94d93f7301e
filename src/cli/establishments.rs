//! `establishments`: the directory of schools at the terminal.

use std::path::PathBuf;

use anyhow::Context as _;

use super::opening::{self, ACTOR};
use crate::actions::import_directory::import_directory;
use crate::config::Config;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Importe l’export de l’annuaire national (CSV ou JSON).
    Import {
        /// Fichier téléchargé.
        file: PathBuf,
    },
}

pub(super) fn run(config: &Config, command: &Command) -> anyhow::Result<()> {
    let Command::Import { file } = command;
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    let opened = opening::open(config)?;
    let now = opened.clock.now();
    let imported = opened
        .store
        .write(|db| import_directory(db, ACTOR, &bytes, now))?;
    let schools = imported.created + imported.updated + imported.unchanged;
    println!(
        "{} lignes prises en compte ({} écoles et établissements)",
        schools + imported.merged,
        schools
    );
    println!(
        "{} créés, {} modifiés, {} inchangés, {} rejetés",
        imported.created,
        imported.updated,
        imported.unchanged,
        imported.rejected.len()
    );
    for rejected in &imported.rejected {
        println!("ligne {} ({}) : {}", rejected.line, rejected.uai, rejected.reason);
    }
    Ok(())
}
