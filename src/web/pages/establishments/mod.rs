//! Schools.

pub mod suggestions;
