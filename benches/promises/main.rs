//! The measured promises: `cargo bench` prints, in one run, what was promised and what this machine gives.
//!
//! Each promise is a file beside this one, with its own set-up; `cargo bench -- listing` measures one of them. A
//! promise is a time or a ratio of two rates measured in the same run, so that a slow machine does not break it by
//! itself. Nothing here is a test, and no test depends on speed.
#![allow(
    clippy::print_stdout,
    reason = "the figures are printed for whoever runs the bench"
)]

mod attaching;
mod client;
mod committee;
mod decision;
mod documents;
mod enforcing;
mod failsafe;
mod filling;
mod house;
mod incident;
mod listing;
mod measure;
mod memory;
mod posting;
mod reporting;
mod searching;
mod serving;
mod slow_mail;

use measure::Promise;

type Measure = fn() -> Vec<Promise>;

const PROMISES: &[(&str, Measure)] = &[
    ("decision", decision::measure),
    ("reporting", reporting::measure),
    ("posting", posting::measure),
    ("listing", listing::measure),
    ("documents", documents::measure),
    ("memory", memory::measure),
    ("attaching", attaching::measure),
    ("enforcing", enforcing::measure),
    ("failsafe", failsafe::measure),
    ("searching", searching::measure),
    ("committee", committee::measure),
];

fn main() {
    // Test runners start every target with other arguments; only `cargo bench` asks for figures.
    let (flags, names): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|it| it.starts_with("--"));
    if !flags.iter().any(|flag| flag == "--bench") {
        return;
    }
    println!("{:<44} {:>12} {:>14}", "promise", "measured", "promised");
    let wanted = |name: &str| names.is_empty() || names.iter().any(|it| it == name);
    for (_, measure) in PROMISES.iter().filter(|(name, _)| wanted(name)) {
        for promise in measure() {
            println!("{promise}");
        }
    }
}
