//! `attachments purge`: destroying the files whose time is over, and the contents that nobody refers to.

use std::process::ExitCode;

use super::opening::{self, ACTOR, Opened};
use crate::actions::purge::{Asked, Outcome, foreseen, purge};
use crate::config::Config;
use crate::domain::attachment::size_in_words;
use crate::domain::instants::parse_rfc3339;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Détruit les fichiers dont la durée de conservation est écoulée, et les contenus que rien ne désigne.
    Purge {
        /// Instant auquel la durée est jugée (RFC 3339 avec décalage) ; maintenant par défaut.
        #[arg(long)]
        at: Option<String>,
        /// Dit ce qui serait détruit, sans rien faire.
        #[arg(long)]
        dry_run: bool,
    },
}

pub(super) fn run(config: &Config, command: &Command) -> anyhow::Result<ExitCode> {
    let Command::Purge { at, dry_run } = command;
    let at = match at.as_deref().map(parse_rfc3339).transpose() {
        Ok(at) => at,
        Err(refused) => {
            eprintln!("--at : {refused}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let Opened {
        store,
        instance,
        clock,
    } = opening::open(config)?;
    let now = clock.now();
    let asked = Asked {
        at: at.unwrap_or(now),
        days: config.attachment_retention,
        by: ACTOR,
    };
    let outcome = if *dry_run {
        foreseen(&store, &instance.vault, asked)?
    } else {
        purge(&store, &instance.vault, asked, now)?
    };
    tell(&outcome, *dry_run);
    if asked.days.is_none() {
        println!(
            "Aucune durée de conservation (TOCSIN_ATTACHMENT_RETENTION) : les fichiers des dossiers restent."
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(outcome: &Outcome, dry_run: bool) {
    let (files_go, contents_go) = if dry_run {
        ("seraient retirés", "seraient détruits")
    } else {
        ("retirés", "détruits")
    };
    for due in &outcome.due {
        println!("{} – {}", due.reference, due.reason);
        for file in &due.files {
            let size = size_in_words(file.size.unsigned_abs());
            println!("    {} ({size}, SHA-256 {})", file.name, file.sha256);
        }
    }
    let files: usize = outcome.due.iter().map(|due| due.files.len()).sum();
    println!("Fichiers {files_go} : {files}");
    println!("Contenus {contents_go} : {}", outcome.destroyed.len());
}
