//! A legal report from which the tests of this folder vary one detail. The examples a lawyer reads are in
//! `tests/law/immediate_obligations.csv`.

mod unavailable;

pub(super) use unavailable::Unavailable;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::{Arising, BreachFacts, Kind, Ministry, ReportFacts, ResolutionFacts};
use crate::domain::breach::{Risk, Status};
use crate::domain::convention::{Certainty, Clause, Contact, Coverage, ObligationRule, Pack, Scope};
use crate::domain::incident::PersonalData;
use crate::domain::people::{Party, Role};
use crate::domain::routing::{Decision, Inform};

/// The instant of every report of these tests.
pub(super) fn reported_at() -> DateTime<Utc> {
    "2025-10-26T00:30:00Z".parse().unwrap()
}

/// An incident just reported under a pack that switches every duty on.
pub(super) struct Example {
    pack: Option<Pack>,
    decision: Decision,
    has_establishment: bool,
    personal_data: PersonalData,
    unconfirmed_alert: bool,
}

impl Example {
    pub(super) fn handled_by(handler: Party) -> Self {
        Self {
            pack: Some(pack()),
            decision: decision(handler, Some("exemple")),
            has_establishment: true,
            personal_data: PersonalData::Unknown,
            unconfirmed_alert: false,
        }
    }

    pub(super) fn without_convention() -> Self {
        Self {
            pack: None,
            decision: decision(Party::Etablissement, None),
            has_establishment: true,
            personal_data: PersonalData::Unknown,
            unconfirmed_alert: false,
        }
    }

    pub(super) fn unconfirmed(mut self) -> Self {
        self.unconfirmed_alert = true;
        self
    }

    pub(super) fn without(mut self, kind: Kind) -> Self {
        if let Some(pack) = &mut self.pack {
            pack.obligations.retain(|rule| rule.kind != kind);
        }
        self
    }

    pub(super) fn without_school(mut self) -> Self {
        self.has_establishment = false;
        self
    }

    pub(super) fn answering(mut self, answer: PersonalData) -> Self {
        self.personal_data = answer;
        self
    }

    pub(super) fn touching_the_departement(mut self) -> Self {
        let told = told(Party::Departement, Role::Dpo, "dpo@example.org");
        self.decision.inform.push(told);
        self
    }

    pub(super) fn resolved(&self, rule: fn(ResolutionFacts<'_>) -> Option<Arising>) -> Option<Arising> {
        rule(ResolutionFacts {
            pack: self.pack.as_ref(),
            decision: &self.decision,
            resolved_at: reported_at(),
        })
    }

    pub(super) fn arising(&self, rule: fn(ReportFacts<'_>) -> Option<Arising>) -> Option<Arising> {
        rule(ReportFacts {
            pack: self.pack.as_ref(),
            decision: &self.decision,
            has_establishment: self.has_establishment,
            personal_data: self.personal_data,
            reported_at: reported_at(),
            unconfirmed_alert: self.unconfirmed_alert,
        })
    }
}

fn decision(handler: Party, convention: Option<&str>) -> Decision {
    Decision {
        convention: convention.map(str::to_owned),
        convention_hash: None,
        handler,
        certainty: Certainty::Explicit,
        alternative: None,
        associates: Vec::new(),
        components: Vec::new(),
        inform: vec![
            told(Party::Academie, Role::Rssi, "rssi@example.org"),
            told(
                Party::Etablissement,
                Role::ChefEtablissement,
                "ce.0350003n@example.org",
            ),
        ],
        warnings: Vec::new(),
    }
}

fn told(party: Party, role: Role, address: &str) -> Inform {
    Inform {
        party,
        role,
        address: address.to_owned(),
        clause: "Hors convention".to_owned(),
        reason: "Pour l’exemple.".to_owned(),
    }
}

fn pack() -> Pack {
    let clause = |kind: &Kind| Clause {
        reference: format!("Article de {kind}"),
        says: "Pour l’exemple.".to_owned(),
    };
    Pack {
        id: "exemple".to_owned(),
        hash: String::new(),
        title: "Exemple".to_owned(),
        notes: String::new(),
        valid_from: NaiveDate::from_ymd_opt(2025, 4, 1).unwrap(),
        valid_until: None,
        parties: Vec::new(),
        contacts: vec![Contact {
            party: Party::Academie,
            role: Role::Dpd,
            address: "dpd@example.org".to_owned(),
            fallback: String::new(),
        }],
        coverage: Coverage {
            scope: Scope::Nobody,
            exceptions: Vec::new(),
        },
        networks: Vec::new(),
        components: Vec::new(),
        obligations: Kind::ALL.iter().map(|kind| rule(*kind)).collect(),
        service_levels: Vec::new(),
        treatments: Vec::new(),
        log_categories: Vec::new(),
        calendar: None,
        clauses: Kind::ALL
            .iter()
            .map(|kind| (kind.to_string(), clause(kind)))
            .collect(),
    }
}

/// The hours of the law, and of the convention of Ille-et-Vilaine.
fn hours(kind: Kind) -> Option<u32> {
    match kind {
        Kind::Breach48h => Some(48),
        Kind::Cnil72h | Kind::LogExport | Kind::Nis2Notification => Some(72),
        Kind::AssessPersonalData | Kind::Nis2EarlyWarning => Some(24),
        _ => None,
    }
}

fn rule(kind: Kind) -> ObligationRule {
    ObligationRule {
        kind,
        hours: hours(kind),
        reminders: Vec::new(),
        auto_send_before: None,
        escalate_every: None,
        clause: kind.to_string(),
    }
}

/// When the officer of every example decided.
pub(super) fn decided_at() -> DateTime<Utc> {
    "2026-11-25T09:00:00Z".parse().unwrap()
}

/// A suspected breach of the school's own processing, under a pack that switches every duty on.
#[derive(Clone)]
pub(super) struct Breach {
    pack: Pack,
    under_convention: bool,
    status: Status,
    aware: BTreeMap<Party, DateTime<Utc>>,
    controllers: BTreeSet<Party>,
    risk: Option<(Risk, DateTime<Utc>)>,
    ministry: Option<Ministry>,
    nis2_notified_at: Option<DateTime<Utc>>,
}

impl Breach {
    pub(super) fn known_to(party: Party, aware_at: &str) -> Self {
        let breach = Self {
            pack: pack(),
            under_convention: true,
            status: Status::Suspected,
            aware: BTreeMap::new(),
            controllers: BTreeSet::from([Party::Etablissement]),
            risk: None,
            ministry: None,
            nis2_notified_at: None,
        };
        breach.also_known_to(party, aware_at)
    }

    pub(super) fn also_known_to(mut self, party: Party, aware_at: &str) -> Self {
        self.aware.insert(party, aware_at.parse().unwrap());
        self
    }

    pub(super) fn controlled_by(mut self, controllers: &[Party]) -> Self {
        self.controllers = controllers.iter().copied().collect();
        self
    }

    pub(super) fn at_risk(mut self, risk: Risk) -> Self {
        self.risk = Some((risk, decided_at()));
        self
    }

    pub(super) fn status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    pub(super) fn told_to_the_ministry(mut self, decided: Ministry) -> Self {
        self.ministry = Some(decided);
        self
    }

    pub(super) fn notified_under_nis2(mut self, at: &str) -> Self {
        self.nis2_notified_at = Some(at.parse().unwrap());
        self
    }

    pub(super) fn outside_any_convention(mut self) -> Self {
        self.under_convention = false;
        self
    }

    pub(super) fn without(mut self, kind: Kind) -> Self {
        self.pack.obligations.retain(|rule| rule.kind != kind);
        self
    }

    pub(super) fn arising(&self, rule: fn(&BreachFacts<'_>) -> Vec<Arising>) -> Vec<Arising> {
        rule(&BreachFacts {
            pack: Some(&self.pack),
            under_convention: self.under_convention,
            status: self.status,
            aware: self.aware.clone(),
            controllers: self.controllers.clone(),
            risk: self.risk,
            ministry: self.ministry,
            nis2_notified_at: self.nis2_notified_at,
        })
    }
}
