//! `user`: accounts at the terminal.

use std::io::Read as _;

use anyhow::{anyhow, bail};

use super::opening::{self, ACTOR, Opened};
use crate::actions::accounts::{self, AccountRefused, NewAccount};
use crate::actions::{password, second_factor};
use crate::config::Config;
use crate::domain::people::Role;
use crate::store;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Ajoute un compte ; sans mot de passe, écrit un lien à usage unique pour en choisir un.
    Add(Add),
    /// Énumère les comptes.
    List,
    /// Désactive un compte et ferme ses sessions.
    Disable {
        /// Adresse du compte.
        #[arg(long)]
        email: String,
    },
    /// Retire la double authentification d’un compte et ferme ses sessions.
    ResetMfa {
        /// Adresse du compte.
        #[arg(long)]
        email: String,
    },
    /// Donne à un compte le droit d’exporter les registres et les chiffres.
    GrantExport {
        /// Adresse du compte.
        #[arg(long)]
        email: String,
    },
    /// Retire à un compte le droit d’exporter les registres et les chiffres.
    RevokeExport {
        /// Adresse du compte.
        #[arg(long)]
        email: String,
    },
    /// Écrit un nouveau lien à usage unique pour choisir un mot de passe.
    Link {
        /// Adresse du compte.
        #[arg(long)]
        email: String,
    },
}

#[derive(clap::Args)]
pub(super) struct Add {
    /// Adresse de courriel, qui sert à se connecter.
    #[arg(long)]
    email: String,
    /// Nom affiché.
    #[arg(long)]
    name: String,
    /// Rôle (répétable) ; une valeur inconnue les énumère tous.
    #[arg(long = "role", required = true, value_parser = role)]
    roles: Vec<Role>,
    /// Code UAI d’un établissement (répétable), pour les rôles d’établissement.
    #[arg(long = "uai")]
    schools: Vec<String>,
    /// Convention suivie ; celle de l’installation par défaut.
    #[arg(long)]
    convention: Option<String>,
    /// Lit le mot de passe sur l’entrée standard.
    #[arg(long)]
    password_stdin: bool,
}

fn role(text: &str) -> Result<Role, String> {
    let known = || {
        Role::ALL
            .iter()
            .map(|role| role.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    Role::parse(text).ok_or_else(|| format!("rôle inconnu ; choisissez parmi : {}", known()))
}

pub(super) fn run(config: &Config, command: Command) -> anyhow::Result<()> {
    let opened = opening::open(config)?;
    match command {
        Command::Add(add) => self::add(&opened, add),
        Command::List => list(&opened),
        Command::Disable { email } => disable(&opened, &email),
        Command::ResetMfa { email } => reset_second_factor(&opened, &email),
        Command::GrantExport { email } => let_export(&opened, &email, true),
        Command::RevokeExport { email } => let_export(&opened, &email, false),
        Command::Link { email } => link(&opened, &email),
    }
}

fn add(opened: &Opened, add: Add) -> anyhow::Result<()> {
    let password_hash = if add.password_stdin {
        Some(password_from_stdin(&add.email)?)
    } else {
        None
    };
    let given_a_password = password_hash.is_some();
    let new = NewAccount {
        email: add.email,
        name: add.name,
        roles: add.roles.into_iter().collect(),
        schools: add.schools,
        convention: add.convention,
        password_hash,
    };
    let now = opened.clock.now();
    let link = opened.store.write(|db| {
        let account = accounts::add(db, &opened.instance, ACTOR, new, now)?;
        if given_a_password {
            return Ok::<_, AccountRefused>(None);
        }
        accounts::give_link(db, &opened.instance, ACTOR, &account, now).map(Some)
    })?;
    println!("Compte ajouté.");
    if let Some(link) = link {
        println!("Lien pour choisir un mot de passe, valable une fois pendant 72 heures :\n{link}");
    }
    Ok(())
}

fn password_from_stdin(email: &str) -> anyhow::Result<String> {
    let mut typed = String::new();
    std::io::stdin().read_to_string(&mut typed)?;
    let typed = typed.trim_end_matches(['\r', '\n']);
    let problems = password::problems(typed, email);
    if !problems.is_empty() {
        bail!(
            "{}",
            problems
                .iter()
                .map(|p| p.message.clone())
                .collect::<Vec<_>>()
                .join("\n")
        );
    }
    Ok(password::hash(typed)?)
}

fn list(opened: &Opened) -> anyhow::Result<()> {
    for stored in opened.store.read(store::accounts::all)? {
        let roles: Vec<&str> = stored.account.roles.iter().map(|role| role.as_str()).collect();
        let schools: Vec<&str> = stored
            .account
            .schools
            .iter()
            .map(crate::domain::uai::Uai::as_str)
            .collect();
        let state = match (stored.disabled_at, stored.password_hash) {
            (Some(_), _) => "désactivé",
            (None, None) => "sans mot de passe",
            (None, Some(_)) => "actif",
        };
        let export = if stored.account.may_export { "export" } else { "" };
        println!(
            "{}\t{}\t{}\t{}\t{state}\t{export}",
            stored.account.email,
            stored.account.name,
            roles.join(","),
            schools.join(",")
        );
    }
    Ok(())
}

fn unknown(refused: AccountRefused, email: &str) -> anyhow::Error {
    match refused {
        AccountRefused::NotRecognised => anyhow!("aucun compte n’a l’adresse {email}"),
        other => other.into(),
    }
}

fn disable(opened: &Opened, email: &str) -> anyhow::Result<()> {
    let now = opened.clock.now();
    let disabled = opened.store.write(|db| accounts::disable(db, ACTOR, email, now));
    disabled.map_err(|refused| unknown(refused, email))?;
    println!("Compte désactivé, sessions fermées.");
    Ok(())
}

fn reset_second_factor(opened: &Opened, email: &str) -> anyhow::Result<()> {
    let now = opened.clock.now();
    let reset = opened
        .store
        .write(|db| second_factor::reset(db, ACTOR, email, now));
    if reset.map_err(|refused| unknown(refused, email))? {
        println!("Double authentification retirée, sessions fermées.");
    } else {
        println!("Ce compte n’a pas de double authentification\u{a0}: rien n’a changé.");
    }
    Ok(())
}

fn let_export(opened: &Opened, email: &str, may: bool) -> anyhow::Result<()> {
    let now = opened.clock.now();
    let changed = opened
        .store
        .write(|db| accounts::let_export(db, ACTOR, email, may, now));
    let changed = changed.map_err(|refused| unknown(refused, email))?;
    println!(
        "{}",
        match (changed, may) {
            (true, true) => "Droit d’export donné\u{a0}: chaque export sera signalé au RSSI et au DPD.",
            (true, false) => "Droit d’export retiré.",
            (false, true) => "Ce compte a déjà le droit d’exporter\u{a0}: rien n’a changé.",
            (false, false) => "Ce compte n’a pas le droit d’exporter\u{a0}: rien n’a changé.",
        }
    );
    Ok(())
}

fn link(opened: &Opened, email: &str) -> anyhow::Result<()> {
    let now = opened.clock.now();
    let link = opened.store.write(|db| {
        let stored = store::accounts::by_email(db, email)?.ok_or(AccountRefused::NotRecognised)?;
        accounts::give_link(db, &opened.instance, ACTOR, &stored.account, now)
    });
    println!("{}", link.map_err(|refused| unknown(refused, email))?);
    Ok(())
}
