//! Outgoing mail.

pub mod index;
