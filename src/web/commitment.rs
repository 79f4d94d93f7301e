//! How a service level looks: words of its own, so that nobody takes it for a legal deadline.

use chrono::{DateTime, Utc};

use super::deadline::{Deadline, Shape};
use super::view::Moment;
use crate::domain::calendar::left_in_words;
use crate::domain::convention::Calendar;
use crate::domain::people::named;
use crate::store::obligations::Obligation;

named! {
    /// How a service level stands. The text form is that of the deadline whose shape it shares.
    Standing {
        /// The time agreed runs.
        Running = "far",
        /// The time agreed is over.
        Over = "overdue",
        /// Kept in time.
        Kept = "met",
        /// Kept after the time agreed.
        KeptLate = "met_late",
        /// Set aside with a reason.
        Waived = "waived",
        /// Nobody promises it any more.
        Fallen = "cancelled",
    }
}

impl Standing {
    /// What people read.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Running => "Dans le temps convenu",
            Self::Over => "Temps convenu dépassé",
            Self::Kept => "Tenu",
            Self::KeptLate => "Tenu après le temps convenu",
            Self::Waived => "Dispensé",
            Self::Fallen => "Sans engagement",
        }
    }
}

impl From<Shape> for Standing {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Far | Shape::Near | Shape::Urgent | Shape::Now => Self::Running,
            Shape::Overdue => Self::Over,
            Shape::Met => Self::Kept,
            Shape::MetLate => Self::KeptLate,
            Shape::Waived => Self::Waived,
            Shape::Cancelled => Self::Fallen,
        }
    }
}

/// A service level, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// How it stands.
    pub standing: Standing,
    /// By when it is to be kept.
    pub by: Option<Moment>,
    /// Working time left or over; empty when none runs, or when the hours are not known.
    pub left: String,
    /// When it was kept, if it was.
    pub kept: Option<Moment>,
}

impl From<&Deadline> for Commitment {
    fn from(deadline: &Deadline) -> Self {
        Self {
            standing: deadline.shape.into(),
            by: deadline.due.clone(),
            left: String::new(),
            kept: deadline.met.clone(),
        }
    }
}

impl Commitment {
    /// A service level seen at `now` (UTC), with what is left of it on these working hours.
    #[must_use]
    pub fn of(duty: &Obligation, hours: Option<&Calendar>, now: DateTime<Utc>) -> Self {
        let deadline = Deadline::of(duty.state, duty.due_at, duty.met_at, now);
        let running = duty.due_at.filter(|_| deadline.shape.runs());
        let left = hours
            .zip(running)
            .map(|(hours, due)| left_in_words(hours, now, due));
        Self {
            left: left.unwrap_or_default(),
            ..Self::from(&deadline)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_level_shares_the_shapes_of_deadlines_and_none_of_their_words() {
        for shape in Shape::ALL {
            let standing = Standing::from(*shape);
            assert!(Shape::parse(standing.as_str()).is_some(), "{shape}");
            let words = standing.words();
            assert!(!words.contains("heures") && !words.contains("retard"), "{words}");
        }
    }
}
