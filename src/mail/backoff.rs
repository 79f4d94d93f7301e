//! When to try again, when to raise an alarm, when to give up: pure, told the time.
//!
//! A message waits 1, 2, 4 … minutes between attempts, never more than an hour, or five minutes when a due instant hangs
//! on it. Most of these mails meet a
//! legal duty, so one is given up only after [`GIVE_UP_AFTER`], the length of the longest legal clock (GDPR
//! art. 33(1)), and people are warned long before: at once when waiting will not help, after [`ALARM_AFTER`]
//! otherwise.

use chrono::{DateTime, TimeDelta, Utc};

use super::transport::Outcome;

/// Longest wait between two attempts.
pub const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);
/// Longest wait for a message that meets a duty with a due instant: a server that comes back shortly before it must not
/// find us waiting.
pub const LONGEST_WAIT_BEFORE_DUE: TimeDelta = TimeDelta::minutes(5);
/// A message that still fails this long after its first attempt is given up; the last attempt falls on it.
pub const GIVE_UP_AFTER: TimeDelta = TimeDelta::hours(72);
/// A message that still fails this long after its first attempt raises an alarm.
pub const ALARM_AFTER: TimeDelta = TimeDelta::hours(1);

/// What follows an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing: the server took the message.
    Sent,
    /// Another attempt.
    Retry {
        /// Not before this instant (UTC).
        at: DateTime<Utc>,
        /// Whether an alarm must stand on the dossier. It stays true from one attempt to the next: the caller
        /// raises one alarm for a message, the first time.
        alarm: bool,
    },
    /// Refused for good: an alarm is raised and a person must act.
    Refused,
    /// Tried for [`GIVE_UP_AFTER`] in vain: an alarm is raised and a person must act.
    Exhausted,
}

/// What was tried so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Attempts, the one that just ended included.
    pub attempts: u32,
    /// When the first one began (UTC).
    pub first_at: DateTime<Utc>,
    /// Whether acceptance meets a duty that has a due instant.
    pub meets_timed_duty: bool,
}

impl Tried {
    /// How long to wait after the last attempt.
    #[must_use]
    pub fn wait(self) -> TimeDelta {
        let doublings = self.attempts.saturating_sub(1).min(6);
        let longest = if self.meets_timed_duty {
            LONGEST_WAIT_BEFORE_DUE
        } else {
            LONGEST_WAIT
        };
        TimeDelta::minutes(1 << doublings).min(longest)
    }
}

/// What follows the last attempt, which ended at `now` with `outcome`.
#[must_use]
pub fn next(outcome: &Outcome, tried: Tried, now: DateTime<Utc>) -> Next {
    let waiting_does_not_help = match outcome {
        Outcome::Accepted { .. } => return Next::Sent,
        Outcome::Permanent { .. } => return Next::Refused,
        Outcome::Untrusted { .. } | Outcome::Misconfigured { .. } => true,
        Outcome::Transient { .. } | Outcome::AnswerLost { .. } => false,
    };
    let last_at = tried.first_at + GIVE_UP_AFTER;
    if now >= last_at {
        return Next::Exhausted;
    }
    Next::Retry {
        at: (now + tried.wait()).min(last_at),
        alarm: waiting_does_not_help || now - tried.first_at >= ALARM_AFTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn outcome(word: &str) -> Outcome {
        let answer = String::new();
        match word {
            "accepted" => Outcome::Accepted { answer },
            "transient" => Outcome::Transient { answer },
            "permanent" => Outcome::Permanent { answer },
            "answer_lost" => Outcome::AnswerLost { answer },
            "untrusted" => Outcome::Untrusted { answer },
            "misconfigured" => Outcome::Misconfigured { answer },
            _ => unreachable!("{word}"),
        }
    }

    fn tried(attempts: u32) -> Tried {
        Tried {
            attempts,
            first_at: at(0),
            meets_timed_duty: false,
        }
    }

    #[test]
    fn waits_double_up_to_an_hour() {
        let minutes: Vec<i64> = (0..10).map(|n| tried(n).wait().num_minutes()).collect();
        assert_eq!(minutes, [1, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(tried(u32::MAX).wait(), LONGEST_WAIT);
    }

    #[test]
    fn what_meets_a_due_instant_never_waits_more_than_five_minutes() {
        let urgent = |attempts| Tried {
            meets_timed_duty: true,
            ..tried(attempts)
        };
        let minutes: Vec<i64> = (1..8).map(|n| urgent(n).wait().num_minutes()).collect();
        assert_eq!(minutes, [1, 2, 4, 5, 5, 5, 5]);
    }

    #[test]
    fn each_outcome_is_followed_by_what_it_calls_for() {
        let retry = |minutes, alarm| Next::Retry {
            at: at(minutes),
            alarm,
        };
        let day = 24 * 60;
        for (word, attempts, now, expected) in [
            ("accepted", 1, 0, Next::Sent),
            ("accepted", 80, 4 * day, Next::Sent),
            ("permanent", 1, 0, Next::Refused),
            ("permanent", 80, 4 * day, Next::Refused),
            ("transient", 1, 0, retry(1, false)),
            ("transient", 3, 3, retry(7, false)),
            ("transient", 6, 59, retry(91, false)),
            ("transient", 6, 60, retry(92, true)),
            ("transient", 40, day, retry(day + 60, true)),
            ("answer_lost", 1, 0, retry(1, false)),
            ("untrusted", 1, 0, retry(1, true)),
            ("misconfigured", 1, 0, retry(1, true)),
            ("misconfigured", 2, 1, retry(3, true)),
            ("transient", 75, 3 * day - 10, retry(3 * day, true)),
            ("transient", 76, 3 * day, Next::Exhausted),
            ("untrusted", 76, 3 * day, Next::Exhausted),
            ("answer_lost", 76, 3 * day + 1, Next::Exhausted),
        ] {
            assert_eq!(
                next(&outcome(word), tried(attempts), at(now)),
                expected,
                "{word} {attempts} {now}"
            );
        }
    }
}
