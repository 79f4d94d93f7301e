//! An administrator registers a program that is told of events.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::json;
use url::{Host, Url};

use super::super::accounts::record;
use super::super::conventions::{UNKNOWN_CONVENTION, known_convention};
use super::super::{Instance, new_id};
use super::WebhookRefused;
use crate::domain::incident::Problem;
use crate::domain::people::Party;
use crate::domain::webhooks::{Event, NAME_MAX, URL_MAX, Webhook};
use crate::signing::sha256_hex;
use crate::store::{Db, webhooks};

/// The parties that may be told: those that run tools of their own.
pub const PARTIES: [Party; 2] = [Party::Academie, Party::Departement];

/// A subscriber, as asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its name.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// The convention whose dossiers it is told of; the installation's own when left out.
    pub convention: Option<String>,
    /// The party among whose dossiers they are, one of [`PARTIES`].
    pub party: Option<Party>,
    /// What it is told of.
    pub events: BTreeSet<Event>,
}

/// A subscriber just registered.
#[derive(Clone, Debug)]
pub struct Registered {
    /// The subscriber.
    pub webhook: Webhook,
    /// The secret with which it checks our calls.
    pub secret: String,
}

/// Registers a subscriber.
///
/// # Errors
/// [`WebhookRefused::Problems`] with everything that is wrong; nothing is recorded then.
pub fn register(
    db: &mut Db,
    instance: &Instance,
    actor: &str,
    asked: Asked,
    now: DateTime<Utc>,
) -> Result<Registered, WebhookRefused> {
    let name = asked.name.trim().to_owned();
    let mut problems = Vec::new();
    if name.is_empty() || name.chars().count() > NAME_MAX {
        let message = format!("Donnez un nom de 1 à {NAME_MAX} caractères.");
        problems.push(Problem::new("name", message));
    }
    if webhooks::all(db)?.iter().any(|known| known.name == name) {
        problems.push(Problem::new("name", "Un abonné porte déjà ce nom."));
    }
    let url = asked.url.trim().to_owned();
    if let Some(message) = wrong_with(&url, &instance.webhook_hosts) {
        problems.push(Problem::new("url", message));
    }
    if asked.events.is_empty() {
        problems.push(Problem::new("events", "Indiquez au moins un événement."));
    }
    let party = asked.party.filter(|party| PARTIES.contains(party));
    if party.is_none() {
        problems.push(Problem::new("party", "Indiquez l’académie ou le Département."));
    }
    let convention = known_convention(instance, asked.convention.as_deref());
    if convention.is_none() {
        problems.push(Problem::new("convention", UNKNOWN_CONVENTION));
    }
    let (Some(party), Some(convention), true) = (party, convention, problems.is_empty()) else {
        return Err(WebhookRefused::Problems(problems));
    };
    let webhook = Webhook {
        id: new_id(now),
        name,
        url,
        convention,
        party,
        events: asked.events,
        created_at: now,
    };
    webhooks::insert(db, &webhook, actor)?;
    let events: Vec<&str> = webhook.events.iter().map(|event| event.as_str()).collect();
    // An address often is a key: the journal, which forgets nothing, names the machine alone.
    let host = Url::parse(&webhook.url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    let body = json!({
        "webhook": webhook.id, "name": webhook.name, "host": host, "url_sha256": sha256_hex(webhook.url.as_bytes()),
        "convention": webhook.convention, "party": webhook.party, "events": events,
    });
    record(db, actor, "webhook_registered", body, now)?;
    Ok(Registered {
        secret: instance.signer.webhook_secret(&webhook.id),
        webhook,
    })
}

/// What is wrong with an address, as far as can be said without asking the network: each call checks what it resolves to.
fn wrong_with(url: &str, inside: &BTreeSet<String>) -> Option<String> {
    if url.chars().count() > URL_MAX {
        return Some(format!("Cette adresse dépasse {URL_MAX} caractères."));
    }
    let Ok(read) = Url::parse(url) else {
        return Some("Écrivez une adresse complète, par exemple https://outil.exemple.fr/tocsin.".to_owned());
    };
    let host = read.host();
    let is_inside = host.as_ref().is_some_and(|host| inside.contains(&plain(host)));
    let clean = read.username().is_empty() && read.password().is_none() && read.fragment().is_none();
    match (read.scheme(), host) {
        ("https" | "http", Some(_)) if !clean => {
            Some("Retirez de l’adresse l’identifiant, le mot de passe et le signe #.".to_owned())
        }
        ("https" | "http", Some(_)) if is_inside => None,
        ("https", Some(Host::Domain(name))) if name != "localhost" => None,
        ("https", Some(Host::Domain(_) | Host::Ipv4(_) | Host::Ipv6(_))) => Some(
            "Donnez un nom de machine public. Une machine interne doit d’abord être nommée dans TOCSIN_WEBHOOK_HOSTS."
                .to_owned(),
        ),
        ("http", Some(_)) => Some(
            "Seul https est admis. Une machine interne en http doit d’abord être nommée dans TOCSIN_WEBHOOK_HOSTS."
                .to_owned(),
        ),
        _ => Some("L’adresse doit commencer par https://.".to_owned()),
    }
}

fn plain(host: &Host<&str>) -> String {
    match host {
        Host::Domain(name) => (*name).to_owned(),
        Host::Ipv4(address) => address.to_string(),
        Host::Ipv6(address) => address.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_machines_over_https_unless_they_are_named() {
        let inside = BTreeSet::from([
            "127.0.0.1".to_owned(),
            "outil.interne".to_owned(),
            "::1".to_owned(),
        ]);
        for url in [
            "https://outil.exemple.fr/tocsin?cle=1",
            "http://outil.interne:8080/x",
            "http://127.0.0.1:9/",
            "https://[::1]/",
        ] {
            assert_eq!(wrong_with(url, &inside), None, "{url}");
        }
        for url in [
            "",
            "outil.exemple.fr",
            "ftp://outil.exemple.fr/",
            "http://outil.exemple.fr/",
            "https://u:p@outil.exemple.fr/",
            "https://outil.exemple.fr/#x",
            "https://10.0.0.1/",
            "https://167772161/",
            "https://[fd00::1]/",
            "https://localhost/",
            "file:///etc/passwd",
        ] {
            assert!(wrong_with(url, &inside).is_some(), "{url}");
        }
    }
}
