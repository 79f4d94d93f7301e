//! Passwords.

pub mod choose;
pub mod set;
