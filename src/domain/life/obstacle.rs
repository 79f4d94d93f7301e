//! What may stand in the way of an act.

use chrono::{DateTime, Utc};

use super::stage::Pending;
use crate::domain::breach;
use crate::domain::obligations::Kind;
use crate::domain::people::Party;

/// A fact that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A duty is not met.
    Pending(Pending),
    /// Nobody settled whether there is a breach.
    BreachUndecided,
    /// A breach stands: a dossier that has one is no false alarm.
    BreachStands,
    /// What was done was never told to the RSSI.
    FollowUpMissing,
    /// A party has not answered whether it takes the dossier.
    HandoverOpen(Party),
}

impl Obstacle {
    /// A stable name for programs: the kind of a duty, or what is missing.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pending(pending) => pending.kind.as_str(),
            Self::BreachUndecided | Self::BreachStands => "breach",
            Self::FollowUpMissing => Kind::FollowUpToRssi.as_str(),
            Self::HandoverOpen(_) => "handover",
        }
    }

    /// When the duty is due (UTC), if it is one with an instant.
    #[must_use]
    pub fn due_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Pending(pending) => pending.due_at,
            Self::BreachUndecided | Self::BreachStands | Self::FollowUpMissing | Self::HandoverOpen(_) => {
                None
            }
        }
    }

    /// What a breach that is not settled as none puts in the way of a rejection.
    pub(super) fn of_breach(status: Option<breach::Status>) -> Option<Self> {
        match status? {
            breach::Status::Suspected => Some(Self::BreachUndecided),
            breach::Status::Confirmed => Some(Self::BreachStands),
            breach::Status::NotABreach => None,
        }
    }
}
