//! `work`: a worker alone.

use std::sync::Arc;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;

use super::opening::{self, Opened};
use crate::config::Config;
use crate::mail::transport::Mailer;
use crate::worker::{Worker, name_of_this_process};

/// Delivers letters without serving pages.
pub(super) fn work(config: &Config) -> anyhow::Result<()> {
    let opened = opening::open(config)?;
    let worker = worker(
        &opened,
        Arc::new(opening::mailer(config)?),
        Arc::new(Notify::new()),
    );
    let worker = worker.telling(Arc::new(opening::caller(config)?));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let stop = Notify::new();
        tokio::join!(worker.run(&stop), async {
            told_to_stop().await;
            stop.notify_one();
        });
    });
    Ok(())
}

/// The worker of this process.
pub(super) fn worker(opened: &Opened, mailer: Arc<Mailer>, wake: Arc<Notify>) -> Worker {
    let name = name_of_this_process();
    Worker::new(
        opened.store.clone(),
        opened.instance.clone(),
        mailer,
        opened.clock.clone(),
        name,
        wake,
    )
}

/// Waits for an interruption or a polite request to end.
pub(super) async fn told_to_stop() {
    let mut end = match signal(SignalKind::terminate()) {
        Ok(end) => end,
        Err(error) => return tracing::error!(%error, "signals_unavailable"),
    };
    tokio::select! {
        _ = end.recv() => {}
        interrupted = tokio::signal::ctrl_c() => drop(interrupted),
    }
}
