//! The département tells the RSSI what was done of an incident that it handled, before the dossier is closed.
//!
//! Convention d’Ille-et-Vilaine, annexe opérationnelle, partie 5, second cas: the Département informs the académie of the
//! follow-up. No hours are set: the dossier cannot be closed before. It arises when the incident is resolved and is met
//! once the RSSI's mail server has accepted the text; an incident that is taken up again owes another one.

use super::{Arising, Creditor, Kind, ResolutionFacts};
use crate::domain::people::{Party, Role};

pub(super) fn arises(facts: ResolutionFacts<'_>) -> Option<Arising> {
    let decision = facts.decision;
    let owes = decision.convention.is_some() && decision.handler == Party::Departement;
    let pack = facts.pack.filter(|_| owes)?;
    let rule = pack.obligation(Kind::FollowUpToRssi)?;
    let mut told = decision.inform.iter();
    let rssi = told.find(|inform| inform.party == Party::Academie && inform.role == Role::Rssi);
    Some(Arising {
        kind: rule.kind,
        debtor: Party::Departement,
        creditor: Creditor::Rssi,
        starts_at: facts.resolved_at,
        due_at: None,
        clause: pack.clause_reference(&rule.clause),
        address: rssi.map(|inform| inform.address.clone()).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::{Example, reported_at};
    use super::*;

    #[test]
    fn the_departement_owes_it_for_what_it_handled_from_the_resolution_on() {
        let duty = Example::handled_by(Party::Departement).resolved(arises).unwrap();
        assert_eq!((duty.debtor, duty.creditor), (Party::Departement, Creditor::Rssi));
        assert_eq!((duty.starts_at, duty.due_at), (reported_at(), None));
        assert_eq!(duty.address, "rssi@example.org");
    }

    #[test]
    fn it_does_not_arise_when_somebody_else_handled_the_incident() {
        for handler in [
            Party::Academie,
            Party::Etablissement,
            Party::Region,
            Party::Commune,
        ] {
            assert_eq!(Example::handled_by(handler).resolved(arises), None, "{handler}");
        }
        assert_eq!(Example::without_convention().resolved(arises), None);
    }

    #[test]
    fn it_is_not_owed_where_the_convention_does_not_ask_for_it() {
        let example = Example::handled_by(Party::Departement).without(Kind::FollowUpToRssi);
        assert_eq!(example.resolved(arises), None);
    }
}
