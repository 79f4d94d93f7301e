//! Whether the answers agree with each other and with the present.
//!
//! Deliberately absent: what is missing, which never prevents keeping what is known. A planned day that has passed
//! is no fault either: it was true when written, and must not block a later change elsewhere.

use chrono::{DateTime, TimeDelta, Utc};

use super::lists::CountKind;
use super::{Answer, Record};
use crate::domain::incident::Problem;
use crate::domain::instants;

/// Clocks of people's machines may be this much ahead of ours.
const SKEW: TimeDelta = TimeDelta::minutes(5);

impl Record {
    /// Every contradiction, in French, beside the field to change.
    ///
    /// `earliest_awareness` is the first moment at which a party became aware, if one did.
    #[must_use]
    pub fn check(&self, earliest_awareness: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check_period(earliest_awareness, now, &mut problems);
        self.check_days(now, &mut problems);
        self.check_pending(&mut problems);
        let persons = (self.persons_count_kind, self.persons_count);
        problems.extend(count_fault("persons_count", persons));
        let records = (self.records_count_kind, self.records_count);
        problems.extend(count_fault("records_count", records));
        problems
    }

    /// Instants left over from another answer about the period do not count.
    fn check_period(
        &self,
        awareness: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
        problems: &mut Vec<Problem>,
    ) {
        let (start, end) = (self.told_instant("started_at"), self.told_instant("ended_at"));
        let future = |at: DateTime<Utc>| at > now + SKEW;
        if start.is_some_and(future) {
            problems.push(Problem::new(
                "started_at",
                "Le début de la violation est dans le futur.",
            ));
        }
        if end.is_some_and(future) {
            let message =
                "La fin de la violation est dans le futur\u{a0}: si elle dure encore, indiquez-le plus haut.";
            problems.push(Problem::new("ended_at", message));
        }
        if start.zip(end).is_some_and(|(start, end)| end < start) {
            problems.push(Problem::new(
                "ended_at",
                "La fin de la violation ne peut pas précéder son début.",
            ));
        }
        if start.zip(awareness).is_some_and(|(start, aware)| start > aware) {
            let message = "Le début de la violation ne peut pas suivre la prise de connaissance.";
            problems.push(Problem::new("started_at", message));
        }
    }

    fn check_days(&self, now: DateTime<Utc>, problems: &mut Vec<Problem>) {
        let today = instants::paris_day(now + SKEW);
        for (name, message) in [
            ("told_on", "Le jour où vous avez été prévenu est dans le futur."),
            (
                "informed_on",
                "Le jour de l’information des personnes est dans le futur\u{a0}: répondez qu’elles seront informées.",
            ),
        ] {
            if self.told_day(name).is_some_and(|day| day > today) {
                problems.push(Problem::new(name, message));
            }
        }
    }

    /// « Pas encore connu » beside a known answer says two opposite things.
    fn check_pending(&self, problems: &mut Vec<Problem>) {
        for (field, answer) in self.answers() {
            let Answer::Many(choices) = answer else { continue };
            let pending = choices.iter().find(|choice| choice.pending);
            if let (Some(pending), true) = (pending, choices.len() > 1) {
                let message = format!(
                    "La réponse «\u{a0}{}\u{a0}» ne va pas avec une autre.",
                    pending.label
                );
                problems.push(Problem::new(field.name, message));
            }
        }
    }
}

/// A number goes with « exact » and « approximatif », and with nothing else.
fn count_fault(name: &str, (kind, count): (Option<CountKind>, Option<u32>)) -> Option<Problem> {
    let message = match (kind.is_some_and(CountKind::has_number), count) {
        (true, None) => "Indiquez le nombre, ou répondez qu’il est à déterminer.",
        (false, Some(_)) => "Un nombre n’est attendu que s’il est exact ou approximatif.",
        (true, Some(_)) | (false, None) => return None,
    };
    Some(Problem::new(name, message))
}
