//! The département tells the RSSI of an incident that it handles, without delay.
//!
//! Convention d’Ille-et-Vilaine, annexe opérationnelle, partie 5, second cas: the Département handles the incident
//! and informs the académie (rssi@ac-rennes.fr). Modèle national, art. 3.1.5. What was done afterwards is told by a
//! duty of its own (`follow_up_to_rssi`).

use super::{Arising, Creditor, Kind, ReportFacts};
use crate::domain::people::{Party, Role};

pub(super) fn arises(facts: ReportFacts<'_>) -> Option<Arising> {
    let rssi = facts.told(Party::Academie, Role::Rssi)?;
    let departement_handles = facts.decision.handler == Party::Departement;
    (departement_handles && facts.owed(Kind::InformRssi))
        .then(|| facts.towards(rssi, Kind::InformRssi, Party::Departement, Creditor::Rssi))
}

#[cfg(test)]
mod tests {
    use super::super::examples::Example;
    use super::*;

    #[test]
    fn the_departement_owes_it_for_what_it_handles() {
        let duty = Example::handled_by(Party::Departement).arising(arises).unwrap();
        assert_eq!((duty.debtor, duty.creditor), (Party::Departement, Creditor::Rssi));
        assert_eq!((duty.address.as_str(), duty.due_at), ("rssi@example.org", None));
    }

    #[test]
    fn it_does_not_arise_when_somebody_else_handles_the_incident() {
        for handler in [
            Party::Academie,
            Party::Etablissement,
            Party::Region,
            Party::Commune,
        ] {
            assert_eq!(Example::handled_by(handler).arising(arises), None, "{handler}");
        }
        assert_eq!(Example::without_convention().arising(arises), None);
    }

    #[test]
    fn it_is_not_owed_where_the_convention_does_not_ask_for_it() {
        let example = Example::handled_by(Party::Departement).without(Kind::InformRssi);
        assert_eq!(example.arising(arises), None);
    }
}
