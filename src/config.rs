//! The only reader of the environment: `TOCSIN_*` over a TOML file, every key documented in one table.
//!
//! A value that cannot be used stops the start with one clear line naming its key; nothing is guessed.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use thiserror::Error;

use crate::mail::message::is_address;
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
    "listen": "address and port the web server listens on", "127.0.0.1:8080";
    "public_url": "address people use, written in letters", "http:// and the listening address";
    "database_url": "sqlite://PATH or postgres://USER:PW@HOST/NAME (sslmode, sslrootcert)", "sqlite://tocsin.db in the data folder";
    "data_dir": "folder of the database, the secret and the letters of the folder transport", "./data";
    "conventions_dir": "folder of convention packs that replace or join the built-in ones", "none";
    "home_convention": "the convention this installation serves first", "ille-et-vilaine-2025";
    "smtp_url": "smtp://USER:PW@HOST:PORT?tls=required|opportunistic|none or smtps://…", "none: letters are written to outbox/*.eml in the data folder";
    "smtp_ca_file": "PEM file of an extra authority trusted for SMTP", "none";
    "mail_from": "address letters are sent from", "tocsin@localhost";
    "exercise_mailbox": "where the letters of drills go; without it no drill can be reported", "none";
    "secret_file": "file of the secret that signs links and tokens, created on first start (mode 600)", "secret in the data folder";
    "log": "what is logged, for example info or tocsin=debug", "info";
    "trusted_proxies": "addresses or networks of reverse proxies whose X-Forwarded-For is believed, separated by commas", "none";
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
}

/// What stops the start: one line for each fault, naming its key.
#[derive(Debug, PartialEq, Eq, Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigRefused(pub Vec<String>);

/// Reads the configuration: the environment over the file, the defaults under both.
///
/// # Errors
/// [`ConfigRefused`] with one line for each fault.
#[allow(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub fn load(file: Option<&Path>) -> Result<Config, ConfigRefused> {
    let environment = std::env::vars().filter(|(name, _)| name.starts_with("TOCSIN_"));
    let text = file.map(|path| std::fs::read_to_string(path).map_err(|e| ConfigRefused(vec![format!("{}: {e}", path.display())])));
    from_sources(environment.collect(), text.transpose()?.as_deref())
}

/// Builds the configuration from the environment's pairs and the file's text.
///
/// # Errors
/// [`ConfigRefused`] with one line for each fault.
pub fn from_sources(environment: BTreeMap<String, String>, file: Option<&str>) -> Result<Config, ConfigRefused> {
    let mut given = Given::read(environment, file);
    let config = given.config();
    match config {
        Some(config) if given.faults.is_empty() => Ok(config),
        _ => Err(ConfigRefused(given.faults)),
    }
}

/// Values as given, and the faults found while taking them.
#[derive(Default)]
struct Given {
    values: BTreeMap<String, String>,
    faults: Vec<String>,
}

impl Given {
    fn read(environment: BTreeMap<String, String>, file: Option<&str>) -> Self {
        let mut given = Self::default();
        given.add_file(file.unwrap_or_default());
        for (variable, value) in environment {
            let name = variable.trim_start_matches("TOCSIN_").to_lowercase();
            match KEYS.iter().any(|key| key.name == name) {
                true => drop(given.values.insert(name, value)),
                // The test command and packagers use variables of their own behind these two prefixes.
                false if name.starts_with("test_") || name.starts_with("ci_") => {}
                false => given.faults.push(format!("{variable}: unknown key; `tocsin config` lists them")),
            }
        }
        given.values.retain(|_, value| !value.trim().is_empty());
        given
    }

    fn add_file(&mut self, text: &str) {
        let table: toml::Table = match toml::from_str(text) {
            Ok(table) => table,
            Err(error) => return self.faults.push(format!("configuration file: {}", error.to_string().trim())),
        };
        for (name, value) in table {
            match value {
                _ if !KEYS.iter().any(|key| key.name == name) => self.faults.push(format!("{name}: unknown key in the configuration file")),
                toml::Value::String(value) => drop(self.values.insert(name, value)),
                _ => self.faults.push(format!("{name}: write this value between quotes")),
            }
        }
    }

    /// The value of a key read by `read`; a fault names the key and says what is wrong.
    fn take<T>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let value = self.values.get(name)?.trim().to_owned();
        read(&value).map_err(|fault| self.faults.push(format!("TOCSIN_{}: {fault}", name.to_uppercase()))).ok()
    }

    fn text(&mut self, name: &str) -> Option<String> {
        self.take(name, |value| Ok(value.to_owned()))
    }

    fn path(&mut self, name: &str) -> Option<PathBuf> {
        self.take(name, |value| Ok(PathBuf::from(value)))
    }

    fn config(&mut self) -> Option<Config> {
        let listen = self.take("listen", socket).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
        let data_dir = self.path("data_dir").unwrap_or_else(|| PathBuf::from("./data"));
        let smtp = self.take("smtp_url", SmtpSettings::parse);
        let mail_from = self.take("mail_from", address);
        if smtp.is_some() && !self.values.contains_key("mail_from") {
            self.faults.push("TOCSIN_MAIL_FROM: needed as soon as TOCSIN_SMTP_URL is set".to_owned());
        }
        Some(Config {
            public_url: self.take("public_url", public_url).unwrap_or_else(|| format!("http://{listen}")),
            database_url: self.take("database_url", database).unwrap_or_else(|| format!("sqlite://{}", data_dir.join("tocsin.db").display())),
            conventions_dir: self.take("conventions_dir", folder),
            home_convention: self.text("home_convention").unwrap_or_else(|| "ille-et-vilaine-2025".to_owned()),
            smtp,
            smtp_ca_file: self.path("smtp_ca_file"),
            mail_from: mail_from.unwrap_or_else(|| "tocsin@localhost".to_owned()),
            exercise_mailbox: self.take("exercise_mailbox", address),
            secret_file: self.path("secret_file").unwrap_or_else(|| data_dir.join("secret")),
            log: self.take("log", log_filter).unwrap_or_else(|| "info".to_owned()),
            trusted_proxies: self.take("trusted_proxies", networks).unwrap_or_default(),
            listen,
            data_dir,
        })
    }
}

fn socket(value: &str) -> Result<SocketAddr, String> {
    value.parse().map_err(|_| format!("«{value}» is not an address and port, for example 127.0.0.1:8080"))
}

fn public_url(value: &str) -> Result<String, String> {
    let url = value.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', ' ', '?', '#']) => Ok(url.to_owned()),
        _ => Err(format!("«{value}» is not an address such as https://tocsin.example.fr")),
    }
}

fn database(value: &str) -> Result<String, String> {
    let known = ["sqlite://", "postgres://", "postgresql://"].iter().any(|scheme| value.starts_with(scheme));
    if known { Ok(value.to_owned()) } else { Err("use sqlite://PATH or postgres://…".to_owned()) }
}

fn folder(value: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(value);
    if path.is_dir() { Ok(path) } else { Err(format!("«{value}» is not a folder")) }
}

fn address(value: &str) -> Result<String, String> {
    if is_address(value) { Ok(value.to_owned()) } else { Err(format!("«{value}» is not a mail address")) }
}

fn log_filter(value: &str) -> Result<String, String> {
    value.parse::<tracing_subscriber::filter::Targets>().map(|_| value.to_owned()).map_err(|e| e.to_string())
}

fn networks(value: &str) -> Result<Vec<IpNet>, String> {
    let network = |text: &str| text.parse::<IpNet>().or_else(|_| text.parse().map(|ip: std::net::IpAddr| IpNet::from(ip)));
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| network(part).map_err(|_| format!("«{part}» is neither an address nor a network"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
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
            ("TOCSIN_LISTN", "x"),
        ]);
        let faults = from_sources(given, Some("unknown = \"1\"\nlog = 3")).unwrap_err().0;
        for key in ["LISTEN:", "PUBLIC_URL:", "DATABASE_URL:", "SMTP_URL:", "MAIL_FROM:", "TRUSTED_PROXIES:", "LISTN:", "unknown:", "log:"] {
            assert_eq!(faults.iter().filter(|fault| fault.contains(key)).count(), 1, "{key} in {faults:#?}");
        }
    }

    #[test]
    fn every_documented_key_is_read() {
        let source = include_str!("config.rs");
        for key in KEYS {
            assert!(source.contains(&format!("(\"{}\"", key.name)), "{} is documented but never taken", key.name);
        }
    }
}
