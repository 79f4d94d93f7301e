//! The integration tests: one crate, so that it is linked once. Real files, real sockets, real databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that meets the unexpected stops and says so"
)]

mod api;
mod attachments;
mod availability;
mod breaches;
mod browser;
mod browser_breaches;
mod browser_journey;
mod colleagues;
mod command_line;
mod delivery;
mod documents;
mod faults;
mod figures;
mod following;
mod journal;
mod killed_while_writing;
mod law;
mod letters;
mod life;
mod machines;
mod mail;
mod migrations;
mod notification_document;
mod packs;
mod pages;
mod pages_breaches;
mod pages_breaches_together;
mod pages_incidents;
mod pages_notifying;
mod papers;
mod postgres;
mod previews;
mod register;
mod report;
mod routes;
mod schema;
mod search;
mod second_factor;
mod sessions;
mod shared_commit;
mod support;
