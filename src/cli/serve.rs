//! `serve` and `work`: the long-running commands.

use std::sync::Arc;

use anyhow::Context as _;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;

use super::opening::{self, Opened};
use crate::config::Config;
use crate::mail::transport::Mailer;
use crate::web::{self, App};
use crate::worker::Worker;

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

/// Delivers letters without serving pages.
pub(super) fn work(config: &Config) -> anyhow::Result<()> {
    let opened = opening::open(config)?;
    let mailer = Arc::new(opening::mailer(config)?);
    actix_runtime().block_on(async {
        let worker = worker(&opened, mailer, Arc::new(Notify::new()));
        let stop = Arc::new(Notify::new());
        let stopper = stop.clone();
        tokio::task::spawn_local(async move {
            told_to_stop().await;
            stopper.notify_one();
        });
        worker.run(&stop).await;
    });
    Ok(())
}

fn actix_runtime() -> actix_web::rt::SystemRunner {
    actix_web::rt::System::new()
}

fn worker(opened: &Opened, mailer: Arc<Mailer>, wake: Arc<Notify>) -> Worker {
    let host = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    let name = format!("{}:{}", host.trim(), std::process::id());
    Worker::new(opened.store.clone(), opened.instance.clone(), mailer, opened.clock.clone(), name, wake)
}

/// Waits for an interruption or a polite request to end.
async fn told_to_stop() {
    let mut end = match signal(SignalKind::terminate()) {
        Ok(end) => end,
        Err(error) => return tracing::error!(%error, "signals_unavailable"),
    };
    tokio::select! {
        _ = end.recv() => {}
        interrupted = tokio::signal::ctrl_c() => drop(interrupted),
    }
}
