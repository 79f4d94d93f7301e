//! Messages kept in the memory of the process, in the order of their delivery.

use std::sync::{Arc, Mutex, PoisonError};

use super::{Outcome, StoredMessage};

/// A mailbox in memory; clones share it.
#[derive(Clone, Debug, Default)]
pub struct MemoryTransport {
    delivered: Arc<Mutex<Vec<StoredMessage>>>,
}

impl MemoryTransport {
    /// Every message delivered so far, oldest first.
    #[must_use]
    pub fn delivered(&self) -> Vec<StoredMessage> {
        self.delivered
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(super) fn deliver(&self, message: &StoredMessage) -> Outcome {
        self.delivered
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(message.clone());
        Outcome::Accepted {
            answer: "gardé en mémoire, non expédié".to_owned(),
        }
    }
}
