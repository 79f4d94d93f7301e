//! Each controller notifies the CNIL within 72 hours after having become aware, unless the breach is unlikely to result
//! in a risk (GDPR art. 33(1)).
//!
//! The clock is the controller's own: that of a processor does not start it. While nobody has assessed the risk it
//! runs, as a precaution. The hours come from the pack, since the law may change them. One duty for each joint
//! controller; their arrangement (art. 26) says who does it, and the other is waived with that reason.

use super::{Arising, BreachFacts, Creditor, Kind};
use crate::domain::breach::Risk;

pub(super) fn arises(facts: &BreachFacts<'_>) -> Vec<Arising> {
    let unlikely = facts.risk.is_some_and(|(risk, _)| risk == Risk::Unlikely);
    if unlikely || !facts.runs() {
        return Vec::new();
    }
    let aware = facts
        .controllers
        .iter()
        .filter_map(|controller| Some((*controller, *facts.aware.get(controller)?)));
    aware
        .filter_map(|(controller, aware_at)| facts.timed(Kind::Cnil72h, controller, Creditor::Cnil, aware_at))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::examples::Breach;
    use super::*;
    use crate::domain::breach::Status;
    use crate::domain::people::Party;

    const AWARE: &str = "2026-12-24T16:00:00+01:00";

    #[test]
    fn it_runs_72_hours_from_the_awareness_of_the_controller() {
        let duties = Breach::known_to(Party::Etablissement, AWARE).arising(arises);
        assert_eq!(
            duties[0].due_at,
            Some("2026-12-27T15:00:00Z".parse().unwrap()),
            "a Sunday"
        );
        assert_eq!(
            (duties[0].debtor, duties[0].creditor),
            (Party::Etablissement, Creditor::Cnil)
        );
    }

    #[test]
    fn the_awareness_of_a_processor_does_not_start_it() {
        let breach = Breach::known_to(Party::Departement, AWARE).controlled_by(&[Party::Academie]);
        assert!(breach.arising(arises).is_empty());
    }

    #[test]
    fn each_joint_controller_owes_it_from_its_own_awareness() {
        let breach = Breach::known_to(Party::Etablissement, AWARE)
            .also_known_to(Party::Departement, "2026-12-25T08:00:00+01:00")
            .controlled_by(&[Party::Etablissement, Party::Departement]);
        let due: Vec<_> = breach
            .arising(arises)
            .into_iter()
            .map(|duty| duty.due_at.unwrap())
            .collect();
        assert_eq!(due.len(), 2);
        assert_ne!(due[0], due[1]);
    }

    #[test]
    fn only_an_unlikely_risk_sets_it_aside() {
        for (risk, owed) in [(Risk::Unlikely, 0), (Risk::Risk, 1), (Risk::High, 1)] {
            let breach = Breach::known_to(Party::Etablissement, AWARE).at_risk(risk);
            assert_eq!(breach.arising(arises).len(), owed, "{risk}");
        }
    }

    #[test]
    fn it_is_owed_outside_any_convention_and_not_once_there_is_no_breach() {
        let breach = Breach::known_to(Party::Etablissement, AWARE);
        assert_eq!(breach.clone().outside_any_convention().arising(arises).len(), 1);
        assert!(breach.status(Status::NotABreach).arising(arises).is_empty());
    }
}
