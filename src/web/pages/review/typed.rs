//! A review day as it is typed, and as the page shows it.

use crate::domain::instants::day_of;
use crate::store::reviews::Set;
use crate::web::view::Moment;
use crate::web::wording::Words as _;

/// What is typed, kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewForm {
    /// The day.
    pub day: String,
    /// What is awaited.
    pub reason: String,
}

/// The review day of a party.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewLine {
    /// The day, in full.
    pub day: String,
    /// Party.
    pub party: &'static str,
    /// What is awaited.
    pub reason: String,
    /// Who set it.
    pub by: String,
    /// When it was set.
    pub set: Moment,
    /// When the letter of the day was written, if it was.
    pub told: Option<Moment>,
}

impl ReviewLine {
    /// A review day set by somebody of this name.
    #[must_use]
    pub fn of(set: Set, by: String) -> Self {
        Self {
            day: day_of(set.review.due_on),
            party: set.party.words(),
            reason: set.review.reason,
            by,
            set: Moment::of(set.at),
            told: set.told_at.map(Moment::of),
        }
    }
}
