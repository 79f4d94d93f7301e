//! The only caller of the system's clock. Everywhere else `now` is an argument.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, Utc};

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

    /// Puts a hand-set clock at `at`; the machine's clock stays as it is.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Self::Set(hand) = self {
            *hand.lock().unwrap_or_else(PoisonError::into_inner) = at.trunc_subsecs(6);
        }
    }
}
