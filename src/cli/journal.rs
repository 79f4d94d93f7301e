//! `journal`: exporting the chain and verifying it, on the database or on an exported file.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;

use super::opening;
use crate::config::Config;
use crate::domain::journal::{Broken, Verifier, Whole, to_line};
use crate::store::{Store, journal};

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Vérifie la chaîne ; nomme la première entrée rompue.
    Verify {
        /// Fichier exporté, vérifié sans la base.
        #[arg(long)]
        file: Option<PathBuf>,
    },
    /// Écrit le journal, un objet JSON par ligne.
    Export,
}

/// Entries read from the database at a time.
const CHUNK: i64 = 1_000;

pub(super) fn run(config: &Config, command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Verify { file: Some(file) } => Ok(verdict(verify_file(file)?)),
        Command::Verify { file: None } => {
            let opened = opening::open(config)?;
            Ok(verdict(journal::verify(&opened.store)?))
        }
        Command::Export => {
            let opened = opening::open(config)?;
            export(&opened.store).map(|()| ExitCode::SUCCESS)
        }
    }
}

fn verdict(checked: Result<Whole, Broken>) -> ExitCode {
    match checked {
        Ok(whole) => {
            println!("Journal entier : {} entrées, tête {}", whole.entries, whole.head);
            ExitCode::SUCCESS
        }
        Err(broken) => {
            println!("Journal rompu : {broken}");
            ExitCode::FAILURE
        }
    }
}

fn verify_file(file: &Path) -> anyhow::Result<Result<Whole, Broken>> {
    let lines = BufReader::new(File::open(file).with_context(|| file.display().to_string())?).lines();
    let mut verifier = Verifier::new();
    for line in lines {
        if let Err(broken) = verifier.feed_line(&line.with_context(|| file.display().to_string())?) {
            return Ok(Err(broken));
        }
    }
    Ok(Ok(verifier.finish()))
}

/// Writes the whole journal in order, one entry a line.
fn export(store: &Store) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut last = 0;
    loop {
        let entries = store.read(|db| journal::after(db, last, CHUNK))?;
        for entry in &entries {
            writeln!(out, "{}", to_line(entry))?;
        }
        match entries.last() {
            Some(end) => last = end.seq,
            None => return Ok(out.flush()?),
        }
    }
}
