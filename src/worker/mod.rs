//! What the program does by itself: deliver the outbox and show that it is alive.
//!
//! Several workers may run, in one process or many: each letter is claimed under a lease and its attempt is
//! recorded before the first byte leaves, so a worker killed anywhere loses nothing.

mod deliver;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Notify;

use crate::actions::Instance;
use crate::clock::Clock;
use crate::mail::transport::Mailer;
use crate::store::{Db, Store, StoreError, sessions, workers};

/// How long the worker rests when nobody wakes it.
const REST: Duration = Duration::from_secs(5);
/// How often it shows that it is alive; `/readyz` worries after two minutes.
const BEAT_EVERY: TimeDelta = TimeDelta::seconds(30);

/// A worker and what it works with.
pub struct Worker {
    /// The database.
    pub store: Store,
    /// What acts consult.
    pub instance: Arc<Instance>,
    /// The way letters leave.
    pub mailer: Arc<Mailer>,
    /// Where the time comes from.
    pub clock: Clock,
    /// Its name, unique among running workers.
    pub name: String,
    /// Woken when an act has queued letters.
    pub wake: Arc<Notify>,
    last_beat: Mutex<Option<DateTime<Utc>>>,
}

impl Worker {
    /// A worker that has not started yet.
    #[must_use]
    pub fn new(
        store: Store,
        instance: Arc<Instance>,
        mailer: Arc<Mailer>,
        clock: Clock,
        name: String,
        wake: Arc<Notify>,
    ) -> Self {
        Self {
            store,
            instance,
            mailer,
            clock,
            name,
            wake,
            last_beat: Mutex::new(None),
        }
    }

    /// Works until `stop` is notified; a letter under way is finished first.
    pub async fn run(&self, stop: &Notify) {
        let stopped = stop.notified();
        tokio::pin!(stopped);
        loop {
            if let Err(error) = self.tick().await {
                tracing::error!(worker = self.name, %error, "worker_failed");
            }
            tokio::select! {
                () = &mut stopped => return self.mailer.rest().await,
                () = self.wake.notified() => {}
                () = tokio::time::sleep(REST) => {}
            }
        }
    }

    /// Does all that is due by now; tells how many letters were attempted.
    ///
    /// # Errors
    /// The store's own failures; what was not recorded is done again by the next tick.
    pub async fn tick(&self) -> Result<usize, StoreError> {
        self.beat().await?;
        let mut attempted = 0;
        while deliver::one(self).await? {
            attempted += 1;
        }
        self.mailer.rest().await;
        Ok(attempted)
    }

    async fn beat(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        let last = *self.last_beat.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_some_and(|last| now >= last && now - last < BEAT_EVERY) {
            return Ok(());
        }
        let name = self.name.clone();
        self.write(move |db| {
            workers::beat(db, &name, now)?;
            sessions::forget_ended(db, now).map(|_| ())
        })
        .await?;
        *self.last_beat.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
        Ok(())
    }

    /// One write transaction, away from the threads that serve.
    async fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Db) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let store = self.store.clone();
        let done = tokio::task::spawn_blocking(move || store.write(act)).await;
        done.unwrap_or_else(|stopped| Err(StoreError::Connection(stopped.to_string())))
    }
}
