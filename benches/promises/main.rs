//! The measured promises: `cargo bench` prints, in one run, what was promised and what this machine gives.
//!
//! Each promise is a file beside this one, with its own set-up. A promise is a time or a ratio of two rates
//! measured in the same run, so that a slow machine does not break it by itself. Nothing here is a test, and
//! no test depends on speed.
#![allow(
    clippy::print_stdout,
    reason = "the figures are printed for whoever runs the bench"
)]

mod decision;
mod house;
mod incident;
mod listing;
mod measure;
mod reporting;

use measure::Promise;

const PROMISES: &[fn() -> Vec<Promise>] = &[decision::measure, reporting::measure, listing::measure];

fn main() {
    // Test runners start every target with other arguments; only `cargo bench` asks for figures.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    println!("{:<44} {:>12} {:>14}", "promise", "measured", "promised");
    for measure in PROMISES {
        for promise in measure() {
            println!("{promise}");
        }
    }
}
