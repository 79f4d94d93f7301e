//! The forms of a breach: every section of the record, empty, filled and at fault, who knew when, the status.

use askama::Template;
use serde_json::json;
use tocsin::domain::breach::Status;
use tocsin::domain::breach::record::{Record, Section};
use tocsin::domain::incident::Problem;
use tocsin::domain::people::Role;
use tocsin::web::pages::breaches::awareness::{AwarenessPage, PartyForm};
use tocsin::web::pages::breaches::meter::Meter;
use tocsin::web::pages::breaches::questions::{Question, Sources};
use tocsin::web::pages::breaches::section::{SectionPage, Tab};
use tocsin::web::pages::breaches::status::{StatusPage, choice};
use tocsin::web::pages::breaches::typed::Typed;
use tocsin::web::problems::Problems;
use tocsin::web::shell::Shell;
use tocsin::web::view::Choice;

use super::Preview;
use super::data::{CSRF, account, moment, pack};
use super::notifying::{changes, subject};

const REFERENCE: &str = "VIO-2026-0007";

pub(super) fn previews() -> Vec<Preview> {
    vec![
        (
            "breach-controller",
            section(Section::Controller, None, Vec::new()),
        ),
        ("breach-people", section(Section::People, None, Vec::new())),
        ("breach-timeline-faults", timeline_at_fault()),
        ("breach-nature", section(Section::Nature, None, Vec::new())),
        ("breach-scope", section(Section::Scope, None, Vec::new())),
        (
            "breach-consequences",
            section(Section::Consequences, None, Vec::new()),
        ),
        ("breach-measures", section(Section::Measures, None, Vec::new())),
        (
            "breach-communication",
            section(Section::Communication, None, Vec::new()),
        ),
        ("breach-authorities-conflict", authorities_in_conflict()),
        ("breach-awareness", awareness(Vec::new(), false)),
        ("breach-awareness-faults", awareness(faults(), true)),
        ("breach-awareness-conflict", awareness(Vec::new(), true)),
        ("breach-status", status(true, Vec::new())),
        ("breach-status-reader", status(false, vec![no_controller()])),
    ]
}

fn dpd(title: &str) -> Shell {
    Shell::for_account(title, "/violations/x", &account("Loïc Kervella", Role::Dpd), CSRF)
}

/// A record in which most questions are asked.
fn record() -> Record {
    let mut record = Record::default();
    let held = json!({
        "controller_name": "Collège Bertrand du Guesclin", "controller_contact": "ce.0350003n@ac-rennes.fr",
        "occurrence": "period", "started_at": "2025-10-26T01:30:00Z", "dates_estimated": true,
        "nature": ["confidentiality", "availability"], "confidentiality_kind": "to_be_determined",
        "treatments": ["suivi-scolarite"], "persons_count_kind": "exact", "persons_count": 24,
        "communication": "yes", "informed_on": "2026-11-21", "cross_border": "no",
    });
    record.merge(held.as_object().unwrap()).unwrap();
    record
}

fn section(section: Section, typed: Option<&Typed>, problems: Vec<Problem>) -> String {
    page(section, typed, problems).render().unwrap()
}

fn page(section: Section, typed: Option<&Typed>, problems: Vec<Problem>) -> SectionPage {
    let (record, pack) = (record(), pack());
    let problems = Problems::from(problems);
    let sources = Sources {
        record: &record,
        treatments: &pack.treatments,
        typed,
    };
    let tabs = Section::ALL.iter().map(|tab| Tab {
        title: tab.title(),
        path: format!("/violations/{REFERENCE}/{tab}"),
        here: *tab == section,
        missing: tab.title().len() % 4,
    });
    SectionPage {
        shell: dpd(section.title()),
        subject: subject(section.as_str()),
        sections: tabs.collect(),
        questions: Question::all(section.fields(), sources, &problems),
        problems,
        conflict: None,
        next: "Nature et cause de la violation",
        meter: Meter {
            filled: 12,
            asked: 31,
            missing: Vec::new(),
        },
    }
}

fn typed(section: Section, fields: &[(&str, &str)]) -> Typed {
    let owned = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Typed::of(section, owned.collect())
}

fn timeline_at_fault() -> String {
    let typed = typed(
        Section::Timeline,
        &[
            ("asks", "occurrence"),
            ("occurrence", "period"),
            ("asks", "started_at"),
            ("started_at_date", "2025-10-26"),
            ("started_at_time", "02:30"),
            ("asks", "ended_at"),
            ("ended_at_date", "2027-01-01"),
            ("ended_at_time", ""),
        ],
    );
    let problems = vec![
        Problem::new("started_at", "Cette heure a existé deux fois cette nuit-là."),
        Problem::new("ended_at", "L’heure ne peut pas être lue."),
        Problem::new(
            "elsewhere",
            "Nombre de personnes (partie «\u{a0}Personnes\u{a0}»)\u{a0}: à indiquer.",
        ),
    ];
    section(Section::Timeline, Some(&typed), problems)
}

fn authorities_in_conflict() -> String {
    let typed = typed(
        Section::Authorities,
        &[
            ("asks", "cross_border"),
            ("was_cross_border", "null"),
            ("cross_border", "yes"),
        ],
    );
    let page = page(Section::Authorities, Some(&typed), Vec::new());
    SectionPage {
        conflict: Some(changes()),
        next: "",
        ..page
    }
    .render()
    .unwrap()
}

fn faults() -> Vec<Problem> {
    vec![
        Problem::new("departement_date", "La prise de connaissance est dans le futur."),
        Problem::new("departement_reason", "Dites pourquoi vous la corrigez."),
    ]
}

fn awareness(problems: Vec<Problem>, conflict: bool) -> String {
    let party = |id, name: &str, may_correct| PartyForm {
        id,
        name: name.to_owned(),
        may_correct,
        ..PartyForm::default()
    };
    let departement = PartyForm {
        recorded: Some(moment("2025-10-26T02:30:00+01:00")),
        date: "2025-10-26".to_owned(),
        time: "02:30".to_owned(),
        twice: true,
        later: true,
        how: "Signalement de l’incident.".to_owned(),
        ..party("departement", "Département d’Ille-et-Vilaine", true)
    };
    let school = PartyForm {
        recorded: Some(moment("2026-11-22T08:30:00+01:00")),
        ..party("etablissement", "Établissement", false)
    };
    let page = AwarenessPage {
        shell: dpd("Qui savait, et quand"),
        subject: subject("connaissance"),
        parties: vec![departement, school, party("academie", "Académie de Rennes", true)],
        problems: problems.into(),
        conflict: conflict.then(changes),
    };
    page.render().unwrap()
}

fn no_controller() -> Problem {
    Problem::new("controllers", "Indiquez au moins un responsable de traitement.")
}

fn status(may_settle: bool, problems: Vec<Problem>) -> String {
    let controller = |value: &str, label: &str, selected| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        selected,
    };
    let page = StatusPage {
        shell: dpd("Statut et responsables du traitement"),
        subject: subject("statut"),
        recorded: if may_settle {
            String::new()
        } else {
            "Le message de rançon cite des fichiers d’élèves.".to_owned()
        },
        choices: Status::ALL
            .iter()
            .map(|status| choice(*status, Some(Status::Suspected)))
            .collect(),
        reason: String::new(),
        controllers: vec![
            controller("etablissement", "Établissement", true),
            controller("academie", "Académie de Rennes", false),
        ],
        may_settle,
        problems: problems.into(),
        conflict: (!may_settle).then(Vec::new),
    };
    page.render().unwrap()
}
