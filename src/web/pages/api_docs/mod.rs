//! Documentation of the API.

pub mod show;
mod summaries;
