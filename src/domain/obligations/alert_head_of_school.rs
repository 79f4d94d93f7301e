//! The handler tells the head of school of any incident of the school, without delay.
//!
//! Convention d’Ille-et-Vilaine, annexe opérationnelle, partie 5: whoever handles an incident does so with the
//! school's direction, and partie 1: the head of school is the legally responsible person. Modèle national,
//! art. 3.1.5: problems are told to the head of school without delay. Owed by whoever handles the incident, also
//! where no convention covers the school.

use super::{Arising, Creditor, Kind, ReportFacts};
use crate::domain::people::{Party, Role};

pub(super) fn arises(facts: ReportFacts<'_>) -> Option<Arising> {
    let kind = Kind::AlertHeadOfSchool;
    let head = facts.told(Party::Etablissement, Role::ChefEtablissement)?;
    (facts.has_establishment && facts.owed(kind))
        .then(|| facts.towards(head, kind, facts.decision.handler, Creditor::ChefEtablissement))
}

#[cfg(test)]
mod tests {
    use super::super::examples::Example;
    use super::*;

    #[test]
    fn the_handler_owes_it_to_the_mailbox_of_the_school() {
        for handler in [Party::Academie, Party::Departement] {
            let duty = Example::handled_by(handler).arising(arises).unwrap();
            assert_eq!(
                (duty.debtor, duty.creditor),
                (handler, Creditor::ChefEtablissement)
            );
            assert_eq!(duty.address, "ce.0350003n@example.org");
            assert_eq!(duty.due_at, None);
        }
    }

    #[test]
    fn it_is_owed_even_where_no_convention_covers_the_school() {
        let duty = Example::without_convention().arising(arises).unwrap();
        assert_eq!(duty.debtor, Party::Etablissement);
    }

    #[test]
    fn it_does_not_arise_from_an_incident_of_no_school() {
        let example = Example::handled_by(Party::Academie).without_school();
        assert_eq!(example.arising(arises), None);
    }

    #[test]
    fn it_is_not_owed_where_the_convention_does_not_ask_for_it() {
        let example = Example::handled_by(Party::Academie).without(Kind::AlertHeadOfSchool);
        assert_eq!(example.arising(arises), None);
    }
}
