//! `token`: tokens of machines at the terminal.

use anyhow::{Context as _, anyhow};
use chrono::NaiveDate;

use super::opening::{self, ACTOR, Opened};
use crate::actions::machines::give::{Asked, Given, give};
use crate::actions::machines::revoke::revoke;
use crate::actions::machines::{BEGINS, TokenRefused};
use crate::config::Config;
use crate::domain::instants::{in_full, parse_day};
use crate::domain::machines::{Reach, Scope, Standing};
use crate::store::api_tokens;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Donne un jeton à une machine et l’écrit, cette fois seulement.
    Add(Add),
    /// Énumère les jetons, sans leur secret.
    List,
    /// Révoque un jeton : son prochain appel est refusé.
    Revoke {
        /// Début du jeton, tel que `token list` l’écrit.
        #[arg(long)]
        prefix: String,
    },
}

#[derive(clap::Args)]
pub(super) struct Add {
    /// Nom de la machine, qui signe ses actes.
    #[arg(long)]
    name: String,
    /// Usage (répétable) ; une valeur inconnue les énumère tous.
    #[arg(long = "scope", required = true, value_parser = scope)]
    scopes: Vec<Scope>,
    /// Code UAI d’un établissement (répétable) ; sans lui, le jeton vaut pour ceux de la convention.
    #[arg(long = "uai")]
    schools: Vec<String>,
    /// Convention ; celle de l’installation par défaut.
    #[arg(long)]
    convention: Option<String>,
    /// Dernier jour, par exemple 2027-06-30.
    #[arg(long, value_parser = day)]
    last_day: NaiveDate,
}

fn scope(text: &str) -> Result<Scope, String> {
    let known = || {
        let known: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
        known.join(", ")
    };
    Scope::parse(text).ok_or_else(|| format!("usage inconnu ; choisissez parmi : {}", known()))
}

fn day(text: &str) -> Result<NaiveDate, String> {
    parse_day(text).map_err(|refused| refused.to_string())
}

pub(super) fn run(config: &Config, command: Command) -> anyhow::Result<()> {
    let opened = opening::open(config)?;
    match command {
        Command::Add(add) => self::add(&opened, add),
        Command::List => list(&opened),
        Command::Revoke { prefix } => take_back(&opened, &prefix),
    }
}

fn add(opened: &Opened, add: Add) -> anyhow::Result<()> {
    let asked = Asked {
        name: add.name,
        scopes: add.scopes.into_iter().collect(),
        schools: add.schools,
        convention: add.convention,
        last_day: add.last_day,
    };
    let now = opened.clock.now();
    let Given { token, secret } = opened
        .store
        .write(|db| give(db, &opened.instance, ACTOR, asked, now))?;
    println!(
        "Jeton donné à {}, valable jusqu’au {}. Copiez-le\u{a0}: il ne sera plus affiché.",
        token.name,
        in_full(token.expires_at)
    );
    println!("{secret}");
    Ok(())
}

fn list(opened: &Opened) -> anyhow::Result<()> {
    let now = opened.clock.now();
    for token in opened.store.read(api_tokens::all)? {
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.as_str()).collect();
        let reach = match &token.reach {
            Reach::Convention(id) => id.clone(),
            Reach::Schools(schools) => {
                let codes: Vec<&str> = schools.iter().map(crate::domain::uai::Uai::as_str).collect();
                codes.join(",")
            }
        };
        let state = match token.standing(now) {
            Standing::Open => "en cours",
            Standing::Expired => "expiré",
            Standing::Revoked => "révoqué",
        };
        let used = token.last_used_at.map_or_else(|| "jamais".to_owned(), in_full);
        println!(
            "{}\t{}\t{}\t{reach}\t{}\t{used}\t{state}",
            token.prefix,
            token.name,
            scopes.join(","),
            in_full(token.expires_at)
        );
    }
    Ok(())
}

fn take_back(opened: &Opened, prefix: &str) -> anyhow::Result<()> {
    let begins = prefix.trim().trim_start_matches(BEGINS).chars().take(8);
    let (begins, now): (String, _) = (begins.collect(), opened.clock.now());
    let revoked = opened.store.write(|db| {
        let token = api_tokens::by_prefix(db, &begins)?.ok_or(TokenRefused::NotFound)?;
        revoke(db, ACTOR, &token.id, now)
    });
    let changed = match revoked {
        Err(TokenRefused::NotFound) => Err(anyhow!("aucun jeton ne commence par {begins}")),
        other => other.context("révocation"),
    };
    println!(
        "{}",
        if changed? {
            "Jeton révoqué\u{a0}: son prochain appel sera refusé."
        } else {
            "Ce jeton était déjà révoqué\u{a0}: rien n’a changé."
        }
    );
    Ok(())
}
