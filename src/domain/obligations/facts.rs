//! What the rules look at: the facts of a report, the facts of a breach.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{Arising, Creditor, Kind};
use crate::domain::breach::{Risk, Status};
use crate::domain::convention::{ObligationRule, Pack};
use crate::domain::incident::PersonalData;
use crate::domain::instants::due_after_hours;
use crate::domain::people::{Party, Role};
use crate::domain::routing::{Decision, Inform};

/// What the rules look at when an incident has just been reported.
#[derive(Clone, Copy, Debug)]
pub struct ReportFacts<'a> {
    /// The pack under which it was decided; the home pack when no pack covers the school; `None` without either.
    pub pack: Option<&'a Pack>,
    /// The decision.
    pub decision: &'a Decision,
    /// Whether the incident is of a school.
    pub has_establishment: bool,
    /// Whether personal data are touched, as the reporter says it.
    pub personal_data: PersonalData,
    /// Instant of the report (UTC).
    pub reported_at: DateTime<Utc>,
    /// Whether a supervision tool raised it and no person confirmed it yet.
    pub unconfirmed_alert: bool,
}

/// What the rules look at when an incident has just been resolved.
#[derive(Clone, Copy, Debug)]
pub struct ResolutionFacts<'a> {
    /// The pack under which it was decided, in the version of that day.
    pub pack: Option<&'a Pack>,
    /// The decision as it stands.
    pub decision: &'a Decision,
    /// When it was resolved (UTC).
    pub resolved_at: DateTime<Utc>,
}

/// What the rules look at whenever a fact of a breach changes.
#[derive(Clone, Debug)]
pub struct BreachFacts<'a> {
    /// The pack under which the dossier was decided, in the version of that day; the home pack when none covers the
    /// school.
    pub pack: Option<&'a Pack>,
    /// Whether the convention of the pack binds the parties, or only the law does.
    pub under_convention: bool,
    /// Suspected, confirmed or not a breach.
    pub status: Status,
    /// Since when each party is aware (UTC).
    pub aware: BTreeMap<Party, DateTime<Utc>>,
    /// The controllers of the processing touched; several when they are joint.
    pub controllers: BTreeSet<Party>,
    /// The officer's verdict on the risk and its instant (UTC), once given.
    pub risk: Option<(Risk, DateTime<Utc>)>,
    /// That the DPD or the RSSI decided to tell the ministry, and by when.
    pub ministry: Option<Ministry>,
    /// When the CSIRT was notified under NIS2 (UTC), if it was.
    pub nis2_notified_at: Option<DateTime<Utc>>,
}

/// The decision to tell the ministry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ministry {
    /// When it was decided (UTC).
    pub decided_at: DateTime<Utc>,
    /// By when the ministry is to be told (UTC); `None` means without delay.
    pub due_at: Option<DateTime<Utc>>,
}

impl<'a> ReportFacts<'a> {
    /// Whether the duty of this kind is owed: the pack switches it on, or no convention covers the school and the
    /// national rule stands by itself (a report reaches the RSSI, the head of school is told).
    pub(super) fn owed(self, kind: Kind) -> bool {
        self.decision.convention.is_none() || self.pack.is_some_and(|pack| pack.obligation(kind).is_some())
    }

    /// How the decision says that this role of this party is told.
    pub(super) fn told(self, party: Party, role: Role) -> Option<&'a Inform> {
        let mut told = self.decision.inform.iter();
        told.find(|inform| inform.party == party && inform.role == role)
    }

    /// A duty that runs from the report and is met by a message to `told`.
    pub(super) fn towards(self, told: &Inform, kind: Kind, debtor: Party, creditor: Creditor) -> Arising {
        let rule = self.pack.and_then(|pack| Some((pack, pack.obligation(kind)?)));
        let hours = rule.and_then(|(_, rule)| rule.hours);
        Arising {
            kind,
            debtor,
            creditor,
            starts_at: self.reported_at,
            due_at: hours.map(|hours| due_after_hours(self.reported_at, hours)),
            clause: rule.map_or_else(
                || told.clause.clone(),
                |(pack, rule)| pack.clause_reference(&rule.clause),
            ),
            address: told.address.clone(),
        }
    }
}

impl BreachFacts<'_> {
    /// The rule of the pack for this kind, if it switches it on.
    pub(super) fn rule(&self, kind: Kind) -> Option<&ObligationRule> {
        self.pack?.obligation(kind)
    }

    /// Whether clocks run at all: they stop only when it is settled that there is no breach.
    pub(super) fn runs(&self) -> bool {
        match self.status {
            Status::Suspected | Status::Confirmed => true,
            Status::NotABreach => false,
        }
    }

    /// A duty of the kind whose hours the pack sets, run from `starts_at`.
    pub(super) fn timed(
        &self,
        kind: Kind,
        debtor: Party,
        creditor: Creditor,
        starts_at: DateTime<Utc>,
    ) -> Option<Arising> {
        let rule = self.rule(kind)?;
        let due_at = rule.hours.map(|hours| due_after_hours(starts_at, hours));
        Some(self.arising(rule, debtor, creditor, starts_at, due_at))
    }

    /// A duty of the rule's kind, due as given.
    pub(super) fn arising(
        &self,
        rule: &ObligationRule,
        debtor: Party,
        creditor: Creditor,
        starts_at: DateTime<Utc>,
        due_at: Option<DateTime<Utc>>,
    ) -> Arising {
        let clause = self.pack.map(|pack| pack.clause_reference(&rule.clause));
        let told = creditor
            .recipient()
            .and_then(|(party, role)| self.pack?.contact(party, role));
        Arising {
            kind: rule.kind,
            debtor,
            creditor,
            starts_at,
            due_at,
            clause: clause.unwrap_or_default(),
            address: told.map(|contact| contact.address.clone()).unwrap_or_default(),
        }
    }
}
