//! Components that cannot be used: service levels in working time, from the report to the restoration.

mod acts;
mod api;
mod journey;
mod pages;

use chrono::{DateTime, Utc};
use tocsin::actions::availability::AvailabilityRefused;
use tocsin::actions::availability::first_action::{self, record};
use tocsin::actions::availability::mark::{Given, mark};
use tocsin::domain::incident::Report;
use tocsin::domain::letter::LetterKind;
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::Role;
use tocsin::store::mails::{self, Mail};
use tocsin::store::obligations::{self, Obligation};
use tocsin::store::{incidents, journal};

use crate::support::world::{World, touched};

/// The only dossier of every test of this folder.
const DOSSIER: &str = "SSI-2026-0001";
/// A critical online service that the académie handles.
const PORTAL: &str = "toutatice-portail";
/// A workstation, which is not critical.
const WORKSTATION: &str = "poste-administratif";

/// An instant of Paris in the spring of 2026, after the change to summer time.
fn paris(text: &str) -> DateTime<Utc> {
    format!("{text}:00+02:00").parse().unwrap()
}

/// A report that the portal cannot be used, noticed an hour ago.
fn portal_down(world: &World) -> Report {
    let mut portal = touched(PORTAL, None);
    portal.unavailable = true;
    Report {
        title: "Portail inaccessible".to_owned(),
        components: vec![portal, touched(WORKSTATION, None)],
        ..world.a_report()
    }
}

/// The same, of which nobody says yet that it cannot be used.
fn portal_touched(world: &World) -> Report {
    let mut report = portal_down(world);
    report.components[0].unavailable = false;
    report
}

/// What is said of the portal at this moment.
fn said(world: &World, available: bool) -> Given {
    Given {
        component: PORTAL.to_owned(),
        available,
        at: world.clock.now(),
        spare: None,
        under_control: None,
        shared_data: None,
        mitigation: String::new(),
        late_reason: String::new(),
    }
}

/// A first action at this moment.
fn done(world: &World) -> first_action::Given {
    first_action::Given {
        at: world.clock.now(),
        text: "Appel à l’hébergeur.".to_owned(),
        late_reason: String::new(),
    }
}

impl World {
    fn marked(&self, role: Role, given: &Given) -> Result<(), AvailabilityRefused> {
        let (by, now) = (self.account(role), self.clock.now());
        self.write(|db| mark(db, &self.instance, &by, DOSSIER, given, now).map(|_| ()))
    }

    fn acted(&self, role: Role, given: &first_action::Given) -> Result<(), AvailabilityRefused> {
        let (by, now) = (self.account(role), self.clock.now());
        self.write(|db| record(db, &by, DOSSIER, given, now).map(|_| ()))
    }

    fn levels(&self, kind: Kind) -> Vec<Obligation> {
        let mut duties = self.read(|db| {
            let incident = incidents::by_reference(db, DOSSIER)?.unwrap();
            obligations::of_incident(db, &incident.id)
        });
        duties.retain(|duty| duty.kind == kind);
        duties
    }

    /// The only service level of a kind.
    fn level(&self, kind: Kind) -> Obligation {
        let mut levels = self.levels(kind);
        assert_eq!(levels.len(), 1, "{kind}: {levels:?}");
        levels.remove(0)
    }

    fn states(&self, kind: Kind) -> Vec<State> {
        self.levels(kind).into_iter().map(|duty| duty.state).collect()
    }

    fn letters_about(&self, kind: LetterKind) -> Vec<Mail> {
        let mut letters = self.read(|db| {
            let incident = incidents::by_reference(db, DOSSIER)?.unwrap();
            mails::of_incident(db, &incident.id)
        });
        letters.retain(|mail| mail.kind == kind);
        letters
    }

    fn acts_of_dossier(&self) -> Vec<String> {
        let entries = self.read(|db| journal::of_dossier(db, DOSSIER, 0, 1_000));
        entries.into_iter().map(|entry| entry.act).collect()
    }
}

/// The fields of a refusal, or what else it said.
fn fields(refused: &AvailabilityRefused) -> Vec<String> {
    match refused {
        AvailabilityRefused::Problems(problems) | AvailabilityRefused::Stands(problems) => {
            problems.iter().map(|problem| problem.field.clone()).collect()
        }
        other => vec![other.to_string()],
    }
}
