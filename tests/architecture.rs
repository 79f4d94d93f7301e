//! The house keeps its own rules: who imports whom, who asks the clock, what every file opens with.
//!
//! The rules are functions from source text to faults (see `architecture/`), each tried here on a small text that
//! breaks it before the whole tree is looked at. A fault names the file, the line and the rule.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected stops and says so"
)]

#[path = "architecture/dependencies.rs"]
mod dependencies;
#[path = "architecture/fault.rs"]
mod fault;
#[path = "architecture/habits.rs"]
mod habits;
#[path = "architecture/layers.rs"]
mod layers;
#[path = "architecture/migrations.rs"]
mod migrations;
#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/templates.rs"]
mod templates;
#[path = "architecture/tree.rs"]
mod tree;
