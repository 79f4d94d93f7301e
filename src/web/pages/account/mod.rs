//! The account of the person signed in.

pub mod show;
