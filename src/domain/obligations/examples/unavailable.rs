//! An outage from which the tests of the service levels vary one detail. The examples a lawyer reads are in
//! `tests/law/service_levels.csv`.

use chrono::{DateTime, NaiveTime, Utc};

use super::super::{Arising, Kind, Outage, OutageFacts};
use super::pack;
use crate::domain::convention::{Calendar, Certainty, Component, ComponentNature, Pack, Rule, ServiceLevel};
use crate::domain::people::Party;

/// A critical server that cannot be used, under a pack that promises every service level.
pub(in super::super) struct Unavailable {
    pack: Option<Pack>,
    handler: Party,
    reported_at: DateTime<Utc>,
    outage: Outage,
}

impl Unavailable {
    pub(in super::super) fn since(began_at: &str) -> Self {
        let began_at = began_at.parse().unwrap();
        Self {
            pack: Some(promising()),
            handler: Party::Academie,
            reported_at: began_at,
            outage: Outage {
                component: "serveur".to_owned(),
                began_at,
                ended_at: None,
                spare: None,
                under_control: None,
                shared_data: false,
            },
        }
    }

    pub(in super::super) fn of(mut self, component: &str) -> Self {
        component.clone_into(&mut self.outage.component);
        self
    }

    pub(in super::super) fn until(mut self, ended_at: &str) -> Self {
        self.outage.ended_at = Some(ended_at.parse().unwrap());
        self
    }

    pub(in super::super) fn reported(mut self, at: &str) -> Self {
        self.reported_at = at.parse().unwrap();
        self
    }

    pub(in super::super) fn handled_by(mut self, handler: Party) -> Self {
        self.handler = handler;
        self
    }

    pub(in super::super) fn spare(mut self, spare: bool) -> Self {
        self.outage.spare = Some(spare);
        self
    }

    pub(in super::super) fn under_control(mut self, under_control: bool) -> Self {
        self.outage.under_control = Some(under_control);
        self
    }

    pub(in super::super) fn with_shared_data(mut self) -> Self {
        self.outage.shared_data = true;
        self
    }

    pub(in super::super) fn without(mut self, kind: Kind) -> Self {
        if let Some(pack) = &mut self.pack {
            pack.obligations.retain(|rule| rule.kind != kind);
        }
        self
    }

    pub(in super::super) fn without_hours(mut self) -> Self {
        if let Some(pack) = &mut self.pack {
            pack.calendar = None;
        }
        self
    }

    pub(in super::super) fn outside_any_convention(mut self) -> Self {
        self.pack = None;
        self
    }

    pub(in super::super) fn outage(&self) -> &Outage {
        &self.outage
    }

    pub(in super::super) fn arising(&self, rule: fn(OutageFacts<'_>) -> Option<Arising>) -> Option<Arising> {
        rule(OutageFacts {
            pack: self.pack.as_ref(),
            handler: self.handler,
            reported_at: self.reported_at,
            outage: &self.outage,
        })
    }
}

fn promising() -> Pack {
    let hour = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
    let level = |kind: &str, half_days, clause: Kind| ServiceLevel {
        kind: kind.to_owned(),
        party: Party::Academie,
        half_days,
        clause: clause.to_string(),
    };
    Pack {
        components: vec![component("serveur", true), component("poste", false)],
        service_levels: vec![
            level("take_charge", 1, Kind::TakeCharge),
            level("restore_service", 2, Kind::RestoreService),
            level("restore_shared_data", 4, Kind::RestoreService),
        ],
        calendar: Some(Calendar {
            half_days: vec![(hour(8), hour(12)), (hour(13), hour(17))],
            french_holidays: true,
        }),
        ..pack()
    }
}

fn component(id: &str, critical: bool) -> Component {
    Component {
        id: id.to_owned(),
        label: id.to_owned(),
        words: Vec::new(),
        section: "Exemple".to_owned(),
        nature: ComponentNature::Equipment,
        network: None,
        matrix: std::collections::BTreeMap::new(),
        critical,
        rule: Rule {
            handler: Party::Academie,
            certainty: Certainty::Explicit,
            alternative: None,
            clause: String::new(),
            reason: String::new(),
        },
        on_network: std::collections::BTreeMap::new(),
    }
}
