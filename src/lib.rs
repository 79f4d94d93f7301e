//! Tocsin records the IT-security incidents and personal-data breaches of schools, decides by perimeter
//! whether the académie or the département handles each one, and keeps the legal clocks that follow.
//!
//! Modules stand in reading order: the law first, then what people do, then the machinery.

pub mod domain;

pub mod directory;
pub mod packs;

pub mod actions;
pub mod store;
pub mod vault;

pub mod calls;
pub mod documents;
pub mod mail;
pub mod web;
pub mod worker;

pub mod cli;
pub mod clock;
pub mod config;
pub mod links;
pub mod signing;
pub mod telemetry;

pub mod documentation;
