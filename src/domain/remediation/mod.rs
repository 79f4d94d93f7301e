//! The remediation plan of a dossier: actions with an owner, a day of Paris by which they are due, a state and what shows
//! that they were done (DOMAIN §6). It goes on when the dossier is closed.
//!
//! Deliberately absent: clocks that the law or a convention starts, which are
//! [`obligations`](super::obligations): an action is due by a day that people chose and may change.

mod change;
mod people;
mod reminders;

pub use change::Change;
pub use people::{answers_for, may_change, may_plan};
pub use reminders::{Step, steps};

use chrono::NaiveDate;

use super::incident::{Problem, TITLE_MAX, at_most, required};
use super::people::{Party, named};

named! {
    /// Where an action stands.
    ActionState {
        /// Not begun.
        Planned = "planned",
        /// Begun.
        InProgress = "in_progress",
        /// Done, with what shows it.
        Done = "done",
        /// Given up, with its reason.
        Dropped = "dropped",
    }
}

impl ActionState {
    /// Whether something remains to be done.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::InProgress)
    }
}

/// Who is to do an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A person: the identifier of an account.
    Account(String),
    /// A party.
    Party(Party),
}

/// An action as it stands. Legal when it comes from [`Action::planned`] or [`Action::changed`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What is to be done, in one line.
    pub title: String,
    /// By whom.
    pub owner: Owner,
    /// The last day (Paris) on which it is in time.
    pub due_on: NaiveDate,
    /// Where it stands.
    pub state: ActionState,
    /// Why it was given up or taken up again; empty otherwise.
    pub reason: String,
    /// What shows that it was done, in words.
    pub evidence: String,
    /// Identifier of an attachment of the dossier that shows it.
    pub attachment: Option<String>,
}

const DAY_PAST: &str = "Ce jour est passé\u{a0}: choisissez aujourd’hui ou un jour à venir.";

impl Action {
    /// A new action, on the day `today` of Paris.
    ///
    /// # Errors
    /// Every problem at once; the title is complained of under `title`, the day under `due_on`.
    pub fn planned(
        title: &str,
        owner: Owner,
        due_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, Vec<Problem>> {
        let action = Self {
            title: title.trim().to_owned(),
            owner,
            due_on,
            state: ActionState::Planned,
            reason: String::new(),
            evidence: String::new(),
            attachment: None,
        };
        let mut problems = action.title_problems();
        if due_on < today {
            problems.push(Problem::new("due_on", DAY_PAST));
        }
        if problems.is_empty() {
            Ok(action)
        } else {
            Err(problems)
        }
    }

    fn title_problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        required(
            "title",
            &self.title,
            "Dites ce qui est à faire, en une ligne.",
            &mut problems,
        );
        at_most("title", &self.title, TITLE_MAX, &mut problems);
        problems
    }

    /// Whether it is still to be done and its day is past; on the day itself it is in time.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.state.is_open() && self.due_on < today
    }
}

#[cfg(test)]
mod tests;
