//! Measuring, and one line of the report.

use std::fmt;
use std::time::{Duration, Instant};

/// Rounds of which the median counts, so that a machine busy for a moment does not.
const ROUNDS: usize = 15;

/// What was promised.
pub(crate) enum Limit {
    /// Not more than this.
    Under(f64),
}

/// A promise and what was measured.
pub(crate) struct Promise {
    pub(crate) what: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) measured: f64,
    pub(crate) limit: Limit,
}

/// Median time of one call of `act`, each round calling it `calls` times.
pub(crate) fn time_of_one(calls: u32, mut act: impl FnMut()) -> Duration {
    let mut rounds: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            (0..calls).for_each(|_| act());
            start.elapsed() / calls
        })
        .collect();
    rounds.sort_unstable();
    rounds.get(ROUNDS / 2).copied().unwrap_or_default()
}

/// Microseconds, with their fraction.
pub(crate) fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            what,
            unit,
            measured,
            limit,
        } = self;
        let Limit::Under(most) = limit;
        let verdict = if measured < most { "kept" } else { "BROKEN" };
        let measured = format!("{measured:.2} {unit}");
        let promised = format!("< {most} {unit}");
        write!(f, "{what:<44} {measured:>12} {promised:>14}  {verdict}")
    }
}
