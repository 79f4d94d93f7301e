//! Nobody could say whether personal data are touched: the officer of whoever handles the incident says so within the
//! day.
//!
//! GDPR art. 33(1) counts from awareness, and awareness may follow only a short investigation (EDPB guidelines 9/2022,
//! § 33; WP250, p. 12): the question must not lie in a corner. The convention's pack sets the hours. It is met by an
//! answer, not by a letter: « yes » opens a breach, « no » is recorded with its reason.
//!
//! An alert of a supervision tool makes nobody aware of anything: the question is put once the RSSI confirmed that it is
//! an incident (decision 16).

use super::{Arising, Creditor, Kind, ReportFacts};
use crate::domain::incident::PersonalData;
use crate::domain::instants::due_after_hours;
use crate::domain::people::Party;

pub(super) fn arises(facts: ReportFacts<'_>) -> Option<Arising> {
    let pack = facts.pack?;
    let rule = pack.obligation(Kind::AssessPersonalData)?;
    let open = facts.personal_data == PersonalData::Unknown && !facts.unconfirmed_alert;
    open.then(|| Arising {
        kind: rule.kind,
        debtor: whose_officer(facts.decision.handler),
        creditor: Creditor::Etablissement,
        starts_at: facts.reported_at,
        due_at: rule.hours.map(|hours| due_after_hours(facts.reported_at, hours)),
        clause: pack.clause_reference(&rule.clause),
        address: String::new(),
    })
}

/// The département's DPO answers for what the département handles, the DPD for everything else.
fn whose_officer(handler: Party) -> Party {
    match handler {
        Party::Departement => Party::Departement,
        Party::Academie | Party::Etablissement | Party::Region | Party::Commune => Party::Academie,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::super::examples::{Example, reported_at};
    use super::*;

    #[test]
    fn whoever_handles_the_incident_has_its_officer_answer_within_the_day() {
        for (handler, debtor) in [
            (Party::Departement, Party::Departement),
            (Party::Academie, Party::Academie),
            (Party::Etablissement, Party::Academie),
        ] {
            let duty = Example::handled_by(handler).arising(arises).unwrap();
            assert_eq!((duty.debtor, duty.creditor), (debtor, Creditor::Etablissement));
            assert_eq!(duty.due_at, Some(reported_at() + TimeDelta::hours(24)));
        }
    }

    #[test]
    fn it_does_not_arise_when_the_reporter_knows() {
        for answer in [PersonalData::Yes, PersonalData::No] {
            let example = Example::handled_by(Party::Departement).answering(answer);
            assert_eq!(example.arising(arises), None);
        }
    }

    #[test]
    fn it_waits_until_a_person_confirmed_the_alert_of_a_supervision_tool() {
        let example = Example::handled_by(Party::Departement);
        assert_eq!(example.unconfirmed().arising(arises), None);
    }

    #[test]
    fn it_is_not_owed_where_the_convention_does_not_ask_for_it() {
        let example = Example::handled_by(Party::Departement).without(Kind::AssessPersonalData);
        assert_eq!(example.arising(arises), None);
    }
}
