//! « Revoir le »: the day on which a party wants to come back to a dossier, with its reason (DOMAIN §6). One for each
//! party; on that day whoever set it is written to, once.

use chrono::NaiveDate;

use super::incident::{Problem, TEXT_MAX, at_most, required};
use super::people::{Account, Party};

/// The party for which an account acts first: the one whose review day it sets.
#[must_use]
pub fn party_of(account: &Account) -> Option<Party> {
    account.roles.iter().find_map(|role| role.party())
}

/// A review day. Legal when it comes from [`Review::check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The day (Paris).
    pub due_on: NaiveDate,
    /// What one waits for.
    pub reason: String,
}

impl Review {
    /// Checks it on the day `today` of Paris.
    ///
    /// # Errors
    /// Every problem at once.
    pub fn check(self, today: NaiveDate) -> Result<Self, Vec<Problem>> {
        let review = Self {
            reason: self.reason.trim().to_owned(),
            ..self
        };
        let mut problems = Vec::new();
        if review.due_on <= today {
            problems.push(Problem::new("due_on", "Choisissez un jour à venir."));
        }
        required(
            "reason",
            &review.reason,
            "Dites ce que l’on attend.",
            &mut problems,
        );
        at_most("reason", &review.reason, TEXT_MAX, &mut problems);
        if problems.is_empty() {
            Ok(review)
        } else {
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instants::parse_day;

    #[test]
    fn a_review_lies_ahead_and_says_what_is_awaited() {
        let today = parse_day("2026-03-02").unwrap();
        let review = |day: &str, reason: &str| {
            let review = Review {
                due_on: parse_day(day).unwrap(),
                reason: reason.to_owned(),
            };
            let problems = review.check(today).err().unwrap_or_default();
            problems
                .into_iter()
                .map(|problem| problem.field)
                .collect::<Vec<_>>()
        };
        assert_eq!(review("2026-03-02", " "), ["due_on", "reason"]);
        assert!(review("2026-03-03", "Réponse de l’éditeur.").is_empty());
    }
}
