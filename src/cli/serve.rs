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
    actix_runtime().block_on(async {
        let (stop, wake) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let worker = worker(&opened, mailer.clone(), wake.clone());
        let stop_worker = stop.clone();
        let working = tokio::task::spawn_local(async move { worker.run(&stop_worker).await });
        let app = App::new(opened.store, opened.instance, opened.clock, wake, mailer.reaches_recipients(), config.trusted_proxies.clone());
        println!("Tocsin écoute sur {}", config.public_url);
        let served = web::serve(app, config.listen, told_to_stop()).await;
        stop.notify_one();
        working.await.context("worker")?;
        served.with_context(|| format!("TOCSIN_LISTEN: {}", config.listen))
    })
}

fn actix_runtime() -> actix_web::rt::SystemRunner {
    actix_web::rt::System::new()
}

