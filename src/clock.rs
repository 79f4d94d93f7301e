//! The only caller of the system's clock. Everywhere else `now` is an argument.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, SubsecRound, Utc};

static STARTED: OnceLock<Instant> = OnceLock::new();

/// Where a running program takes the time from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that somebody sets by hand, for tests and for "what would be done at".
    Set(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands at `at` until it is set.
    #[must_use]
    pub fn standing_at(at: DateTime<Utc>) -> Self {
        Self::Set(Arc::new(Mutex::new(at)))
    }

    /// The current instant (UTC), in microseconds, as the store keeps it.
    #[must_use]
    #[allow(
        clippy::disallowed_methods,
        reason = "this is the one place that asks the system's clock"
    )]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now().trunc_subsecs(6),
            Self::Set(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Time passed since some fixed moment, which never runs backwards on the machine's clock: for measuring
    /// durations, where the adjustment of a clock must not count.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        match self {
            Self::System => STARTED.get_or_init(Instant::now).elapsed(),
            Self::Set(_) => (self.now() - DateTime::UNIX_EPOCH).to_std().unwrap_or_default(),
        }
    }

    /// Puts a hand-set clock at `at`; the machine's clock stays as it is.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Self::Set(hand) = self {
            *hand.lock().unwrap_or_else(PoisonError::into_inner) = at.trunc_subsecs(6);
        }
    }
}
