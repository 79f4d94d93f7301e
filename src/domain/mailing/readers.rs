//! Which mailbox reads which letter, and what commands it. The acts that write letters ask here, or ask the same functions:
//! the table that people read says what is done.

use std::collections::BTreeSet;

use crate::domain::letter::LetterKind;
use crate::domain::obligations::{Creditor, Kind, accountable, answerable, officers};
use crate::domain::people::{Party, Role};

/// A role of a party, written to at its mailbox.
type Mailbox = (Party, Role);

/// Who is told that somebody took a register out.
pub const EXPORTS_TOLD_TO: &[Mailbox] = &[(Party::Academie, Role::Rssi), (Party::Academie, Role::Dpd)];

/// Why a letter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A service to a person, who may do without.
    Choice,
    /// The law or the convention commands it, by these duties.
    Duties(&'static [Kind]),
    /// The life of a dossier calls for it: an authority has something to do or to know.
    Life,
    /// The service itself calls for it: nothing is lost in silence, nothing leaves unseen.
    Service,
}

/// What commands letters of a kind.
#[must_use]
pub fn why(kind: LetterKind) -> Why {
    match kind {
        LetterKind::IncidentReported => Why::Duties(&[Kind::ReportToRssi, Kind::InformRssi]),
        LetterKind::HeadOfSchoolAlert => Why::Duties(&[Kind::AlertHeadOfSchool]),
        LetterKind::DepartementInformed => Why::Duties(&[Kind::InformDepartement]),
        LetterKind::FollowUp => Why::Duties(&[Kind::FollowUpToRssi]),
        LetterKind::PersonalDataQuestion => Why::Duties(&[Kind::AssessPersonalData]),
        LetterKind::BreachNotification => Why::Duties(&[Kind::Breach48h]),
        LetterKind::BreachOpened => Why::Duties(&[Kind::Breach48h, Kind::Cnil72h]),
        LetterKind::DeadlineReminder | LetterKind::DeadlineOverdue => Why::Duties(TIMED),
        LetterKind::HandlerTold
        | LetterKind::IncidentQualified
        | LetterKind::IncidentRejected
        | LetterKind::HandoverProposed
        | LetterKind::HandoverAnswered
        | LetterKind::AssociateAdded => Why::Life,
        LetterKind::DeliveryFailed | LetterKind::ExportReported | LetterKind::SetPassword => Why::Service,
        LetterKind::Assigned
        | LetterKind::DossierNews
        | LetterKind::Mentioned
        | LetterKind::ActionDue
        | LetterKind::ReviewDue => Why::Choice,
    }
}

/// The duties that have a due instant, and so reminders.
const TIMED: &[Kind] = &[
    Kind::Breach48h,
    Kind::Cnil72h,
    Kind::PersonsArt34,
    Kind::EscalateToMinistry,
    Kind::TakeCharge,
    Kind::RestoreService,
];

/// The letter and the mailbox by which a duty owed to `creditor` is met, when a letter meets it.
#[must_use]
pub fn written_to(creditor: Creditor) -> Option<(LetterKind, Mailbox)> {
    let kind = match creditor {
        Creditor::Rssi => LetterKind::IncidentReported,
        Creditor::ChefEtablissement => LetterKind::HeadOfSchoolAlert,
        Creditor::Departement => LetterKind::DepartementInformed,
        Creditor::Dpd
        | Creditor::Etablissement
        | Creditor::Cnil
        | Creditor::Persons
        | Creditor::Ministere
        | Creditor::Csirt => return None,
    };
    creditor.recipient().map(|recipient| (kind, recipient))
}

/// Who is asked whether personal data are touched, when `debtor` owes the answer.
#[must_use]
pub fn asked_about_data(debtor: Party) -> Option<Mailbox> {
    accountable(debtor).first().copied()
}

/// The role that reads what is written to a party, where its convention names no contact of its own.
#[must_use]
pub fn reads_for(party: Party) -> Option<Role> {
    match party {
        Party::Academie => Some(Role::Rssi),
        Party::Departement => Some(Role::Dpo),
        Party::Etablissement => Some(Role::ChefEtablissement),
        Party::Region | Party::Commune => None,
    }
}

/// The mailboxes that letters of a kind are written to; of the région and the commune, whose contact the convention
/// names, the party alone counts.
#[must_use]
pub fn mailboxes(kind: LetterKind) -> BTreeSet<Mailbox> {
    let of_parties = |parties: &[Party]| {
        let named = parties.iter();
        named
            .map(|party| (*party, reads_for(*party).unwrap_or(Role::AgentDepartement)))
            .collect()
    };
    match kind {
        LetterKind::IncidentReported | LetterKind::HeadOfSchoolAlert | LetterKind::DepartementInformed => {
            let met = Creditor::ALL.iter().filter_map(|creditor| written_to(*creditor));
            met.filter(|(known, _)| *known == kind)
                .map(|(_, to)| to)
                .collect()
        }
        LetterKind::PersonalDataQuestion => Party::ALL
            .iter()
            .filter_map(|debtor| asked_about_data(*debtor))
            .collect(),
        LetterKind::BreachOpened => answering(accountable_kinds()),
        LetterKind::DeadlineReminder => answering(Kind::ALL),
        LetterKind::DeadlineOverdue => told_late(),
        LetterKind::BreachNotification => Creditor::Dpd.recipient().into_iter().collect(),
        LetterKind::FollowUp => Creditor::Rssi.recipient().into_iter().collect(),
        LetterKind::ExportReported => EXPORTS_TOLD_TO.iter().copied().collect(),
        LetterKind::HandlerTold => of_parties(&[Party::Departement, Party::Region, Party::Commune]),
        LetterKind::IncidentQualified
        | LetterKind::HandoverProposed
        | LetterKind::HandoverAnswered
        | LetterKind::AssociateAdded => of_parties(Party::ALL),
        LetterKind::IncidentRejected => of_parties(&[Party::Etablissement]),
        // The day of an action that a party owns, and a review day whose author left, are told to whoever answers.
        LetterKind::ActionDue | LetterKind::ReviewDue => {
            let answering = Party::ALL.iter();
            answering
                .map(|party| crate::domain::remediation::answers_for(*party))
                .collect()
        }
        LetterKind::DeliveryFailed
        | LetterKind::SetPassword
        | LetterKind::Assigned
        | LetterKind::DossierNews
        | LetterKind::Mentioned => BTreeSet::new(),
    }
}

fn accountable_kinds() -> &'static [Kind] {
    match why(LetterKind::BreachOpened) {
        Why::Duties(kinds) => kinds,
        Why::Choice | Why::Life | Why::Service => &[],
    }
}

fn answering(kinds: &[Kind]) -> BTreeSet<Mailbox> {
    let pairs = kinds
        .iter()
        .flat_map(|kind| Party::ALL.iter().map(|party| (*kind, *party)));
    pairs
        .flat_map(|(kind, debtor)| answerable(kind, debtor))
        .copied()
        .collect()
}

fn told_late() -> BTreeSet<Mailbox> {
    let mut told = BTreeSet::new();
    for kind in Kind::ALL {
        for debtor in Party::ALL {
            for creditor in Creditor::ALL {
                told.extend(officers(*kind, *debtor, *creditor));
            }
        }
    }
    told
}

/// Whether the table knows that letters of a kind are written to this mailbox. A convention may name another contact of
/// the département than its DPO.
#[must_use]
pub fn is_known(kind: LetterKind, (party, role): Mailbox) -> bool {
    let of_contact = matches!(party, Party::Departement | Party::Region | Party::Commune);
    let known = |(other, reader): &Mailbox| *other == party && (*reader == role || of_contact);
    mailboxes(kind).iter().any(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mailing::is_optional;

    #[test]
    fn what_one_may_do_without_is_what_nothing_commands() {
        for kind in LetterKind::ALL {
            assert_eq!(is_optional(*kind), why(*kind) == Why::Choice, "{kind}");
        }
    }

    #[test]
    fn every_letter_that_a_duty_commands_has_a_reader() {
        for kind in LetterKind::ALL {
            if matches!(why(*kind), Why::Duties(_) | Why::Life) {
                assert!(!mailboxes(*kind).is_empty(), "{kind}");
            }
        }
        assert!(is_known(
            LetterKind::BreachNotification,
            (Party::Academie, Role::Dpd)
        ));
        assert!(!is_known(
            LetterKind::BreachNotification,
            (Party::Academie, Role::Rssi)
        ));
    }
}
