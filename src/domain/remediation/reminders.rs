//! When the owner of an action is written to: on the day before it is due, and on the first day on which it is overdue.
//! Each once, for each day by which the action was due.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::super::instants::start_of_day;
use super::super::people::named;

named! {
    /// A letter to the owner of an action.
    Step {
        /// Tomorrow is the last day.
        DayBefore = "day_before",
        /// The day is past.
        Overdue = "overdue",
    }
}

/// The instants (UTC) from which each letter about an action due on `due_on` is due: the days of Paris begin it.
#[must_use]
pub fn steps(due_on: NaiveDate) -> [(Step, DateTime<Utc>); 2] {
    let before = due_on.checked_sub_days(Days::new(1)).unwrap_or(due_on);
    let after = due_on.checked_add_days(Days::new(1)).unwrap_or(due_on);
    [
        (Step::DayBefore, start_of_day(before)),
        (Step::Overdue, start_of_day(after)),
    ]
}
