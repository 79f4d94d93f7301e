//! Opening an installation: its folders, secret, database and packs.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail};

use crate::actions::Instance;
use crate::actions::conventions::{Source, record_version};
use crate::actions::password::one_time_secret;
use crate::actions::search;
use crate::calls::{CallSettings, Caller};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::convention::Catalogue;
use crate::mail::transport::{FolderTransport, Mailer, Patience, SmtpTransport};
use crate::packs;
use crate::signing::{Signer, sha256_hex};
use crate::store::{Store, StoreError, conventions, migrations};
use crate::vault::{Limits, Vault};

/// An installation ready for acts.
pub(super) struct Opened {
    pub(super) store: Store,
    pub(super) instance: Arc<Instance>,
    pub(super) clock: Clock,
}

/// Who acts when a command is given at the terminal.
pub(super) const ACTOR: &str = "command line";

/// Creates what is missing, brings the schema up to date, reads the packs and records the versions in use.
pub(super) fn open(config: &Config) -> anyhow::Result<Opened> {
    private_folder(&config.data_dir)
        .with_context(|| format!("dossier de données {}", config.data_dir.display()))?;
    let clock = Clock::System;
    let signer = Signer::new(secret(&config.secret_file)?.as_bytes());
    let store = Store::open(&config.database_url)?;
    migrations::run(&store)?;
    let catalogue = catalogue(config, &store)?;
    record_packs(config, &store, &catalogue, &clock)?;
    search::prepare(&store, &catalogue)?;
    let instance = Instance {
        catalogue: Arc::new(catalogue),
        public_url: config.public_url.clone(),
        mail_from: config.mail_from.clone(),
        exercise_mailbox: config.exercise_mailbox.clone(),
        webhook_hosts: config.webhook_hosts.clone(),
        signer,
        vault: vault(config)?,
    };
    Ok(Opened {
        store,
        instance: Arc::new(instance),
        clock,
    })
}

/// A folder that only its owner enters: dossiers and letters are inside.
fn private_folder(folder: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// The contents of attachments, beside the database.
fn vault(config: &Config) -> anyhow::Result<Vault> {
    let folder = config.data_dir.join("blobs");
    Vault::open(&folder, Limits::of_megabytes(config.attachment_max))
        .with_context(|| format!("dossier des pièces jointes {}", folder.display()))
}

/// The packs in use: built in, then the folder's, then those an administrator loaded.
pub(super) fn catalogue(config: &Config, store: &Store) -> anyhow::Result<Catalogue> {
    let loaded = store.read(conventions::loaded)?;
    let loaded = loaded
        .into_iter()
        .rev()
        .map(|version| (format!("{} (chargée)", version.id), version.source))
        .collect();
    packs::catalogue(config.conventions_dir.as_deref(), loaded, &config.home_convention)
        .map_err(|faults| faulty(&faults))
}

/// Every fault of packs, one a line.
pub(super) fn faulty(faults: &[packs::Fault]) -> anyhow::Error {
    anyhow!(
        "{}",
        faults
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    )
}

/// Records the versions in use that the product or the folder brought; loaded ones were recorded when loaded.
fn record_packs(config: &Config, store: &Store, catalogue: &Catalogue, clock: &Clock) -> anyhow::Result<()> {
    let sources = sources(config)?;
    let now = clock.now();
    store.write(|db| {
        for (origin, text) in &sources {
            let hash = sha256_hex(text.as_bytes());
            let Some(pack) = catalogue.packs().iter().find(|pack| pack.hash == hash) else {
                continue;
            };
            record_version(
                db,
                "tocsin",
                Source {
                    hash: &hash,
                    id: &pack.id,
                    title: &pack.title,
                    origin,
                    text,
                },
                now,
            )?;
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(())
}

/// The texts of packs and where they come from.
fn sources(config: &Config) -> anyhow::Result<Vec<(&'static str, String)>> {
    let mut sources: Vec<_> = packs::builtin()
        .iter()
        .map(|(_, text)| ("builtin", (*text).to_owned()))
        .collect();
    let Some(folder) = &config.conventions_dir else {
        return Ok(sources);
    };
    for entry in fs::read_dir(folder).context("TOCSIN_CONVENTIONS_DIR")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            sources.push((
                "folder",
                fs::read_to_string(&path).with_context(|| path.display().to_string())?,
            ));
        }
    }
    Ok(sources)
}

/// The secret that signs, created on first start and readable by its owner alone.
fn secret(file: &Path) -> anyhow::Result<String> {
    if !file.exists() {
        let (fresh, _) = one_time_secret()?;
        let created = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file);
        let mut created = created.with_context(|| format!("TOCSIN_SECRET_FILE: {}", file.display()))?;
        created.write_all(fresh.as_bytes())?;
        created.sync_all()?;
    }
    let secret =
        fs::read_to_string(file).with_context(|| format!("TOCSIN_SECRET_FILE: {}", file.display()))?;
    let secret = secret.trim().to_owned();
    if secret.len() < 32 {
        bail!(
            "TOCSIN_SECRET_FILE: {} compte moins de 32 caractères",
            file.display()
        );
    }
    Ok(secret)
}

/// The way events leave.
pub(super) fn caller(config: &Config) -> anyhow::Result<Caller> {
    let authority = config.webhook_ca_file.as_ref().map(fs::read);
    let settings = CallSettings {
        inside: config.webhook_hosts.clone(),
        extra_roots: authority.transpose().context("TOCSIN_WEBHOOK_CA_FILE")?,
        ..CallSettings::default()
    };
    Caller::new(settings).map_err(|fault| anyhow!("TOCSIN_WEBHOOK_CA_FILE: {fault}"))
}

/// The way letters leave: the mail server, or files in the data folder.
pub(super) fn mailer(config: &Config) -> anyhow::Result<Mailer> {
    let Some(settings) = config.smtp.clone() else {
        return Ok(Mailer::Folder(FolderTransport::new(
            config.data_dir.join("outbox"),
        )));
    };
    let authority = config
        .smtp_ca_file
        .as_ref()
        .map(fs::read)
        .transpose()
        .context("TOCSIN_SMTP_CA_FILE")?;
    let smtp = SmtpTransport::new(settings, Patience::default(), authority.as_deref());
    smtp.map(|smtp| Mailer::Smtp(Box::new(smtp)))
        .map_err(|fault| anyhow!("TOCSIN_SMTP_URL: {fault}"))
}
