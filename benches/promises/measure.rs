//! Measuring, and one line of the report.

use std::fmt;
use std::time::{Duration, Instant};

/// Rounds of which the median counts, so that a machine busy for a moment does not.
const ROUNDS: usize = 15;

/// What was promised.
pub(crate) enum Limit {
    /// A time, in microseconds, not to be reached.
    MicrosecondsUnder(f64),
    /// A time, in milliseconds, not to be reached.
    MillisecondsUnder(f64),
    /// A time, in seconds, not to be reached.
    SecondsUnder(f64),
    /// Memory, in mebibytes, not to be reached.
    MebibytesUnder(f64),
    /// A ratio of two rates, to be reached.
    RatioOver(f64),
}

/// A promise and what was measured, in the unit of its limit.
pub(crate) struct Promise {
    pub(crate) what: String,
    pub(crate) measured: f64,
    pub(crate) limit: Limit,
    /// The times behind a ratio, for whoever looks for the cause.
    pub(crate) detail: String,
}

/// Median time of one call of `act`, each round calling it `calls` times.
pub(crate) fn time_of_one(calls: u32, mut act: impl FnMut()) -> Duration {
    median((0..ROUNDS).map(|_| round(calls, &mut act)).collect())
}

/// Median times of one call of `bare` and of `act`, in rounds that alternate: what slows the machine or its disk for
/// a while slows both.
pub(crate) fn times_of_both(
    calls: u32,
    mut bare: impl FnMut(),
    mut act: impl FnMut(),
) -> (Duration, Duration) {
    let rounds = (0..ROUNDS).map(|_| (round(calls, &mut bare), round(calls, &mut act)));
    let (bare, act) = rounds.unzip();
    (median(bare), median(act))
}

fn round(calls: u32, act: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    (0..calls).for_each(|_| act());
    start.elapsed() / calls
}

fn median(mut rounds: Vec<Duration>) -> Duration {
    rounds.sort_unstable();
    rounds.get(ROUNDS / 2).copied().unwrap_or_default()
}

/// The rate of `act` as a part of the rate of `bare`, with both times.
pub(crate) fn ratio(what: String, (bare, act): (Duration, Duration), least: f64) -> Promise {
    Promise {
        what,
        measured: bare.as_secs_f64() / act.as_secs_f64(),
        limit: Limit::RatioOver(least),
        detail: format!("{:.0} µs against {:.0} µs", micros(act), micros(bare)),
    }
}

/// Microseconds, with their fraction.
pub(crate) fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// Milliseconds, with their fraction.
pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let measured = self.measured;
        let (measured, promised, kept) = match self.limit {
            Limit::MicrosecondsUnder(most) => (
                format!("{measured:.2} µs"),
                format!("< {most} µs"),
                measured < most,
            ),
            Limit::MillisecondsUnder(most) => (
                format!("{measured:.1} ms"),
                format!("< {most} ms"),
                measured < most,
            ),
            Limit::SecondsUnder(most) => (format!("{measured:.1} s"), format!("< {most} s"), measured < most),
            Limit::MebibytesUnder(most) => (
                format!("{measured:.1} MiB"),
                format!("< {most} MiB"),
                measured < most,
            ),
            Limit::RatioOver(least) => (
                format!("{measured:.2} ×"),
                format!("≥ {least} ×"),
                measured >= least,
            ),
        };
        let verdict = if kept { "kept" } else { "BROKEN" };
        write!(
            f,
            "{:<44} {measured:>12} {promised:>14}  {verdict:<6} {}",
            self.what, self.detail
        )
    }
}
