//! `serve`: pages, API and worker in one process.

use std::sync::Arc;

use anyhow::Context as _;
use tokio::sync::Notify;

use super::opening::{self, Opened};
use super::work::{told_to_stop, worker};
use crate::config::Config;
use crate::web::{self, App};

/// Serves pages and delivers letters in one process until told to stop.
pub(super) fn serve(config: &Config) -> anyhow::Result<()> {
    let opened = opening::open(config)?;
    serve_opened(config, opened)
}

/// Serves an installation that is open already.
pub(super) fn serve_opened(config: &Config, opened: Opened) -> anyhow::Result<()> {
    let mailer = Arc::new(opening::mailer(config)?);
    let caller = Arc::new(opening::caller(config)?);
    // Files whose arrival a killed process cut off.
    opened.instance.vault.sweep()?;
    web::run(async {
        let (stop, wake) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let worker = worker(&opened, Arc::clone(&mailer), Arc::clone(&wake)).telling(caller);
        let (leaves, proxies) = (mailer.reaches_recipients(), config.trusted_proxies.clone());
        let app = App::new(opened.store, opened.instance, opened.clock, wake, leaves, proxies);
        let listening = web::listen(app, config.listen);
        let listening = listening.with_context(|| format!("TOCSIN_LISTEN : {}", config.listen))?;
        println!("Tocsin est ouvert sur {}", config.public_url);
        let stop_worker = Arc::clone(&stop);
        let served = async {
            let served = listening.until(told_to_stop()).await;
            stop_worker.notify_one();
            served
        };
        let (served, ()) = tokio::join!(served, worker.run(&stop));
        Ok(served?)
    })
}
