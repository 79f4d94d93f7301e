//! A legal report from which the tests of this folder vary one detail. The examples a lawyer reads are in
//! `tests/law/immediate_obligations.csv`.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Arising, Kind, ReportFacts};
use crate::domain::convention::{Certainty, Clause, Coverage, ObligationRule, Pack, Scope};
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
}

impl Example {
    pub(super) fn handled_by(handler: Party) -> Self {
        Self {
            pack: Some(pack()),
            decision: decision(handler, Some("exemple")),
            has_establishment: true,
        }
    }

    pub(super) fn without_convention() -> Self {
        Self {
            pack: None,
            decision: decision(Party::Etablissement, None),
            has_establishment: true,
        }
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

    pub(super) fn touching_the_departement(mut self) -> Self {
        let told = told(Party::Departement, Role::Dpo, "dpo@example.org");
        self.decision.inform.push(told);
        self
    }

    pub(super) fn arising(&self, rule: fn(ReportFacts<'_>) -> Option<Arising>) -> Option<Arising> {
        rule(ReportFacts {
            pack: self.pack.as_ref(),
            decision: &self.decision,
            has_establishment: self.has_establishment,
            reported_at: reported_at(),
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
        contacts: Vec::new(),
        coverage: Coverage {
            scope: Scope::Nobody,
            exceptions: Vec::new(),
        },
        networks: Vec::new(),
        components: Vec::new(),
        obligations: Kind::ALL.iter().map(|kind| without_delay(*kind)).collect(),
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

fn without_delay(kind: Kind) -> ObligationRule {
    ObligationRule {
        kind,
        hours: None,
        reminders: Vec::new(),
        auto_send_before: None,
        escalate_every: None,
        clause: kind.to_string(),
    }
}
