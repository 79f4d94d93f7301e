//! Signing in.

pub mod new;
