//! What becomes of the duties that stand when the facts change: what has not happened is cancelled, shifted or armed
//! again; what has happened stays as it was (DOMAIN §5).

use chrono::{DateTime, Utc};

use super::{Arising, Kind, State};
use crate::domain::people::Party;

/// A duty that already stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Identifier.
    pub id: String,
    /// Kind.
    pub kind: Kind,
    /// Who owes it.
    pub debtor: Party,
    /// Instant from which it runs (UTC).
    pub starts_at: DateTime<Utc>,
    /// Due instant (UTC); `None` means without delay.
    pub due_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: State,
}

/// What is to be done to the duties so that they agree with the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A duty that nobody had yet, or whose cause came back.
    Arise(Arising),
    /// A pending duty whose cause vanished.
    Cancel(String),
    /// A pending duty that runs from or to other instants: its steps move, except those already done.
    Shift(String, Arising),
}

/// What separates the duties that stand from those the facts call for.
///
/// A pending duty whose due instant passed and now lies ahead again is cancelled and arises anew, so that its
/// reminders and its escalation are due once more. A waived duty comes back only when `waivers_fall`: the ground on
/// which it was set aside is gone, as when the risk turns out to be real.
#[must_use]
pub fn reconcile(
    standing: &[Standing],
    called_for: &[Arising],
    waivers_fall: bool,
    now: DateTime<Utc>,
) -> Vec<Change> {
    let vanished = standing
        .iter()
        .filter(|duty| duty.state == State::Pending && !called_for.iter().any(|wanted| duty.is(wanted)))
        .map(|duty| Change::Cancel(duty.id.clone()));
    let wanted = called_for
        .iter()
        .flat_map(|wanted| adjust(standing, wanted, waivers_fall, now));
    vanished.chain(wanted).collect()
}

fn adjust(standing: &[Standing], wanted: &Arising, waivers_fall: bool, now: DateTime<Utc>) -> Vec<Change> {
    let mut own = standing.iter().filter(|duty| duty.is(wanted)).rev();
    match own.find(|duty| duty.counts(waivers_fall)) {
        None => vec![Change::Arise(wanted.clone())],
        Some(duty) if duty.state != State::Pending || duty.runs_like(wanted) => Vec::new(),
        Some(duty) if duty.is_given_time_again(wanted, now) => {
            vec![Change::Cancel(duty.id.clone()), Change::Arise(wanted.clone())]
        }
        Some(duty) => vec![Change::Shift(duty.id.clone(), wanted.clone())],
    }
}

impl Standing {
    /// A party owes a kind once: that is what makes two of them the same duty.
    fn is(&self, wanted: &Arising) -> bool {
        self.kind == wanted.kind && self.debtor == wanted.debtor
    }

    /// Whether this one settles the matter, so that nothing new arises.
    fn counts(&self, waivers_fall: bool) -> bool {
        match self.state {
            State::Pending | State::Met | State::MetLate => true,
            State::Waived => !waivers_fall,
            State::Cancelled => false,
        }
    }

    fn runs_like(&self, wanted: &Arising) -> bool {
        self.starts_at == wanted.starts_at && self.due_at == wanted.due_at
    }

    fn is_given_time_again(&self, wanted: &Arising, now: DateTime<Utc>) -> bool {
        self.due_at.is_some_and(|due| due < now) && wanted.due_at.is_none_or(|due| due >= now)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::super::Creditor;
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-24T12:00:00Z".parse().unwrap()
    }

    fn due(hours: i64) -> Arising {
        Arising {
            kind: Kind::Breach48h,
            debtor: Party::Departement,
            creditor: Creditor::Dpd,
            starts_at: now() + TimeDelta::hours(hours - 48),
            due_at: Some(now() + TimeDelta::hours(hours)),
            clause: String::new(),
            address: String::new(),
        }
    }

    fn standing(state: State, hours: i64) -> Standing {
        let duty = due(hours);
        Standing {
            id: "d".to_owned(),
            kind: duty.kind,
            debtor: duty.debtor,
            starts_at: duty.starts_at,
            due_at: duty.due_at,
            state,
        }
    }

    fn settled(standing: &[Standing], wanted: &[Arising]) -> Vec<Change> {
        reconcile(standing, wanted, false, now())
    }

    #[test]
    fn a_duty_arises_once_and_the_same_facts_again_change_nothing() {
        assert_eq!(settled(&[], &[due(10)]), [Change::Arise(due(10))]);
        for state in [State::Pending, State::Met, State::MetLate, State::Waived] {
            assert_eq!(settled(&[standing(state, 10)], &[due(10)]), [], "{state}");
        }
    }

    #[test]
    fn a_pending_duty_whose_cause_vanished_is_cancelled_and_what_was_done_stays() {
        assert_eq!(
            settled(&[standing(State::Pending, 10)], &[]),
            [Change::Cancel("d".to_owned())]
        );
        for state in [State::Met, State::MetLate, State::Waived, State::Cancelled] {
            assert_eq!(settled(&[standing(state, 10)], &[]), [], "{state}");
        }
    }

    #[test]
    fn a_cause_that_comes_back_arms_the_duty_again() {
        assert_eq!(
            settled(&[standing(State::Cancelled, 10)], &[due(10)]),
            [Change::Arise(due(10))]
        );
    }

    #[test]
    fn corrected_awareness_shifts_a_pending_duty_only() {
        let shifted = [Change::Shift("d".to_owned(), due(4))];
        assert_eq!(settled(&[standing(State::Pending, 10)], &[due(4)]), shifted);
        let into_the_past = [Change::Shift("d".to_owned(), due(-4))];
        assert_eq!(
            settled(&[standing(State::Pending, 10)], &[due(-4)]),
            into_the_past
        );
        assert_eq!(settled(&[standing(State::MetLate, -10)], &[due(4)]), []);
    }

    #[test]
    fn an_overdue_duty_that_is_given_time_again_starts_over() {
        let over = [Change::Cancel("d".to_owned()), Change::Arise(due(4))];
        assert_eq!(settled(&[standing(State::Pending, -10)], &[due(4)]), over);
    }

    #[test]
    fn a_waiver_falls_only_with_its_ground() {
        let waived = [standing(State::Waived, 10)];
        assert_eq!(
            reconcile(&waived, &[due(10)], true, now()),
            [Change::Arise(due(10))]
        );
        assert_eq!(reconcile(&waived, &[due(10)], false, now()), []);
    }
}
