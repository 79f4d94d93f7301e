//! What people write in a dossier: comments, facts with their own instant, decisions (DOMAIN §6). Entries are added,
//! never edited: a correction is a new entry that names the one it corrects.
//!
//! Deliberately absent: who sees the dossier, which is [`Account::sees`](super::people::Account::sees).

mod corrections;
mod mentions;

pub use corrections::{Numbered, chain, corrected_by, latest};
pub use mentions::{Mention, mentions};

use chrono::{DateTime, Utc};

use super::incident::{Problem, SKEW, TEXT_MAX, at_most, required};
use super::people::named;

named! {
    /// What an entry is.
    EntryKind {
        /// Something said.
        Comment = "comment",
        /// Something that happened, with the instant at which it did.
        Fact = "fact",
        /// Something decided.
        Decision = "decision",
    }
}

/// An entry as somebody writes it. Legal once it passed [`Writing::check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// What it is.
    pub kind: EntryKind,
    /// Its words.
    pub text: String,
    /// When the fact happened (UTC); facts only. It may precede the detection of the incident.
    pub at: Option<DateTime<Utc>>,
    /// Number of the entry that it corrects.
    pub corrects: Option<i64>,
}

impl Writing {
    /// Checks what was written against the entries that the dossier has.
    ///
    /// # Errors
    /// Every problem at once.
    pub fn check(self, known: &[Numbered], now: DateTime<Utc>) -> Result<Self, Vec<Problem>> {
        let writing = Self {
            text: self.text.trim().to_owned(),
            ..self
        };
        let mut problems = Vec::new();
        required("text", &writing.text, "Écrivez quelques mots.", &mut problems);
        at_most("text", &writing.text, TEXT_MAX, &mut problems);
        problems.extend(writing.check_instant(now));
        let correction = writing.corrects.map(|number| corrections::check(known, number));
        problems.extend(correction.and_then(Result::err));
        if problems.is_empty() {
            Ok(writing)
        } else {
            Err(problems)
        }
    }

    fn check_instant(&self, now: DateTime<Utc>) -> Option<Problem> {
        let message = match (self.kind, self.at) {
            (EntryKind::Fact, None) => "Dites quand ce fait s’est produit.",
            (EntryKind::Fact, Some(at)) if at > now + SKEW => "Ce fait est dans le futur.",
            (EntryKind::Comment | EntryKind::Decision, Some(_)) => {
                "Seul un fait porte une date\u{a0}: retirez-la, ou choisissez «\u{a0}fait\u{a0}»."
            }
            _ => return None,
        };
        Some(Problem::new("at", message))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_772_000_000, 0).unwrap()
    }

    fn writing(kind: EntryKind, text: &str, at: Option<DateTime<Utc>>) -> Writing {
        Writing {
            kind,
            text: text.to_owned(),
            at,
            corrects: None,
        }
    }

    fn wrong(writing: Writing) -> Vec<String> {
        let problems = writing.check(&[], now()).err().unwrap_or_default();
        problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn a_fact_has_an_instant_that_is_past_and_may_be_long_past() {
        let at = |minutes| Some(now() + TimeDelta::minutes(minutes));
        let fact = |at| writing(EntryKind::Fact, "Le poste est débranché.", at);
        assert_eq!(wrong(fact(None)), ["at"]);
        assert_eq!(wrong(fact(at(6))), ["at"]);
        assert!(
            wrong(fact(at(5))).is_empty(),
            "the clocks of people may differ a little"
        );
        assert!(wrong(fact(at(-1_000_000))).is_empty());
    }

    #[test]
    fn nothing_else_has_an_instant_and_everything_has_words() {
        for kind in [EntryKind::Comment, EntryKind::Decision] {
            assert_eq!(wrong(writing(kind, "  ", Some(now()))), ["text", "at"]);
            assert!(wrong(writing(kind, "Oui.", None)).is_empty());
        }
        let long = "é".repeat(TEXT_MAX + 1);
        assert_eq!(wrong(writing(EntryKind::Comment, &long, None)), ["text"]);
    }

    #[test]
    fn words_are_kept_without_the_space_around_them() {
        let kept = writing(EntryKind::Comment, " Oui.\n", None).check(&[], now());
        assert_eq!(kept.unwrap().text, "Oui.");
    }
}
