//! Who must be told of an incident as soon as it is decided, at which address, by which clause.
//!
//! Deliberately absent: the DPD and the CNIL, who are told of breaches, and whether a message was sent.

use super::{Decision, Inform, wording};
use crate::domain::convention::Pack;
use crate::domain::establishment::Establishment;
use crate::domain::obligations::Kind;
use crate::domain::people::{Party, Role};

/// Everybody who must be told, each role of a party once: the RSSI of `pack` always, the head of a school, and
/// the parties outside the académie and the school that handle the incident, may handle it or may be touched.
pub(super) fn told(
    pack: Option<&Pack>,
    school: Option<&Establishment>,
    decision: &Decision,
    departement_impact_possible: bool,
) -> Vec<Inform> {
    let mut told = vec![rssi(pack)];
    told.extend(school.map(|school| head_of_school(pack, school)));
    if decision.convention.is_some() {
        let of_parties = Party::ALL
            .iter()
            .filter(|party| concerns(decision, **party, departement_impact_possible));
        told.extend(of_parties.filter_map(|party| of_party(pack?, *party, decision)));
    }
    told
}

fn rssi(pack: Option<&Pack>) -> Inform {
    Inform {
        party: Party::Academie,
        role: Role::Rssi,
        address: address(pack, Party::Academie, Role::Rssi),
        clause: clause(pack, Kind::ReportToRssi, wording::RSSI_CLAUSE),
        reason: wording::RSSI_REASON.to_owned(),
    }
}

fn head_of_school(pack: Option<&Pack>, school: &Establishment) -> Inform {
    Inform {
        party: Party::Etablissement,
        role: Role::ChefEtablissement,
        address: school.mailbox.clone(),
        clause: clause(pack, Kind::AlertHeadOfSchool, wording::HEAD_OF_SCHOOL_CLAUSE),
        reason: wording::HEAD_OF_SCHOOL_REASON.to_owned(),
    }
}

/// Whether a party has its part in the incident: it handles some of it, another reading names it, or the
/// académie's incident may reach the département.
fn concerns(decision: &Decision, party: Party, departement_impact_possible: bool) -> bool {
    let in_a_component = |party| {
        let mut components = decision.components.iter();
        components.any(|component| component.handler == party || component.alternative == Some(party))
    };
    match party {
        Party::Academie | Party::Etablissement => false,
        Party::Departement => in_a_component(party) || departement_impact_possible,
        Party::Region | Party::Commune => in_a_component(party),
    }
}

/// The département is told by clause, even where its address is still to be filled in; another party is told
/// when the pack knows where to write.
fn of_party(pack: &Pack, party: Party, decision: &Decision) -> Option<Inform> {
    pack.party_name(party)?;
    let contact = pack.contacts.iter().find(|contact| contact.party == party);
    let role = match party {
        Party::Departement => contact.map_or(Role::Dpo, |contact| contact.role),
        _ => contact?.role,
    };
    let handles = decision.handler == party || decision.associates.contains(&party);
    let clause = if handles {
        clause_of_handler(decision, party)
    } else {
        clause(Some(pack), Kind::InformDepartement, wording::DEPARTEMENT_CLAUSE)
    };
    Some(Inform {
        party,
        role,
        address: contact.map(|contact| contact.address.clone()).unwrap_or_default(),
        clause,
        reason: wording::party_reason(party, handles),
    })
}

/// The clause by which a party handles its first component.
fn clause_of_handler(decision: &Decision, party: Party) -> String {
    let mut components = decision.components.iter();
    components
        .find(|component| component.handler == party)
        .map(|component| component.clause.clone())
        .unwrap_or_default()
}

fn address(pack: Option<&Pack>, party: Party, role: Role) -> String {
    pack.and_then(|pack| pack.contact(party, role))
        .map(|contact| contact.address.clone())
        .unwrap_or_default()
}

fn clause(pack: Option<&Pack>, kind: Kind, otherwise: &str) -> String {
    pack.and_then(|pack| {
        pack.obligation(kind)
            .map(|rule| pack.clause_reference(&rule.clause))
    })
    .unwrap_or_else(|| otherwise.to_owned())
}
