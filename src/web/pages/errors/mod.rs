//! When something cannot be done.

pub mod show;
