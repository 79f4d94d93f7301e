//! Any incident of a school is reported to the RSSI without delay.
//!
//! Convention d’Ille-et-Vilaine, annexe opérationnelle, partie 1, sécurité du système d’information: the head of
//! school answers for reporting every security incident to the RSSI, who is the entry point. Modèle national,
//! art. 3.1.5. Where no convention covers the school, the report is owed all the same.

use super::{Arising, Creditor, Kind, ReportFacts};
use crate::domain::people::{Party, Role};

pub(super) fn arises(facts: ReportFacts<'_>) -> Option<Arising> {
    let rssi = facts.told(Party::Academie, Role::Rssi)?;
    facts
        .owed(Kind::ReportToRssi)
        .then(|| facts.towards(rssi, Kind::ReportToRssi, Party::Etablissement, Creditor::Rssi))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{Example, reported_at};
    use super::*;

    #[test]
    fn a_reported_incident_is_owed_to_the_rssi_without_delay() {
        let duty = Example::handled_by(Party::Academie).arising(arises).unwrap();
        assert_eq!(
            (duty.debtor, duty.creditor),
            (Party::Etablissement, Creditor::Rssi)
        );
        assert_eq!((duty.starts_at, duty.due_at), (reported_at(), None));
        assert_eq!(duty.address, "rssi@example.org");
        assert_eq!(duty.clause, "Article de report_to_rssi");
    }

    #[test]
    fn it_is_owed_even_where_no_convention_covers_the_school() {
        let duty = Example::without_convention().arising(arises).unwrap();
        assert_eq!(duty.clause, "Hors convention");
    }

    #[test]
    fn it_is_not_owed_where_the_convention_does_not_ask_for_it() {
        let example = Example::handled_by(Party::Academie).without(Kind::ReportToRssi);
        assert_eq!(example.arising(arises), None);
    }
}
