//! Values as the environment and the file give them, taken one by one; every fault names its key.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;

use super::{Config, KEYS};
use crate::mail::message::{is_address, is_sender};
use crate::mail::transport::SmtpSettings;

/// Largest attachment unless another is given, in megabytes.
const ATTACHMENT_MAX: u64 = 100;

/// Values as given, and the faults found while taking them.
#[derive(Default)]
pub(super) struct Given {
    values: BTreeMap<String, String>,
    pub(super) faults: Vec<String>,
}

impl Given {
    pub(super) fn read(environment: BTreeMap<String, String>, file: Option<&str>) -> Self {
        let mut given = Self::default();
        given.add_file(file.unwrap_or_default());
        for (variable, value) in environment {
            let name = variable.trim_start_matches("TOCSIN_").to_lowercase();
            match KEYS.iter().any(|key| key.name == name) {
                true => drop(given.values.insert(name, value)),
                // The test command and packagers use variables of their own behind these two prefixes.
                false if name.starts_with("test_") || name.starts_with("ci_") => {}
                false => given.faults.push(format!(
                    "{variable}: clé inconnue ; « tocsin config » les énumère toutes"
                )),
            }
        }
        given.values.retain(|_, value| !value.trim().is_empty());
        given
    }

    fn add_file(&mut self, text: &str) {
        let table: toml::Table = match toml::from_str(text) {
            Ok(table) => table,
            Err(error) => {
                return self
                    .faults
                    .push(format!("fichier de configuration : {}", error.to_string().trim()));
            }
        };
        for (name, value) in table {
            match value {
                _ if !KEYS.iter().any(|key| key.name == name) => self
                    .faults
                    .push(format!("{name}: clé inconnue dans le fichier de configuration")),
                toml::Value::String(value) => drop(self.values.insert(name, value)),
                _ => self
                    .faults
                    .push(format!("{name}: écrivez cette valeur entre guillemets")),
            }
        }
    }

    /// The value of a key read by `read`; a fault names the key and says what is wrong.
    fn take<T>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let value = self.values.get(name)?.trim().to_owned();
        read(&value)
            .map_err(|fault| {
                self.faults
                    .push(format!("TOCSIN_{}: {fault}", name.to_uppercase()));
            })
            .ok()
    }

    fn text(&mut self, name: &str) -> Option<String> {
        self.take(name, |value| Ok(value.to_owned()))
    }

    fn path(&mut self, name: &str) -> Option<PathBuf> {
        self.take(name, |value| Ok(PathBuf::from(value)))
    }

    pub(super) fn config(&mut self) -> Config {
        let listen = self
            .take("listen", socket)
            .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
        let data_dir = self.path("data_dir").unwrap_or_else(|| PathBuf::from("./data"));
        let smtp = self.take("smtp_url", SmtpSettings::parse);
        let mail_from = self.take("mail_from", sender);
        if smtp.is_some() && !self.values.contains_key("mail_from") {
            self.faults
                .push("TOCSIN_MAIL_FROM: indispensable dès que TOCSIN_SMTP_URL est renseigné".to_owned());
        }
        Config {
            public_url: self
                .take("public_url", public_url)
                .unwrap_or_else(|| format!("http://{listen}")),
            database_url: self
                .take("database_url", database)
                .unwrap_or_else(|| format!("sqlite://{}", data_dir.join("tocsin.db").display())),
            conventions_dir: self.take("conventions_dir", folder),
            home_convention: self
                .text("home_convention")
                .unwrap_or_else(|| "ille-et-vilaine-2025".to_owned()),
            smtp,
            smtp_ca_file: self.path("smtp_ca_file"),
            mail_from: mail_from.unwrap_or_else(|| "tocsin@localhost".to_owned()),
            exercise_mailbox: self.take("exercise_mailbox", address),
            secret_file: self
                .path("secret_file")
                .unwrap_or_else(|| data_dir.join("secret")),
            log: self.take("log", log_filter).unwrap_or_else(|| "info".to_owned()),
            trusted_proxies: self.take("trusted_proxies", networks).unwrap_or_default(),
            webhook_hosts: self.take("webhook_hosts", hosts).unwrap_or_default(),
            webhook_ca_file: self.path("webhook_ca_file"),
            attachment_max: self.take("attachment_max", megabytes).unwrap_or(ATTACHMENT_MAX),
            attachment_retention: self.take("attachment_retention", days),
            listen,
            data_dir,
        }
    }
}

fn socket(value: &str) -> Result<SocketAddr, String> {
    value.parse().map_err(|_| {
        format!("« {value} » n’est pas une adresse suivie d’un port, par exemple 127.0.0.1:8080")
    })
}

fn public_url(value: &str) -> Result<String, String> {
    let url = value.trim_end_matches('/');
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', ' ', '?', '#']) => Ok(url.to_owned()),
        _ => Err(format!(
            "« {value} » n’est pas une adresse comme https://tocsin.example.fr"
        )),
    }
}

fn database(value: &str) -> Result<String, String> {
    let known = ["sqlite://", "postgres://", "postgresql://"]
        .iter()
        .any(|scheme| value.starts_with(scheme));
    if known {
        Ok(value.to_owned())
    } else {
        Err("écrivez sqlite://CHEMIN ou postgres://…".to_owned())
    }
}

fn folder(value: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(value);
    if path.is_dir() {
        Ok(path)
    } else {
        Err(format!("« {value} » n’est pas un dossier"))
    }
}

fn address(value: &str) -> Result<String, String> {
    if is_address(value) {
        Ok(value.to_owned())
    } else {
        Err(format!("« {value} » n’est pas une adresse de courriel"))
    }
}

fn sender(value: &str) -> Result<String, String> {
    if is_sender(value) {
        Ok(value.to_owned())
    } else {
        Err(format!("« {value} » n’est pas une adresse d’expéditeur"))
    }
}

fn log_filter(value: &str) -> Result<String, String> {
    value
        .parse::<tracing_subscriber::filter::Targets>()
        .map(|_| value.to_owned())
        .map_err(|e| e.to_string())
}

fn megabytes(value: &str) -> Result<u64, String> {
    let whole = value.parse().ok().filter(|megabytes| *megabytes > 0);
    whole.ok_or_else(|| format!("« {value} » n’est pas un nombre entier de mégaoctets, 1 au moins"))
}

fn days(value: &str) -> Result<u32, String> {
    let whole = value.parse().ok().filter(|days| *days > 0);
    whole.ok_or_else(|| format!("« {value} » n’est pas un nombre entier de jours, 1 au moins"))
}

fn hosts(value: &str) -> Result<BTreeSet<String>, String> {
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    let host = |part: &str| {
        let named = part
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c));
        named
            .then(|| part.to_lowercase())
            .ok_or_else(|| format!("« {part} » n’est pas un nom de machine seul, par exemple outil.interne"))
    };
    parts.map(host).collect()
}

fn networks(value: &str) -> Result<Vec<IpNet>, String> {
    let network = |text: &str| {
        text.parse::<IpNet>()
            .or_else(|_| text.parse().map(|ip: std::net::IpAddr| IpNet::from(ip)))
    };
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| network(part).map_err(|_| format!("« {part} » n’est ni une adresse ni un réseau")))
        .collect()
}
