//! How a deadline looks: a shape with its words, never a colour alone.

use chrono::{DateTime, TimeDelta, Utc};

use super::view::Moment;
use crate::domain::instants;
use crate::domain::obligations::State;
use crate::domain::people::named;

/// Below this much time left, a deadline is near.
const NEAR: TimeDelta = TimeDelta::hours(24);
/// Below this much time left, it is urgent.
const URGENT: TimeDelta = TimeDelta::hours(2);

named! {
    /// How a duty's deadline stands at a given moment.
    Shape {
        /// A day or more is left.
        Far = "far",
        /// Less than 24 hours are left.
        Near = "near",
        /// Less than 2 hours are left.
        Urgent = "urgent",
        /// The due instant is past.
        Overdue = "overdue",
        /// Owed without delay, not done yet.
        Now = "now",
        /// Done in time.
        Met = "met",
        /// Done late.
        MetLate = "met_late",
        /// Set aside with a reason.
        Waived = "waived",
        /// Its cause vanished.
        Cancelled = "cancelled",
    }
}

impl Shape {
    /// The shape at `now` (UTC). At the due instant itself one is still on time.
    #[must_use]
    pub fn of(state: State, due_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        match state {
            State::Pending => due_at.map_or(Self::Now, |due| Self::pending(due - now)),
            State::Met => Self::Met,
            State::MetLate => Self::MetLate,
            State::Waived => Self::Waived,
            State::Cancelled => Self::Cancelled,
        }
    }

    fn pending(left: TimeDelta) -> Self {
        if left < TimeDelta::zero() {
            Self::Overdue
        } else if left < URGENT {
            Self::Urgent
        } else if left < NEAR {
            Self::Near
        } else {
            Self::Far
        }
    }

    /// Whether time is still running, so that a countdown makes sense.
    #[must_use]
    pub fn runs(self) -> bool {
        matches!(self, Self::Far | Self::Near | Self::Urgent | Self::Overdue)
    }
}

/// A deadline, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Where it stands.
    pub shape: Shape,
    /// When it is due; `None` when owed without delay.
    pub due: Option<Moment>,
    /// Time left or time past, in words: « il reste 46 h 12 min »; empty when time no longer runs.
    pub left: String,
    /// When it was met, if it was.
    pub met: Option<Moment>,
}

impl Deadline {
    /// The deadline of a duty, seen at `now` (all instants UTC).
    #[must_use]
    pub fn of(
        state: State,
        due_at: Option<DateTime<Utc>>,
        met_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Self {
        let shape = Shape::of(state, due_at, now);
        let running = due_at.filter(|_| shape.runs());
        Self {
            shape,
            due: due_at.map(Moment::of),
            left: running
                .map(|due| instants::remaining(now, due))
                .unwrap_or_default(),
            met: met_at.map(Moment::of),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(minutes_left: i64) -> Shape {
        let now = DateTime::from_timestamp(1_764_000_000, 0).unwrap();
        Shape::of(State::Pending, Some(now + TimeDelta::minutes(minutes_left)), now)
    }

    #[test]
    fn a_deadline_passes_from_far_to_overdue_at_its_limits() {
        assert_eq!(shape(24 * 60), Shape::Far);
        assert_eq!(shape(24 * 60 - 1), Shape::Near);
        assert_eq!(shape(120), Shape::Near);
        assert_eq!(shape(119), Shape::Urgent);
        assert_eq!(shape(0), Shape::Urgent, "the last instant is still on time");
        assert_eq!(shape(-1), Shape::Overdue);
    }

    #[test]
    fn what_is_owed_without_delay_has_no_countdown() {
        let shape = Shape::of(State::Pending, None, DateTime::UNIX_EPOCH);
        assert_eq!(shape, Shape::Now);
        assert!(!shape.runs());
    }
}
