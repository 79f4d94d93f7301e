//! The département notifies every breach it is aware of to the académie's DPD within 48 hours.
//!
//! Convention d’Ille-et-Vilaine, annexe sur la protection des données, partie 6. A contract: the hours are elapsed
//! hours, Regulation 1182/71 does not govern them. Like GDPR art. 33(2) and unlike art. 33(1), it has **no risk
//! filter**: no verdict on the risk ever stops it. It runs from the département's own awareness.

use super::{Arising, BreachFacts, Creditor, Kind};
use crate::domain::people::Party;

pub(super) fn arises(facts: &BreachFacts<'_>) -> Vec<Arising> {
    let aware_at = facts.aware.get(&Party::Departement).copied();
    aware_at
        .filter(|_| facts.runs() && facts.under_convention)
        .and_then(|aware_at| facts.timed(Kind::Breach48h, Party::Departement, Creditor::Dpd, aware_at))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::examples::Breach;
    use super::*;
    use crate::domain::breach::{Risk, Status};

    #[test]
    fn it_runs_48_hours_from_the_awareness_of_the_departement() {
        let duties = Breach::known_to(Party::Departement, "2026-11-27T17:45:00+01:00").arising(arises);
        assert_eq!(duties.len(), 1);
        assert_eq!(
            (duties[0].debtor, duties[0].creditor),
            (Party::Departement, Creditor::Dpd)
        );
        assert_eq!(
            duties[0].due_at,
            Some("2026-11-29T16:45:00Z".parse().unwrap()),
            "a Sunday"
        );
        assert_eq!(duties[0].address, "dpd@example.org");
    }

    #[test]
    fn it_spans_both_changes_of_the_clock_in_elapsed_hours() {
        for (aware, due) in [
            ("2026-10-24T10:00:00+02:00", "2026-10-26T09:00:00+01:00"),
            ("2027-03-27T10:00:00+01:00", "2027-03-29T11:00:00+02:00"),
        ] {
            let duties = Breach::known_to(Party::Departement, aware).arising(arises);
            assert_eq!(duties[0].due_at, Some(due.parse().unwrap()), "{aware}");
        }
    }

    #[test]
    fn no_verdict_on_the_risk_stops_it() {
        for risk in Risk::ALL {
            let breach = Breach::known_to(Party::Departement, "2026-11-24T10:20:00+01:00").at_risk(*risk);
            assert_eq!(breach.arising(arises).len(), 1, "{risk}");
        }
    }

    #[test]
    fn it_does_not_arise_while_only_others_are_aware_nor_outside_a_convention() {
        let aware = "2026-11-24T10:20:00+01:00";
        assert!(
            Breach::known_to(Party::Etablissement, aware)
                .arising(arises)
                .is_empty()
        );
        assert!(
            Breach::known_to(Party::Departement, aware)
                .outside_any_convention()
                .arising(arises)
                .is_empty()
        );
        assert!(
            Breach::known_to(Party::Departement, aware)
                .without(Kind::Breach48h)
                .arising(arises)
                .is_empty()
        );
    }

    #[test]
    fn it_falls_away_when_there_is_no_breach_after_all() {
        let breach =
            Breach::known_to(Party::Departement, "2026-11-24T10:20:00+01:00").status(Status::NotABreach);
        assert!(breach.arising(arises).is_empty());
    }
}
