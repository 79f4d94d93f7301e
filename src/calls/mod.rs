//! Calling other programs: one signed request to an address that an administrator registered, and its answer's status.
//!
//! The address that was checked is the one connected to; redirects are not followed; answers are not read but for their
//! status. Deliberately absent: which events there are, when to try again, who may be called.

mod caller;
mod reach;

pub use caller::{Call, CallSettings, Caller, Patience};
pub use reach::is_public;
