//! The three clocks of NIS2 (directive (EU) 2022/2555, art. 23(4)): an early warning, a notification and, one month
//! after it, a final report, owed by the département to the national incident-response team.
//!
//! They exist and are **off**: France had not promulgated its transposition when this was written (last evidence 6
//! August 2026), so no built-in convention switches them on. A pack that lists the kinds with their hours does.

use chrono::{DateTime, Months, Utc};
use chrono_tz::Europe::Paris;

use super::{Arising, BreachFacts, Creditor, Kind};
use crate::domain::people::Party;

pub(super) fn early_warning(facts: &BreachFacts<'_>) -> Vec<Arising> {
    from_awareness(facts, Kind::Nis2EarlyWarning)
}

pub(super) fn notification(facts: &BreachFacts<'_>) -> Vec<Arising> {
    from_awareness(facts, Kind::Nis2Notification)
}

pub(super) fn final_report(facts: &BreachFacts<'_>) -> Vec<Arising> {
    let arising = |notified_at: DateTime<Utc>| {
        let rule = facts.rule(Kind::Nis2FinalReport)?;
        let due_at = a_month_after(notified_at);
        Some(facts.arising(rule, Party::Departement, Creditor::Csirt, notified_at, due_at))
    };
    let notified = facts.nis2_notified_at.filter(|_| facts.runs());
    notified.and_then(arising).into_iter().collect()
}

fn from_awareness(facts: &BreachFacts<'_>, kind: Kind) -> Vec<Arising> {
    let aware = facts.aware.get(&Party::Departement).filter(|_| facts.runs());
    aware
        .and_then(|aware_at| facts.timed(kind, Party::Departement, Creditor::Csirt, *aware_at))
        .into_iter()
        .collect()
}

/// The same hour of the same day of the next month on the clocks of Paris; the last day of a shorter month.
fn a_month_after(at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let local = at.with_timezone(&Paris).naive_local();
    let then = local.checked_add_months(Months::new(1))?;
    then.and_local_timezone(Paris).latest().map(|then| then.to_utc())
}

#[cfg(test)]
mod tests {
    use super::super::examples::Breach;
    use super::*;
    use crate::packs;

    fn breach() -> Breach {
        Breach::known_to(Party::Departement, "2026-11-24T10:20:00+01:00")
    }

    #[test]
    fn a_pack_that_switches_them_on_gets_their_clocks() {
        assert_eq!(
            breach().arising(early_warning)[0].due_at,
            Some("2026-11-25T09:20:00Z".parse().unwrap())
        );
        assert_eq!(
            breach().arising(notification)[0].due_at,
            Some("2026-11-27T09:20:00Z".parse().unwrap())
        );
        assert!(
            breach().arising(final_report).is_empty(),
            "it follows the notification"
        );
        let notified = breach()
            .notified_under_nis2("2027-01-31T09:00:00+01:00")
            .arising(final_report);
        assert_eq!(notified[0].due_at, Some("2027-02-28T08:00:00Z".parse().unwrap()));
    }

    #[test]
    fn no_built_in_convention_switches_them_on() {
        for (name, text) in packs::builtin() {
            let pack = packs::read(text, name).unwrap();
            for kind in [
                Kind::Nis2EarlyWarning,
                Kind::Nis2Notification,
                Kind::Nis2FinalReport,
            ] {
                assert!(pack.obligation(kind).is_none(), "{name} {kind}");
            }
        }
    }
}
