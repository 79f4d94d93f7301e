//! What the program does by itself: enforce the duties whose steps are due, deliver the outbox, show that it is alive.
//!
//! Several workers may run, in one process or many: each letter is claimed under a lease and its attempt is
//! recorded before the first byte leaves, so a worker killed anywhere loses nothing.

mod call;
mod deliver;
mod enforce;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Notify;
use tokio::sync::futures::Notified;

use crate::actions::Instance;
use crate::calls::Caller;
use crate::clock::Clock;
use crate::domain::webhooks::KEPT;
use crate::mail::transport::Mailer;
use crate::store::{Db, Store, StoreError, mails, sessions, webhooks, workers};

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
    /// The way events leave; without it none does, and they wait.
    pub caller: Option<Arc<Caller>>,
    last_beat: Mutex<Option<DateTime<Utc>>>,
}

/// The name of the worker of this process: `host:pid`.
#[must_use]
pub fn name_of_this_process() -> String {
    let host = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    format!("{}:{}", host.trim(), std::process::id())
}

/// Whether `owner` is a worker of the same machine as `me` whose process is gone; one that bears my own name
/// is, since I have just started.
fn is_dead(owner: &str, me: &str) -> bool {
    let same_machine = |(host, _): &(&str, &str)| me.rsplit_once(':').is_some_and(|(mine, _)| mine == *host);
    let process = owner
        .rsplit_once(':')
        .filter(same_machine)
        .map(|(_, process)| process);
    owner == me || process.is_some_and(|process| !Path::new("/proc").join(process).exists())
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
            caller: None,
            last_beat: Mutex::new(None),
        }
    }

    /// The same worker, that also tells subscribers of events.
    #[must_use]
    pub fn telling(self, caller: Arc<Caller>) -> Self {
        Self {
            caller: Some(caller),
            ..self
        }
    }

    /// Works until `stop` is notified; a letter under way is finished first. Subscribers to events are told beside it: no
    /// letter waits for one of them. A call under way when it stops is made again by the next worker.
    pub async fn run(&self, stop: &Notify) {
        let stopped = stop.notified();
        // Before anything is claimed: what this worker holds then is what it held when it died.
        if let Err(error) = self.take_over().await {
            tracing::error!(worker = self.name, %error, "take_over_failed");
        }
        tokio::select! {
            () = self.write_letters(stopped) => {}
            () = self.tell_subscribers() => {}
        }
    }

    async fn tell_subscribers(&self) {
        loop {
            if let Err(error) = self.tell().await {
                tracing::error!(worker = self.name, %error, "telling_failed");
            }
            tokio::time::sleep(REST).await;
        }
    }

    /// Tells subscribers of every event that is due by now; tells how many deliveries were attempted.
    ///
    /// # Errors
    /// The store's own failures; what was not recorded is done again when its lease ends.
    pub async fn tell(&self) -> Result<usize, StoreError> {
        match &self.caller {
            Some(caller) => call::all(self, caller).await,
            None => Ok(0),
        }
    }

    async fn write_letters(&self, stopped: Notified<'_>) {
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

    /// Does all that is due by now: steps of duties first, then letters; tells how many letters were attempted.
    ///
    /// # Errors
    /// The store's own failures; what was not recorded is done again by the next tick.
    pub async fn tick(&self) -> Result<usize, StoreError> {
        self.beat().await?;
        enforce::all(self).await?;
        let attempted = deliver::all(self).await?;
        self.mailer.rest().await;
        Ok(attempted)
    }

    /// Takes back the letters of workers of this machine that died without a word, instead of waiting for the
    /// end of their leases. Call it once, before the first tick.
    ///
    /// # Errors
    /// The store's own failures.
    pub async fn take_over(&self) -> Result<usize, StoreError> {
        let name = self.name.clone();
        let taken = self.write(move |db| {
            let dead = mails::lease_owners(db)?
                .into_iter()
                .filter(|owner| is_dead(owner, &name));
            let letters: usize = dead
                .map(|owner| mails::release(db, &owner))
                .sum::<Result<_, _>>()?;
            let dead = webhooks::lease_owners(db)?
                .into_iter()
                .filter(|owner| is_dead(owner, &name));
            let events: usize = dead
                .map(|owner| webhooks::release(db, &owner))
                .sum::<Result<_, _>>()?;
            Ok(letters + events)
        });
        taken.await.inspect(|taken| {
            if *taken > 0 {
                tracing::warn!(
                    worker = self.name,
                    letters = taken,
                    "letters_of_dead_worker_taken_over"
                );
            }
        })
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
            webhooks::forget_old(db, now - KEPT)?;
            sessions::forget_ended(db, now).map(|_| ())
        })
        .await?;
        *self.last_beat.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
        Ok(())
    }

    /// One question, away from the threads that serve.
    async fn read<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Db) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let store = self.store.clone();
        let done = tokio::task::spawn_blocking(move || store.read(question)).await;
        done.unwrap_or_else(|stopped| Err(StoreError::Connection(stopped.to_string())))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_gone_process_of_this_machine_is_dead() {
        let alive = format!("here:{}", std::process::id());
        assert!(
            is_dead("here:4194999", "here:1"),
            "above the highest process number"
        );
        assert!(is_dead("here:1", "here:1"), "my own name, from before I started");
        assert!(!is_dead(&alive, "here:1"));
        assert!(
            !is_dead("elsewhere:4194999", "here:1"),
            "another machine cannot be judged from here"
        );
    }
}
