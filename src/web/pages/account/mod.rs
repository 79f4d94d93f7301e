//! The account of the person signed in.

pub mod letters;
pub mod second_factor;
pub mod show;
