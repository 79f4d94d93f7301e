//! The command line: one file for each command, plain words on standard output, faults on standard error.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the command line speaks to the person at the terminal"
)]

mod attachments;
mod conventions;
mod deadlines;
mod decide;
mod demo;
mod doctor;
mod establishments;
mod journal;
mod opening;
mod serve;
mod token;
mod user;
mod work;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{self, Config, KEYS};
use crate::telemetry;

/// Registre des incidents et des violations de données des établissements scolaires.
#[derive(Parser)]
#[command(name = "tocsin", version, about)]
struct Cli {
    /// Fichier de configuration (TOML) ; les variables TOCSIN_* l’emportent.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prépare la base, puis sert les pages et remet les courriels.
    Serve,
    /// La même chose sur un dossier jetable rempli d’une année scolaire vraisemblable.
    Demo,
    /// Remet les courriels, sans serveur web (plusieurs peuvent tourner).
    Work,
    /// Prépare la base et s’arrête.
    Migrate,
    /// Comptes.
    #[command(subcommand)]
    User(user::Command),
    /// Jetons des machines.
    #[command(subcommand)]
    Token(token::Command),
    /// Annuaire des établissements.
    #[command(subcommand)]
    Establishments(establishments::Command),
    /// Conventions.
    #[command(subcommand)]
    Conventions(conventions::Command),
    /// Dit ce qui serait fait des échéances à un instant donné, sans rien faire.
    Deadlines(deadlines::Arguments),
    /// Dit qui traite un incident et pourquoi, sans rien enregistrer.
    Decide(decide::Arguments),
    /// Pièces jointes.
    #[command(subcommand)]
    Attachments(attachments::Command),
    /// Journal.
    #[command(subcommand)]
    Journal(journal::Command),
    /// Vérifie la configuration, la base, l’horloge, le disque, le courriel et les conventions.
    Doctor,
    /// Écrit le document OpenAPI.
    Openapi,
    /// Écrit les clés de configuration et leurs valeurs.
    Config,
}

/// Runs the command given by `arguments`.
#[must_use]
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(shown) => {
            let asked_for_help = !shown.use_stderr();
            drop(shown.print());
            return if asked_for_help {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(2)
            };
        }
    };
    match answer(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn answer(cli: Cli) -> anyhow::Result<ExitCode> {
    let config = config::load(cli.config.as_deref())?;
    telemetry::start(filter(&cli.command, &config.log));
    let done = match cli.command {
        Command::Serve => serve::serve(&config),
        Command::Demo => demo::demo(config),
        Command::Work => work::work(&config),
        Command::Migrate => opening::open(&config).map(|_| ()),
        Command::User(command) => user::run(&config, command),
        Command::Token(command) => token::run(&config, command),
        Command::Establishments(command) => establishments::run(&config, &command),
        Command::Conventions(command) => return conventions::run(&config, command),
        Command::Deadlines(arguments) => return deadlines::run(&config, &arguments),
        Command::Decide(arguments) => return decide::run(&config, &arguments),
        Command::Attachments(command) => return attachments::run(&config, &command),
        Command::Journal(command) => return journal::run(&config, &command),
        Command::Doctor => return Ok(doctor::run(&config)),
        Command::Openapi => {
            println!("{}", crate::web::api::openapi::openapi());
            Ok(())
        }
        Command::Config => {
            show(&config);
            Ok(())
        }
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// A demonstration keeps its terminal for the accounts it prints, unless something else was asked for.
fn filter<'a>(command: &Command, configured: &'a str) -> &'a str {
    match command {
        Command::Demo if configured == "info" => "warn",
        _ => configured,
    }
}

fn show(config: &Config) {
    for key in KEYS {
        println!(
            "{}\n    {}\n    par défaut : {}",
            key.variable(),
            key.purpose,
            key.default
        );
        println!("    retenu : {}\n", config.shown(key.name));
    }
}
