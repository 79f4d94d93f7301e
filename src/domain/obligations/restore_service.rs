//! A critical service is restored within one working day, user data on shared spaces within two.
//!
//! Convention d’Ille-et-Vilaine, annexe opérationnelle, partie 4, temps d’intervention et de rétablissement: promised
//! where spare equipment allows it and the académie controls what fails. Both are facts that the handler records; until
//! somebody says that one is missing, the promise stands. A service level, not a legal clock: working time of the
//! pack's calendar, suspended by nothing, met by the restoration.

use super::{Arising, Kind, OutageFacts};

pub(super) fn arises(facts: OutageFacts<'_>) -> Option<Arising> {
    if facts.outage.no_promise().is_some() {
        return None;
    }
    let promised = |level| facts.promised(Kind::RestoreService, level);
    let of_data = facts.outage.shared_data.then(|| promised("restore_shared_data"));
    of_data.flatten().or_else(|| promised("restore_service"))
}

#[cfg(test)]
mod tests {
    use super::super::examples::Unavailable;
    use super::*;
    use crate::domain::people::Party;

    const SINCE: &str = "2026-11-24T10:00:00+01:00";

    #[test]
    fn a_service_is_restored_within_one_working_day_and_shared_data_within_two() {
        let service = Unavailable::since(SINCE).arising(arises).unwrap();
        assert_eq!(service.due_at, Some("2026-11-25T10:00:00+01:00".parse().unwrap()));
        let data = Unavailable::since(SINCE)
            .with_shared_data()
            .arising(arises)
            .unwrap();
        assert_eq!(data.due_at, Some("2026-11-26T10:00:00+01:00".parse().unwrap()));
        assert_eq!(data.debtor, Party::Academie);
    }

    #[test]
    fn neither_weekend_nor_holiday_nor_clock_change_counts() {
        for (since, due) in [
            ("2026-11-27T10:00:00+01:00", "2026-11-30T10:00:00+01:00"),
            ("2026-11-10T10:00:00+01:00", "2026-11-12T10:00:00+01:00"),
            ("2026-04-03T10:00:00+02:00", "2026-04-07T10:00:00+02:00"),
            ("2026-03-27T10:00:00+01:00", "2026-03-30T10:00:00+02:00"),
            ("2026-10-23T10:00:00+02:00", "2026-10-26T10:00:00+01:00"),
        ] {
            let duty = Unavailable::since(since).arising(arises).unwrap();
            assert_eq!(duty.due_at, Some(due.parse().unwrap()), "{since}");
        }
    }

    #[test]
    fn it_falls_away_when_there_is_no_spare_or_no_control() {
        for outage in [
            Unavailable::since(SINCE).spare(false),
            Unavailable::since(SINCE).under_control(false),
            Unavailable::since(SINCE).spare(false).under_control(true),
        ] {
            assert_eq!(outage.arising(arises), None);
        }
        let both = Unavailable::since(SINCE).spare(true).under_control(true);
        assert_eq!(both.arising(arises), Unavailable::since(SINCE).arising(arises));
    }

    #[test]
    fn the_reason_for_which_nothing_is_promised_is_told() {
        let reason = |outage: Unavailable| outage.outage().no_promise();
        assert_eq!(reason(Unavailable::since(SINCE)), None);
        assert!(
            reason(Unavailable::since(SINCE).spare(false))
                .unwrap()
                .contains("secours")
        );
        assert!(
            reason(Unavailable::since(SINCE).under_control(false))
                .unwrap()
                .contains("maîtrise")
        );
    }

    #[test]
    fn it_does_not_arise_from_what_is_not_critical_nor_for_another_handler() {
        assert_eq!(Unavailable::since(SINCE).of("poste").arising(arises), None);
        let departement = Unavailable::since(SINCE).handled_by(Party::Departement);
        assert_eq!(departement.arising(arises), None);
        assert_eq!(
            Unavailable::since(SINCE)
                .without(Kind::RestoreService)
                .arising(arises),
            None
        );
    }
}
