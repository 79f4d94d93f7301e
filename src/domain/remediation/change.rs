//! What may change in an action, and what each change requires.

use chrono::NaiveDate;

use super::super::incident::{Problem, TEXT_MAX, at_most};
use super::{Action, ActionState, DAY_PAST, Owner};

const WHY_DROPPED: &str = "Dites pourquoi cette action est abandonnée.";
const WHY_AGAIN: &str = "Dites pourquoi cette action est reprise.";
const SHOW_IT: &str = "Dites ce qui montre que c’est fait, ou désignez une pièce jointe du dossier.";

/// What is to change; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What is to be done.
    pub title: Option<String>,
    /// By whom.
    pub owner: Option<Owner>,
    /// By when (Paris).
    pub due_on: Option<NaiveDate>,
    /// Where it stands.
    pub state: Option<ActionState>,
    /// Why it is given up or taken up again.
    pub reason: Option<String>,
    /// What shows that it was done.
    pub evidence: Option<String>,
    /// The attachment that shows it; `Some(None)` for none any more.
    pub attachment: Option<Option<String>>,
}

impl Action {
    /// The action once changed, on the day `today` of Paris.
    ///
    /// # Errors
    /// Every problem at once.
    pub fn changed(&self, change: Change, today: NaiveDate) -> Result<Self, Vec<Problem>> {
        let text = |given: Option<String>, kept: &str| {
            given.map_or_else(|| kept.to_owned(), |text| text.trim().to_owned())
        };
        let state = change.state.unwrap_or(self.state);
        let kept = if state == self.state {
            self.reason.as_str()
        } else {
            ""
        };
        let next = Self {
            title: text(change.title, &self.title),
            owner: change.owner.unwrap_or_else(|| self.owner.clone()),
            due_on: change.due_on.unwrap_or(self.due_on),
            state,
            reason: text(change.reason, kept),
            evidence: text(change.evidence, &self.evidence),
            attachment: change.attachment.unwrap_or_else(|| self.attachment.clone()),
        };
        let problems = self.problems_of(&next, today);
        if problems.is_empty() {
            Ok(next)
        } else {
            Err(problems)
        }
    }

    fn problems_of(&self, next: &Self, today: NaiveDate) -> Vec<Problem> {
        let mut problems = next.title_problems();
        if next.due_on != self.due_on && next.due_on < today {
            problems.push(Problem::new("due_on", DAY_PAST));
        }
        let again = next.state.is_open() && !self.state.is_open();
        match next.state {
            ActionState::Dropped if next.reason.is_empty() => {
                problems.push(Problem::new("reason", WHY_DROPPED));
            }
            ActionState::Planned | ActionState::InProgress if again && next.reason.is_empty() => {
                problems.push(Problem::new("reason", WHY_AGAIN));
            }
            ActionState::Done if next.evidence.is_empty() && next.attachment.is_none() => {
                problems.push(Problem::new("evidence", SHOW_IT));
            }
            ActionState::Planned | ActionState::InProgress | ActionState::Done | ActionState::Dropped => {}
        }
        at_most("reason", &next.reason, TEXT_MAX, &mut problems);
        at_most("evidence", &next.evidence, TEXT_MAX, &mut problems);
        problems
    }

    /// Names of the fields in which `next` differs.
    #[must_use]
    pub fn differences(&self, next: &Self) -> Vec<&'static str> {
        let fields = [
            ("title", self.title != next.title),
            ("owner", self.owner != next.owner),
            ("due_on", self.due_on != next.due_on),
            ("state", self.state != next.state),
            ("reason", self.reason != next.reason),
            ("evidence", self.evidence != next.evidence),
            ("attachment", self.attachment != next.attachment),
        ];
        fields
            .into_iter()
            .filter(|(_, differs)| *differs)
            .map(|(name, _)| name)
            .collect()
    }
}
