//! Decisions that record nothing.

pub mod new;
