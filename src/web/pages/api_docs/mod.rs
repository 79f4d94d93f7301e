//! Documentation of the API.

pub mod show;
mod subjects;
mod summaries;
