//! What waits to be done.

pub mod filter;
pub mod index;
mod sending;
