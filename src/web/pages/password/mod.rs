//! Passwords.

pub mod set;
