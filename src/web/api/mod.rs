//! The JSON API: one file for each noun. Every answer is either the thing asked for or a problem document.

pub mod me;
pub mod token;
