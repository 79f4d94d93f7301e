//! A review day as it is typed, and as the page shows it.

use chrono::{Days, NaiveDate};

use crate::domain::incident::Problem;
use crate::domain::instants::{day_of, parse_day};
use crate::domain::review::Review;
use crate::store::reviews::Set;
use crate::web::view::{Moment, kind_of_day};
use crate::web::wording::Words as _;

/// What is typed, kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewForm {
    /// The day.
    pub day: String,
    /// What is awaited.
    pub reason: String,
}

impl ReviewForm {
    /// The kind of the field for the day.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        kind_of_day(&self.day)
    }

    /// The day and what is awaited, checked on the day `today` of Paris; everything that is wrong is told at once,
    /// beside the fields of the page.
    ///
    /// # Errors
    /// Every problem.
    pub fn read(&self, today: NaiveDate) -> Result<(NaiveDate, String), Vec<Problem>> {
        let day = parse_day(&self.day);
        // Something legal stands in the place of a day that cannot be read, so that the rest is checked all the same.
        let legal = today.checked_add_days(Days::new(1)).unwrap_or(today);
        let review = Review {
            due_on: *day.as_ref().unwrap_or(&legal),
            reason: self.reason.clone(),
        };
        let checked = review.check(today);
        let unreadable = day
            .err()
            .map(|refused| Problem::new("due_on", refused.to_string()));
        match (checked, unreadable) {
            (Ok(review), None) => Ok((review.due_on, review.reason)),
            (checked, unreadable) => {
                let further = checked.err().unwrap_or_default();
                Err(unreadable.into_iter().chain(further).map(beside).collect())
            }
        }
    }
}

/// The fields bear other names on the page, where other forms stand.
fn beside(problem: Problem) -> Problem {
    let field = match problem.field.as_str() {
        "due_on" => "review_on",
        _ => "review_reason",
    };
    Problem::new(field, problem.message)
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
