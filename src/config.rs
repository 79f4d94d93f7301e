//! The only reader of the environment: `TOCSIN_*` over a TOML file, every key documented in one table.
//!
//! A value that cannot be used stops the start with one clear line naming its key; nothing is guessed.

mod given;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use thiserror::Error;

use self::given::Given;

use crate::mail::transport::SmtpSettings;

/// One key: its name in a file, what it is for, what it is by default.
#[derive(Debug)]
pub struct Key {
    /// Name in the configuration file; the environment has it in capitals after `TOCSIN_`.
    pub name: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// What holds when it is left out, in words.
    pub default: &'static str,
}

impl Key {
    /// Name in the environment.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("TOCSIN_{}", self.name.to_uppercase())
    }
}

macro_rules! keys {
    ($($name:literal: $purpose:literal, $default:literal;)+) => {
        /// Every key, in the order `tocsin config` prints them.
        pub const KEYS: &[Key] = &[$(Key { name: $name, purpose: $purpose, default: $default }),+];
    };
}

keys! {
    "listen": "adresse et port d’écoute du serveur web", "127.0.0.1:8080";
    "public_url": "adresse que les personnes utilisent, écrite dans les courriels", "http:// et l’adresse d’écoute";
    "database_url": "sqlite://CHEMIN ou postgres://UTILISATEUR:MOT-DE-PASSE@HÔTE/BASE (sslmode, sslrootcert)", "sqlite://tocsin.db dans le dossier de données";
    "data_dir": "dossier de la base, du secret, des pièces jointes et des courriels écrits en fichiers", "./data";
    "conventions_dir": "dossier de conventions qui remplacent ou complètent celles du programme", "aucun";
    "home_convention": "convention que cette installation sert en premier", "ille-et-vilaine-2025";
    "smtp_url": "smtp://UTILISATEUR:MOT-DE-PASSE@HÔTE:PORT?tls=required|opportunistic|none ou smtps://…", "aucun : les courriels sont écrits dans outbox/*.eml du dossier de données";
    "smtp_ca_file": "fichier PEM d’une autorité de certification admise en plus pour SMTP", "aucun";
    "mail_from": "adresse d’expédition des courriels", "tocsin@localhost";
    "exercise_mailbox": "boîte qui reçoit les courriels des exercices ; sans elle, aucun exercice", "aucune";
    "secret_file": "fichier du secret qui signe liens et jetons, créé au premier démarrage (mode 600)", "secret dans le dossier de données";
    "log": "ce qui est journalisé, par exemple info ou tocsin=debug", "info";
    "trusted_proxies": "adresses ou réseaux des mandataires dont X-Forwarded-For est cru, séparés par des virgules", "aucun";
    "webhook_hosts": "machines internes qui peuvent être prévenues des événements, en http ou dans un réseau privé, séparées par des virgules", "aucune";
    "webhook_ca_file": "fichier PEM d’une autorité de certification admise en plus pour prévenir des événements", "aucun";
    "attachment_max": "taille du plus grand fichier qui peut être joint à un dossier, en mégaoctets", "100";
    "attachment_retention": "jours pendant lesquels les fichiers d’un dossier clos ou écarté sont gardés après son dernier acte", "aucune : les fichiers restent";
}

/// A valid configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Address people use, without a slash at the end.
    pub public_url: String,
    /// Address of the database.
    pub database_url: String,
    /// Data folder.
    pub data_dir: PathBuf,
    /// Folder of further packs.
    pub conventions_dir: Option<PathBuf>,
    /// Convention served first.
    pub home_convention: String,
    /// Mail server; `None` writes letters to the data folder.
    pub smtp: Option<SmtpSettings>,
    /// Extra authority trusted for SMTP.
    pub smtp_ca_file: Option<PathBuf>,
    /// Sender.
    pub mail_from: String,
    /// Mailbox of drills.
    pub exercise_mailbox: Option<String>,
    /// File of the secret.
    pub secret_file: PathBuf,
    /// Log filter.
    pub log: String,
    /// Reverse proxies.
    pub trusted_proxies: Vec<IpNet>,
    /// Hosts inside a private network that may be told of events.
    pub webhook_hosts: BTreeSet<String>,
    /// Extra authority trusted for telling events.
    pub webhook_ca_file: Option<PathBuf>,
    /// Largest attachment, in megabytes.
    pub attachment_max: u64,
    /// Days for which the files of a dossier that is over are kept after its last act; `None` keeps them.
    pub attachment_retention: Option<u32>,
}

impl Config {
    /// The value in use for a key, passwords hidden, as `tocsin config` prints it.
    #[must_use]
    pub fn shown(&self, key: &str) -> String {
        let path = |path: &Option<PathBuf>| path.as_ref().map(|p| p.display().to_string());
        let value = match key {
            "listen" => Some(self.listen.to_string()),
            "public_url" => Some(self.public_url.clone()),
            "database_url" => Some(without_password(&self.database_url)),
            "data_dir" => Some(self.data_dir.display().to_string()),
            "conventions_dir" => path(&self.conventions_dir),
            "home_convention" => Some(self.home_convention.clone()),
            "smtp_url" => self
                .smtp
                .as_ref()
                .map(|smtp| format!("{}:{}", smtp.host, smtp.port)),
            "smtp_ca_file" => path(&self.smtp_ca_file),
            "mail_from" => Some(self.mail_from.clone()),
            "exercise_mailbox" => self.exercise_mailbox.clone(),
            "secret_file" => Some(self.secret_file.display().to_string()),
            "log" => Some(self.log.clone()),
            "trusted_proxies" => Some(
                self.trusted_proxies
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
            "webhook_hosts" => Some(
                self.webhook_hosts
                    .iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
            "webhook_ca_file" => path(&self.webhook_ca_file),
            "attachment_max" => Some(self.attachment_max.to_string()),
            "attachment_retention" => self.attachment_retention.map(|days| days.to_string()),
            _ => None,
        };
        value
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| "—".to_owned())
    }
}

/// An address without the password it may hold.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    match rest.rsplit_once('@') {
        Some((login, host)) => {
            let user = login.split_once(':').map_or(login, |(user, _)| user);
            format!("{scheme}://{user}@{host}")
        }
        None => url.to_owned(),
    }
}

/// What stops the start: one line for each fault, naming its key.
#[derive(Debug, PartialEq, Eq, Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigRefused(pub Vec<String>);

/// Reads the configuration: the environment over the file, the defaults under both.
///
/// # Errors
/// [`ConfigRefused`] with one line for each fault.
#[allow(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the environment"
)]
pub fn load(file: Option<&Path>) -> Result<Config, ConfigRefused> {
    let environment = std::env::vars().filter(|(name, _)| name.starts_with("TOCSIN_"));
    let text = file.map(|path| {
        std::fs::read_to_string(path).map_err(|e| ConfigRefused(vec![format!("{}: {e}", path.display())]))
    });
    from_sources(environment.collect(), text.transpose()?.as_deref())
}

/// Builds the configuration from the environment's pairs and the file's text.
///
/// # Errors
/// [`ConfigRefused`] with one line for each fault.
pub fn from_sources(
    environment: BTreeMap<String, String>,
    file: Option<&str>,
) -> Result<Config, ConfigRefused> {
    let mut given = Given::read(environment, file);
    let config = given.config();
    if given.faults.is_empty() {
        Ok(config)
    } else {
        Err(ConfigRefused(given.faults))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn nothing_given_is_a_working_configuration() {
        let config = from_sources(BTreeMap::new(), None).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.public_url, "http://127.0.0.1:8080");
        assert_eq!(config.database_url, "sqlite://./data/tocsin.db");
        assert!(config.smtp.is_none());
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = Some("listen = \"127.0.0.1:9000\"\nlog = \"warn\"");
        let config = from_sources(environment(&[("TOCSIN_LISTEN", "0.0.0.0:80")]), file).unwrap();
        assert_eq!((config.listen.port(), config.log.as_str()), (80, "warn"));
    }

    #[test]
    fn every_fault_is_told_at_once_with_its_key() {
        let given = environment(&[
            ("TOCSIN_LISTEN", "somewhere"),
            ("TOCSIN_PUBLIC_URL", "tocsin.example"),
            ("TOCSIN_DATABASE_URL", "mysql://x"),
            ("TOCSIN_SMTP_URL", "smtp://"),
            ("TOCSIN_MAIL_FROM", "nobody"),
            ("TOCSIN_TRUSTED_PROXIES", "10.0.0.0/8, there"),
            ("TOCSIN_ATTACHMENT_MAX", "0"),
            ("TOCSIN_ATTACHMENT_RETENTION", "un an"),
            ("TOCSIN_WEBHOOK_HOSTS", "https://outil"),
            ("TOCSIN_LISTN", "x"),
        ]);
        let faults = from_sources(given, Some("unknown = \"1\"\nlog = 3"))
            .unwrap_err()
            .0;
        for key in [
            "LISTEN:",
            "PUBLIC_URL:",
            "DATABASE_URL:",
            "SMTP_URL:",
            "MAIL_FROM:",
            "TRUSTED_PROXIES:",
            "ATTACHMENT_MAX:",
            "ATTACHMENT_RETENTION:",
            "WEBHOOK_HOSTS:",
            "LISTN:",
            "unknown:",
            "log:",
        ] {
            assert_eq!(
                faults.iter().filter(|fault| fault.contains(key)).count(),
                1,
                "{key} in {faults:#?}"
            );
        }
    }

    #[test]
    fn every_documented_key_is_read() {
        let source = include_str!("config/given.rs");
        for key in KEYS {
            assert!(
                source.contains(&format!("(\"{}\"", key.name)),
                "{} is documented but never taken",
                key.name
            );
        }
    }
}
