//! The filters of the list that a person keeps under names.

pub mod create;
pub mod delete;
pub mod index;
pub mod rename;
