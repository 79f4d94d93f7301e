//! A critical component that cannot be used is taken charge of within half a working day.
//!
//! Convention d’Ille-et-Vilaine, annexe opérationnelle, partie 4, temps d’intervention et de rétablissement: for every
//! critical element the académie takes up the request and diagnoses within half a working day. A service level, not a
//! legal clock: working time of the pack's calendar, suspended by nothing, met by the first action of the handler.
//! Whoever else handles the incident promises no delay.

use super::{Arising, Kind, OutageFacts};

pub(super) fn arises(facts: OutageFacts<'_>) -> Option<Arising> {
    facts.promised(Kind::TakeCharge, "take_charge")
}

#[cfg(test)]
mod tests {
    use super::super::examples::Unavailable;
    use super::super::{Creditor, Kind};
    use super::*;
    use crate::domain::people::Party;

    #[test]
    fn the_academie_takes_a_critical_outage_in_charge_within_half_a_working_day() {
        let duty = Unavailable::since("2026-11-24T10:00:00+01:00")
            .arising(arises)
            .unwrap();
        assert_eq!(
            (duty.debtor, duty.creditor),
            (Party::Academie, Creditor::Etablissement)
        );
        assert_eq!(duty.due_at, Some("2026-11-24T14:00:00Z".parse().unwrap()));
        assert_eq!(duty.clause, "Article de take_charge");
    }

    #[test]
    fn neither_weekend_nor_holiday_nor_clock_change_counts() {
        for (since, due) in [
            ("2026-11-27T17:00:00+01:00", "2026-11-30T12:00:00+01:00"),
            ("2026-04-03T17:00:00+02:00", "2026-04-07T12:00:00+02:00"),
            ("2026-03-27T17:00:00+01:00", "2026-03-30T12:00:00+02:00"),
            ("2026-10-23T17:00:00+02:00", "2026-10-26T12:00:00+01:00"),
        ] {
            let duty = Unavailable::since(since).arising(arises).unwrap();
            assert_eq!(duty.due_at, Some(due.parse().unwrap()), "{since}");
        }
    }

    #[test]
    fn it_counts_from_the_report_when_the_outage_is_older() {
        let outage = Unavailable::since("2026-11-20T09:00:00+01:00").reported("2026-11-24T10:00:00+01:00");
        let duty = outage.arising(arises).unwrap();
        assert_eq!(duty.due_at, Some("2026-11-24T14:00:00Z".parse().unwrap()));
    }

    #[test]
    fn it_does_not_arise_from_what_is_not_critical_nor_for_another_handler() {
        let since = "2026-11-24T10:00:00+01:00";
        assert_eq!(Unavailable::since(since).of("poste").arising(arises), None);
        assert_eq!(Unavailable::since(since).of("inconnu").arising(arises), None);
        for handler in [Party::Departement, Party::Etablissement, Party::Region] {
            let outage = Unavailable::since(since).handled_by(handler);
            assert_eq!(outage.arising(arises), None, "{handler}");
        }
    }

    #[test]
    fn it_is_not_owed_where_no_convention_promises_it() {
        let since = "2026-11-24T10:00:00+01:00";
        assert_eq!(
            Unavailable::since(since)
                .without(Kind::TakeCharge)
                .arising(arises),
            None
        );
        assert_eq!(
            Unavailable::since(since).outside_any_convention().arising(arises),
            None
        );
        assert_eq!(Unavailable::since(since).without_hours().arising(arises), None);
    }

    #[test]
    fn no_fact_suspends_it_and_only_a_mistake_undoes_it() {
        let since = "2026-11-24T10:00:00+01:00";
        let whole = Unavailable::since(since).arising(arises);
        assert_eq!(Unavailable::since(since).spare(false).arising(arises), whole);
        assert_eq!(
            Unavailable::since(since).under_control(false).arising(arises),
            whole
        );
        assert_eq!(
            Unavailable::since(since)
                .until("2026-11-24T10:30:00+01:00")
                .arising(arises),
            whole
        );
        assert_eq!(Unavailable::since(since).until(since).arising(arises), None);
    }
}
