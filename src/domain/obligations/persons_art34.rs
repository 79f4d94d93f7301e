//! Each controller tells the persons concerned, without undue delay, when the risk is high (GDPR art. 34(1)).
//!
//! Met by a communication recorded with its date, means and content (art. 34(2)); waived by one of the closed grounds
//! of art. 34(3) with reasons. It runs from the verdict, for there is no high risk before somebody finds one.

use super::{Arising, BreachFacts, Creditor, Kind};
use crate::domain::breach::Risk;

pub(super) fn arises(facts: &BreachFacts<'_>) -> Vec<Arising> {
    let Some((Risk::High, decided_at)) = facts.risk.filter(|_| facts.runs()) else {
        return Vec::new();
    };
    let controllers = facts.controllers.iter();
    controllers
        .filter_map(|controller| facts.timed(Kind::PersonsArt34, *controller, Creditor::Persons, decided_at))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::examples::{Breach, decided_at};
    use super::*;
    use crate::domain::breach::Status;
    use crate::domain::people::Party;

    fn breach() -> Breach {
        Breach::known_to(Party::Etablissement, "2026-11-24T10:20:00+01:00")
    }

    #[test]
    fn a_high_risk_is_told_to_the_persons_without_delay() {
        let duties = breach().at_risk(Risk::High).arising(arises);
        assert_eq!(
            (duties[0].debtor, duties[0].creditor),
            (Party::Etablissement, Creditor::Persons)
        );
        assert_eq!((duties[0].starts_at, duties[0].due_at), (decided_at(), None));
    }

    #[test]
    fn it_does_not_arise_below_a_high_risk_nor_before_anybody_assessed_it() {
        assert!(breach().arising(arises).is_empty());
        for risk in [Risk::Unlikely, Risk::Risk] {
            assert!(breach().at_risk(risk).arising(arises).is_empty(), "{risk}");
        }
    }

    #[test]
    fn it_falls_away_when_there_is_no_breach_after_all() {
        assert!(
            breach()
                .at_risk(Risk::High)
                .status(Status::NotABreach)
                .arising(arises)
                .is_empty()
        );
    }
}
