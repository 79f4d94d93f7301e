//! The remediation plan: a new action, one action, and every plan that somebody follows.

pub mod change;
pub mod create;
pub mod index;
pub mod line;
pub mod new;
pub mod owner;
pub mod show;
