//! The académie tells the département of an incident that it handles, as soon as the département's own perimeter may
//! be touched.
//!
//! Convention d’Ille-et-Vilaine, annexe opérationnelle, partie 5, premier cas. Whether the perimeter may be touched
//! is the decision's to say: it then lists the département among those to be told.

use super::{Arising, Creditor, Kind, ReportFacts};
use crate::domain::people::Party;

pub(super) fn arises(facts: ReportFacts<'_>) -> Option<Arising> {
    let kind = Kind::InformDepartement;
    let mut told = facts.decision.inform.iter();
    let departement = told.find(|inform| inform.party == Party::Departement)?;
    (facts.decision.handler == Party::Academie && facts.owed(kind))
        .then(|| facts.towards(departement, kind, Party::Academie, Creditor::Departement))
}

#[cfg(test)]
mod tests {
    use super::super::examples::Example;
    use super::*;

    #[test]
    fn the_academie_owes_it_when_the_departement_may_be_touched() {
        let example = Example::handled_by(Party::Academie).touching_the_departement();
        let duty = example.arising(arises).unwrap();
        assert_eq!(
            (duty.debtor, duty.creditor),
            (Party::Academie, Creditor::Departement)
        );
        assert_eq!((duty.address.as_str(), duty.due_at), ("dpo@example.org", None));
    }

    #[test]
    fn it_does_not_arise_while_only_the_academie_is_touched() {
        assert_eq!(Example::handled_by(Party::Academie).arising(arises), None);
    }

    #[test]
    fn it_does_not_arise_when_the_departement_handles_the_incident_itself() {
        let example = Example::handled_by(Party::Departement).touching_the_departement();
        assert_eq!(example.arising(arises), None);
    }

    #[test]
    fn it_is_not_owed_where_the_convention_does_not_ask_for_it() {
        let example = Example::handled_by(Party::Academie)
            .touching_the_departement()
            .without(Kind::InformDepartement);
        assert_eq!(example.arising(arises), None);
    }
}
