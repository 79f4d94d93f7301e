//! Programs that are told of events, and what is to be told to them: queued with its cause, delivered under a lease.

mod deliveries;
mod subscribers;

pub use deliveries::{
    Claimed, Delivery, Settlement, any_due, claim, count_failed, forget_old, latest, lease_owners, queue,
    release, retry, settle,
};
pub use subscribers::{all, find, insert, remove};
