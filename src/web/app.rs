//! What every handler leans on: the store, the packs, the clock, the limits.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use chrono::{DateTime, Utc};
use ipnet::IpNet;
use tokio::sync::Notify;

use super::limits::Limits;
use crate::actions::Instance;
use crate::clock::Clock;
use crate::store::{Db, Store, StoreError};

/// How long somebody who signs in waits for their turn to be checked.
const PATIENCE: Duration = Duration::from_secs(3);

/// The web application's state, shared by every worker thread.
pub struct App {
    /// The database.
    pub store: Store,
    /// What acts consult: packs, addresses, the signer.
    pub instance: Arc<Instance>,
    /// Where the time comes from.
    pub clock: Clock,
    /// Woken after each write, so that letters leave at once.
    pub wake: Arc<Notify>,
    /// Whether letters really leave the machine; the pages say loudly when they do not.
    pub mail_leaves: bool,
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Attempts to sign in.
    pub limits: Limits,
}

impl App {
    /// An application that nobody has called yet.
    #[must_use]
    pub fn new(
        store: Store,
        instance: Arc<Instance>,
        clock: Clock,
        wake: Arc<Notify>,
        mail_leaves: bool,
        trusted_proxies: Vec<IpNet>,
    ) -> Self {
        Self {
            store,
            instance,
            limits: Limits::new(clock.clone(), PATIENCE),
            clock,
            wake,
            mail_leaves,
            trusted_proxies,
        }
    }

    /// The current instant (UTC). A handler asks once and passes it on.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Whether people reach the pages over TLS.
    #[must_use]
    pub fn over_tls(&self) -> bool {
        self.instance.public_url.starts_with("https://")
    }

    /// Asks the store on a blocking thread, on a connection that cannot write.
    ///
    /// # Errors
    /// What `question` failed with, or the store's own failure.
    pub async fn read<T, E>(
        &self,
        question: impl FnOnce(&mut Db) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let store = self.store.clone();
        blocking(move || store.read(question)).await
    }

    /// Acts in one transaction on a blocking thread, then wakes the worker.
    ///
    /// # Errors
    /// What `act` refused or failed with, or the store's own failure; nothing is recorded then.
    pub async fn write<T, E>(
        &self,
        act: impl FnOnce(&mut Db) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let store = self.store.clone();
        let done = blocking(move || store.write(act)).await?;
        self.wake.notify_one();
        Ok(done)
    }

    /// Acts as [`App::write`] does, then asks the store about what was done: once it is recorded, so that nobody who
    /// waits to act waits for the answer too.
    ///
    /// # Errors
    /// What either failed with; what `act` did is recorded even if `question` fails.
    pub async fn write_then_read<T, U, E>(
        &self,
        act: impl FnOnce(&mut Db) -> Result<T, E> + Send + 'static,
        question: impl FnOnce(&mut Db, T) -> Result<U, E> + Send + 'static,
    ) -> Result<U, E>
    where
        U: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (store, wake) = (self.store.clone(), Arc::clone(&self.wake));
        blocking(move || {
            let done = store.write(act)?;
            wake.notify_one();
            store.read(|db| question(db, done))
        })
        .await
    }
}

/// Runs what takes its time away from the threads that answer.
///
/// # Errors
/// What `work` failed with; a thread that stopped in the middle is a failure of the store's kind.
pub async fn blocking<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let stopped = |error: actix_web::error::BlockingError| StoreError::Corrupt(error.to_string());
    web::block(work)
        .await
        .unwrap_or_else(|error| Err(stopped(error).into()))
}
