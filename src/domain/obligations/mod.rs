//! Legal and contractual duties: one file each, its article or clause in its documentation (DOMAIN §5).
//!
//! Listing this folder shows what is covered. Overdue is never stored: it is pending and past due.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::people::{Party, Role, named};

mod alert_head_of_school;
mod assess_personal_data;
mod breach_48h;
mod cnil_72h;
mod escalate_to_ministry;
mod follow_up_to_rssi;
mod inform_departement;
mod inform_rssi;
mod nis2;
mod persons_art34;
mod report_to_rssi;
mod restore_service;
mod take_charge;

mod facts;
mod outage;
mod reconcile;

pub use facts::{BreachFacts, Ministry, ReportFacts, ResolutionFacts};
pub use outage::{Outage, OutageFacts};
pub use reconcile::{Change, Standing, reconcile};

named! {
    /// A kind of duty.
    Kind {
        /// Any incident is reported to the RSSI.
        ReportToRssi = "report_to_rssi",
        /// The head of school is told.
        AlertHeadOfSchool = "alert_head_of_school",
        /// The département tells the RSSI of an incident it handles.
        InformRssi = "inform_rssi",
        /// The département tells the RSSI what was done.
        FollowUpToRssi = "follow_up_to_rssi",
        /// The académie tells the département of a possible impact.
        InformDepartement = "inform_departement",
        /// The département notifies a breach to the académie's DPD.
        Breach48h = "breach_48h",
        /// The controller notifies the CNIL (GDPR art. 33(1)).
        Cnil72h = "cnil_72h",
        /// The controller tells the persons (GDPR art. 34).
        PersonsArt34 = "persons_art34",
        /// The département delivers the logs asked for.
        LogExport = "log_export",
        /// The académie takes charge of a critical unavailability.
        TakeCharge = "take_charge",
        /// The académie restores a critical service.
        RestoreService = "restore_service",
        /// The académie escalates to the ministry.
        EscalateToMinistry = "escalate_to_ministry",
        /// Somebody has to say whether personal data are touched.
        AssessPersonalData = "assess_personal_data",
        /// NIS2 early warning; no convention switches it on while France has not transposed the directive.
        Nis2EarlyWarning = "nis2_early_warning",
        /// NIS2 notification; see `Nis2EarlyWarning`.
        Nis2Notification = "nis2_notification",
        /// NIS2 final report; see `Nis2EarlyWarning`.
        Nis2FinalReport = "nis2_final_report",
    }
}

named! {
    /// To whom a duty is owed.
    Creditor {
        /// The académie's RSSI.
        Rssi = "rssi",
        /// The académie's DPD.
        Dpd = "dpd",
        /// The head of school.
        ChefEtablissement = "chef_etablissement",
        /// The département.
        Departement = "departement",
        /// The school.
        Etablissement = "etablissement",
        /// The supervisory authority.
        Cnil = "cnil",
        /// The data subjects.
        Persons = "persons",
        /// The ministry.
        Ministere = "ministere",
        /// The national incident-response team (NIS2).
        Csirt = "csirt",
    }
}

named! {
    /// Where a duty stands.
    State {
        /// Not yet done.
        Pending = "pending",
        /// Done in time.
        Met = "met",
        /// Done late; lateness frozen, reason recorded.
        MetLate = "met_late",
        /// Set aside with a reason by somebody entitled to.
        Waived = "waived",
        /// Its cause vanished.
        Cancelled = "cancelled",
    }
}

/// A duty as it arises from the facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arising {
    /// Kind.
    pub kind: Kind,
    /// Who owes it.
    pub debtor: Party,
    /// To whom.
    pub creditor: Creditor,
    /// Instant from which it runs (UTC).
    pub starts_at: DateTime<Utc>,
    /// Instant at which it is due (UTC); `None` means without delay.
    pub due_at: Option<DateTime<Utc>>,
    /// Where the clause stands, French.
    pub clause: String,
    /// Address whose mail server must accept for the duty to be met; empty when none is known.
    pub address: String,
}

/// Every duty that arises at once from a report, in the order of the table of DOMAIN §5.
#[must_use]
pub fn arising_from_report(facts: ReportFacts<'_>) -> Vec<Arising> {
    [
        report_to_rssi::arises,
        alert_head_of_school::arises,
        inform_rssi::arises,
        inform_departement::arises,
        assess_personal_data::arises,
    ]
    .into_iter()
    .filter_map(|rule| rule(facts))
    .collect()
}

/// What is owed because an incident was resolved, if anything is.
#[must_use]
pub fn arising_from_resolution(facts: ResolutionFacts<'_>) -> Option<Arising> {
    follow_up_to_rssi::arises(facts)
}

/// Every duty that the facts of a breach call for, in the order of the table of DOMAIN §5. Asked anew whenever a fact
/// changes; [`reconcile()`] says what becomes of those that already stand.
#[must_use]
pub fn arising_from_breach(facts: &BreachFacts<'_>) -> Vec<Arising> {
    [
        breach_48h::arises,
        cnil_72h::arises,
        persons_art34::arises,
        escalate_to_ministry::arises,
        nis2::early_warning,
        nis2::notification,
        nis2::final_report,
    ]
    .into_iter()
    .flat_map(|rule| rule(facts))
    .collect()
}

/// Every service level that an outage calls for. Asked anew whenever a fact of the outage or the handler changes, one
/// outage at a time: each has its own promises.
#[must_use]
pub fn arising_from_outage(facts: OutageFacts<'_>) -> Vec<Arising> {
    [take_charge::arises, restore_service::arises]
        .into_iter()
        .filter_map(|rule| rule(facts))
        .collect()
}

impl Kind {
    /// Whether it is a service level, counted in working time, and no legal clock: pages and letters keep the two apart.
    #[must_use]
    pub fn is_service_level(self) -> bool {
        matches!(self, Self::TakeCharge | Self::RestoreService)
    }

    /// Whether one acts on it from the page of the breach rather than from that of the dossier.
    #[must_use]
    pub fn is_about_a_breach(self) -> bool {
        matches!(
            self,
            Self::Breach48h | Self::Cnil72h | Self::PersonsArt34 | Self::EscalateToMinistry
        )
    }
}

impl Creditor {
    /// The role that receives for this creditor, when it is one that can be written to.
    #[must_use]
    pub fn recipient(self) -> Option<(Party, Role)> {
        match self {
            Self::Rssi => Some((Party::Academie, Role::Rssi)),
            Self::Dpd => Some((Party::Academie, Role::Dpd)),
            Self::ChefEtablissement | Self::Etablissement => {
                Some((Party::Etablissement, Role::ChefEtablissement))
            }
            Self::Departement => Some((Party::Departement, Role::Dpo)),
            Self::Cnil | Self::Persons | Self::Ministere | Self::Csirt => None,
        }
    }
}

/// The people who answer for what a party owes: they are reminded. A school is helped by the académie's DPD.
#[must_use]
pub fn accountable(debtor: Party) -> &'static [(Party, Role)] {
    match debtor {
        Party::Departement => &[(Party::Departement, Role::Dpo)],
        Party::Etablissement => &[
            (Party::Etablissement, Role::ChefEtablissement),
            (Party::Academie, Role::Dpd),
        ],
        Party::Academie | Party::Region | Party::Commune => &[(Party::Academie, Role::Dpd)],
    }
}

/// The people who answer for a duty of this kind: a service level of the académie is followed by its RSSI, whom no
/// personal data concern.
#[must_use]
pub fn answerable(kind: Kind, debtor: Party) -> &'static [(Party, Role)] {
    match debtor {
        Party::Academie if kind.is_service_level() => &[(Party::Academie, Role::Rssi)],
        _ => accountable(debtor),
    }
}

/// The officers of both sides of a duty: they are told that it is overdue.
#[must_use]
pub fn officers(kind: Kind, debtor: Party, creditor: Creditor) -> Vec<(Party, Role)> {
    let mut officers = answerable(kind, debtor).to_vec();
    if let Some(recipient) = creditor
        .recipient()
        .filter(|recipient| !officers.contains(recipient))
    {
        officers.push(recipient);
    }
    officers
}

#[cfg(test)]
mod examples;
