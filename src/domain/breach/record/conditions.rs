//! When a field is asked, and when it must be answered: the `visible if` column of the EDPB template.
//!
//! Slips of the machine copy that are put right here: field 83 is asked when *availability* is lost (the copy says
//! integrity); field 53 is required when dates are estimated (the copy points to a field 41a that does not exist);
//! fields 34 to 36 are asked when the contact is another person, and 39 to 41 when another party is involved (the
//! copy leaves 36 and 41 without condition); 101 goes with the exemption of field 97, letter e.

use super::Record;
use super::lists::{
    AvailabilityConsequence, Communication, ConfidentialityConsequence, Impact, IntegrityConsequence,
};
use super::lists::{
    CommunicationMeans, ContactPoint, CountKind, Discovery, InformedExtent, Nature, Occurrence,
    OrganisationKind, ReporterFunction, Sector, YesNo, YesNoUnknown,
};

/// A condition on the rest of the record.
pub(super) type Condition = fn(&Record) -> bool;

pub(super) fn always(_: &Record) -> bool {
    true
}

pub(super) fn never(_: &Record) -> bool {
    false
}

// The controller and the people.

pub(super) fn private(record: &Record) -> bool {
    record.controller_sector == Some(Sector::Private)
}

pub(super) fn other_organisation(record: &Record) -> bool {
    private(record) && record.controller_kind == Some(OrganisationKind::Other)
}

pub(super) fn outside_eea(record: &Record) -> bool {
    record.outside_eea == Some(YesNoUnknown::Yes)
}

pub(super) fn inside_eea(record: &Record) -> bool {
    !outside_eea(record)
}

pub(super) fn other_function(record: &Record) -> bool {
    record.reporter_function == Some(ReporterFunction::Other)
}

pub(super) fn dpo_not_reporter(record: &Record) -> bool {
    record.reporter_function != Some(ReporterFunction::Dpo)
}

pub(super) fn dpo_to_name(record: &Record) -> bool {
    dpo_not_reporter(record) && record.dpo_designated != Some(YesNo::No)
}

pub(super) fn other_contact(record: &Record) -> bool {
    record.more_information_from == Some(ContactPoint::Other)
}

pub(super) fn other_parties(record: &Record) -> bool {
    record.other_parties_involved == Some(YesNo::Yes)
}

// Time.

pub(super) fn has_start(record: &Record) -> bool {
    has_end(record) || record.occurrence == Some(Occurrence::Ongoing)
}

pub(super) fn has_end(record: &Record) -> bool {
    matches!(
        record.occurrence,
        Some(Occurrence::SpecificDay | Occurrence::Period)
    )
}

pub(super) fn dates_estimated(record: &Record) -> bool {
    record.dates_estimated == Some(true)
}

pub(super) fn told_by_others(record: &Record) -> bool {
    record.discovery.is_some_and(|how| how != Discovery::Controller)
}

// Nature and consequences.

pub(super) fn confidentiality(record: &Record) -> bool {
    record.nature.contains(&Nature::Confidentiality)
}

pub(super) fn integrity(record: &Record) -> bool {
    record.nature.contains(&Nature::Integrity)
}

pub(super) fn availability(record: &Record) -> bool {
    record.nature.contains(&Nature::Availability)
}

pub(super) fn other_confidentiality(record: &Record) -> bool {
    confidentiality(record)
        && record
            .confidentiality_consequences
            .contains(&ConfidentialityConsequence::Other)
}

pub(super) fn other_integrity(record: &Record) -> bool {
    integrity(record)
        && record
            .integrity_consequences
            .contains(&IntegrityConsequence::Other)
}

pub(super) fn other_availability(record: &Record) -> bool {
    availability(record)
        && record
            .availability_consequences
            .contains(&AvailabilityConsequence::Other)
}

pub(super) fn other_impact(record: &Record) -> bool {
    record.impacts.contains(&Impact::Other)
}

// Numbers.

pub(super) fn persons_counted(record: &Record) -> bool {
    record.persons_count_kind.is_some_and(CountKind::has_number)
}

pub(super) fn records_counted(record: &Record) -> bool {
    record.records_count_kind.is_some_and(CountKind::has_number)
}

// Communication to the persons.

pub(super) fn persons_told(record: &Record) -> bool {
    record.communication == Some(Communication::Yes)
}

pub(super) fn telling_planned(record: &Record) -> bool {
    record.communication == Some(Communication::OnDate)
}

pub(super) fn exempted(record: &Record) -> bool {
    record.communication == Some(Communication::Exempted)
}

pub(super) fn not_all_told(record: &Record) -> bool {
    persons_told(record) && record.informed_extent == Some(InformedExtent::NotAll)
}

pub(super) fn other_means(record: &Record) -> bool {
    persons_told(record) && record.communication_means == Some(CommunicationMeans::Other)
}

// Other authorities and countries.

pub(super) fn other_authority_told(record: &Record) -> bool {
    [record.criminal_complaint, record.other_authorities].contains(&Some(YesNoUnknown::Yes))
}

pub(super) fn cross_border(record: &Record) -> bool {
    inside_eea(record) && record.cross_border == Some(YesNoUnknown::Yes)
}
