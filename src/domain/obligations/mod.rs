//! Legal and contractual duties: one file each, its article or clause in its documentation (DOMAIN §5).
//!
//! Listing this folder shows what is covered. Overdue is never stored: it is pending and past due.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::convention::Pack;
use super::people::{Party, Role, named};
use super::routing::{Decision, Inform};

mod alert_head_of_school;
mod inform_departement;
mod inform_rssi;
mod report_to_rssi;

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

/// What the rules look at when an incident has just been reported.
#[derive(Clone, Copy, Debug)]
pub struct ReportFacts<'a> {
    /// The pack under which it was decided; the home pack when no pack covers the school; `None` without either.
    pub pack: Option<&'a Pack>,
    /// The decision.
    pub decision: &'a Decision,
    /// Whether the incident is of a school.
    pub has_establishment: bool,
    /// Instant of the report (UTC).
    pub reported_at: DateTime<Utc>,
}

/// Every duty that arises at once from a report, in the order of the table of DOMAIN §5.
#[must_use]
pub fn arising_from_report(facts: ReportFacts<'_>) -> Vec<Arising> {
    [
        report_to_rssi::arises,
        alert_head_of_school::arises,
        inform_rssi::arises,
        inform_departement::arises,
    ]
    .into_iter()
    .filter_map(|rule| rule(facts))
    .collect()
}

impl<'a> ReportFacts<'a> {
    /// Whether the duty of this kind is owed: the pack switches it on, or no convention covers the school and the
    /// national rule stands by itself (a report reaches the RSSI, the head of school is told).
    fn owed(self, kind: Kind) -> bool {
        self.decision.convention.is_none() || self.pack.is_some_and(|pack| pack.obligation(kind).is_some())
    }

    /// How the decision says that this role of this party is told.
    fn told(self, party: Party, role: Role) -> Option<&'a Inform> {
        let mut told = self.decision.inform.iter();
        told.find(|inform| inform.party == party && inform.role == role)
    }

    /// A duty that runs from the report and is met by a message to `told`.
    fn towards(self, told: &Inform, kind: Kind, debtor: Party, creditor: Creditor) -> Arising {
        let rule = self.pack.and_then(|pack| Some((pack, pack.obligation(kind)?)));
        let hours = rule.and_then(|(_, rule)| rule.hours);
        Arising {
            kind,
            debtor,
            creditor,
            starts_at: self.reported_at,
            due_at: hours.map(|hours| self.reported_at + TimeDelta::hours(hours.into())),
            clause: rule.map_or_else(
                || told.clause.clone(),
                |(pack, rule)| pack.clause_reference(&rule.clause),
            ),
            address: told.address.clone(),
        }
    }
}

#[cfg(test)]
mod examples;
