//! Accessibility.

pub mod show;
