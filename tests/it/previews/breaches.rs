//! The page of a breach: just opened, held by the officer, and at the end of its chain.

use askama::Template;
use tocsin::domain::breach::{NoticeKind, Risk, Status};
use tocsin::domain::incident::Problem;
use tocsin::domain::letter::MailState;
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::Role;
use tocsin::web::deadline::Deadline;
use tocsin::web::pages::breaches::chain::{Recipient, Sent};
use tocsin::web::pages::breaches::knowledge::Knowledge;
use tocsin::web::pages::breaches::line::{Point, TimeLine};
use tocsin::web::pages::breaches::meter::{Meter, Missing};
use tocsin::web::pages::breaches::next::Step;
use tocsin::web::pages::breaches::show::{BreachPage, Held, Part, Sending};
use tocsin::web::pages::notifying::subject::{OVERVIEW, Subject};
use tocsin::web::problems::Problems;
use tocsin::web::shell::Shell;
use tocsin::web::view::Fact;
use tocsin::web::wording::Words as _;

use super::Preview;
use super::data::{CSRF, account, at, moment};
use super::notifying::subject;

const NOW: &str = "2026-11-22T10:15:00+01:00";

pub(super) fn previews() -> Vec<Preview> {
    vec![
        ("breach", suspected().render().unwrap()),
        ("breach-held", held().render().unwrap()),
        ("breach-notified", notified().render().unwrap()),
        ("breach-none", not_a_breach().render().unwrap()),
    ]
}

fn known(party: &str, at: &str, how: &str) -> Point {
    Point {
        title: party.to_owned(),
        about: how.to_owned(),
        known: Some(moment(at)),
        ..Point::default()
    }
}

fn due(kind: Kind, about: &str, state: State, due: Option<&str>, met: Option<&str>, notes: &[&str]) -> Point {
    Point {
        title: kind.words().to_owned(),
        about: about.to_owned(),
        known: None,
        deadline: Some(Deadline::of(state, due.map(at), met.map(at), at(NOW))),
        notes: notes.iter().map(|note| (*note).to_owned()).collect(),
    }
}

/// Two parties know; nothing was sent yet.
pub(super) fn line() -> TimeLine {
    TimeLine {
        precaution: true,
        points: vec![
            known(
                "Collège Bertrand du Guesclin",
                "2026-11-22T08:30:00+01:00",
                "Incident constaté.",
            ),
            known(
                "Département d’Ille-et-Vilaine",
                "2026-11-22T09:44:00+01:00",
                "Signalement de l’incident.",
            ),
            due(
                Kind::Breach48h,
                "Département d’Ille-et-Vilaine → Délégué à la protection des données de l’académie",
                State::Pending,
                Some("2026-11-24T09:44:00+01:00"),
                None,
                &[],
            ),
            due(
                Kind::Cnil72h,
                "Établissement → CNIL",
                State::Pending,
                Some("2026-11-22T11:30:00+01:00"),
                None,
                &[
                    "L’échéance tombe un dimanche\u{a0}: le délai court aussi en fin de semaine.",
                    "À titre d’information\u{a0}: compté selon le règlement n°\u{a0}1182/71, le délai finirait le \
                     dim.\u{a0}22\u{a0}novembre\u{a0}2026 à\u{a0}12:00 (UTC+1). L’échéance ci-dessus est celle que Tocsin tient.",
                ],
            ),
            Point {
                title: Kind::PersonsArt34.words().to_owned(),
                about: "Dû seulement si le risque est élevé\u{a0}; il n’est pas encore apprécié.".to_owned(),
                ..Point::default()
            },
        ],
        as_of: moment(NOW),
    }
}

fn step(what: &str, why: &str, path: &str, due: Option<&str>) -> Step {
    Step {
        what: what.to_owned(),
        button: "Ouvrir",
        why: why.to_owned(),
        path: path.to_owned(),
        deadline: due.map(|due| Deadline::of(State::Pending, Some(at(due)), None, at(NOW))),
    }
}

fn steps() -> Vec<Step> {
    vec![
        step(
            "Notifier au délégué à la protection des données de l’académie",
            "Pour\u{a0}: Département d’Ille-et-Vilaine. Annexe opérationnelle, point 5",
            "/violations/VIO-2026-0007/notification",
            Some("2026-11-24T09:44:00+01:00"),
        ),
        step(
            "Confirmer ou écarter la violation",
            "Elle n’est que suspectée\u{a0}: les délais courent à titre de précaution.",
            "/violations/VIO-2026-0007/statut",
            None,
        ),
        step(
            "Notifier à la CNIL",
            "À faire par le délégué à la protection des données ou le responsable\u{a0}: Établissement.",
            "",
            Some("2026-11-22T11:30:00+01:00"),
        ),
    ]
}

fn meter() -> Meter {
    let missing = |title, path: &str, labels| Missing {
        title,
        path: format!("/violations/VIO-2026-0007/{path}"),
        labels,
    };
    Meter {
        filled: 12,
        asked: 17,
        missing: vec![
            missing(
                "Chronologie et découverte",
                "timeline",
                vec!["Début de la violation", "Circonstances de la découverte"],
            ),
            missing(
                "Mesures prises",
                "measures",
                vec!["Précisions sur ces mesures durables"],
            ),
            missing(
                "Gravité et risque",
                "gravite",
                vec!["Le risque pour les personnes, avec ses motifs"],
            ),
        ],
    }
}

fn record() -> Vec<Part> {
    let part = |title, path: &str, rows| Part {
        title,
        path: format!("/violations/VIO-2026-0007/{path}"),
        rows,
    };
    vec![
        part(
            "Responsable du traitement",
            "controller",
            vec![
                Fact::new("Nom de l’organisme", "Collège Bertrand du Guesclin"),
                Fact::new(
                    "Coordonnées de l’organisme",
                    "ce.0350003n@ac-rennes.fr\n02 99 00 00 00",
                ),
            ],
        ),
        part("Chronologie et découverte", "timeline", Vec::new()),
    ]
}

fn knowledge() -> Vec<Knowledge> {
    let fact = |at: &str, reason: &str, superseded: Option<&str>| Knowledge {
        party: "Département d’Ille-et-Vilaine".to_owned(),
        at: moment(at),
        how: "Signalement de l’incident.".to_owned(),
        reason: reason.to_owned(),
        by: "Tocsin".to_owned(),
        recorded: moment("2026-11-22T09:44:00+01:00"),
        superseded: superseded.map(moment),
    };
    vec![
        fact(
            "2026-11-22T09:12:00+01:00",
            "Le technicien avait été appelé plus tôt.",
            None,
        ),
        fact("2026-11-22T09:44:00+01:00", "", Some("2026-11-22T10:02:00+01:00")),
    ]
}

fn dpo(title: &str, path: &str) -> Shell {
    Shell::for_account(title, path, &account("Soizic Tanguy", Role::Dpo), CSRF)
}

fn suspected() -> BreachPage {
    BreachPage {
        shell: dpo("Violation VIO-2026-0007", "/violations/VIO-2026-0007"),
        subject: subject(OVERVIEW),
        status_reason: String::new(),
        verdict: None,
        controllers: "Établissement".to_owned(),
        alarms: Vec::new(),
        next: steps(),
        line: line(),
        meter: meter(),
        sending: Sending {
            at: Some(moment("2026-11-24T08:44:00+01:00")),
            held: None,
            may_hold: true,
            reason: String::new(),
        },
        record: record(),
        knowledge: knowledge(),
        chain: Vec::new(),
        may_record: true,
        problems: Problems::none(),
    }
}

fn held() -> BreachPage {
    BreachPage {
        alarms: vec![
            "Aucune adresse n’est connue pour le délégué de l’académie\u{a0}: téléphonez-lui.".to_owned(),
        ],
        sending: Sending {
            held: Some(Held {
                reason: "Le sinistre est déjà connu du délégué par téléphone.".to_owned(),
                by: "Soizic Tanguy".to_owned(),
                since: moment("2026-11-22T09:58:00+01:00"),
            }),
            ..suspected().sending
        },
        ..suspected()
    }
}

fn sent(number: i64, kind: NoticeKind, complete: bool, state: MailState, answer: &str) -> Sent {
    let file = |kind: &str| format!("/violations/VIO-2026-0007/notifications/{number}.{kind}");
    Sent {
        number,
        duty: Kind::Breach48h,
        kind,
        automatic: number == 1,
        complete,
        done: moment("2026-11-22T09:50:00+01:00"),
        late_reason: String::new(),
        filing: String::new(),
        recipients: vec![Recipient {
            role: "Délégué à la protection des données de l’académie",
            address: "dpd@ac-rennes.fr".to_owned(),
            state,
            since: moment("2026-11-22T09:51:00+01:00"),
            answer: answer.to_owned(),
        }],
        files: vec![
            ("Document (PDF)", file("pdf")),
            ("Données (JSON)", file("json")),
            ("Courriel envoyé (EML)", file("eml")),
        ],
    }
}

fn notified() -> BreachPage {
    BreachPage {
        subject: Subject {
            status: Status::Confirmed,
            risk: Some(Risk::High),
            ..subject(OVERVIEW)
        },
        status_reason: "Les bulletins de 24 élèves ont été ouverts.".to_owned(),
        verdict: Some((Risk::High, "Données de santé, enfants.".to_owned())),
        next: vec![step(
            "Notifier à la CNIL",
            "À faire par le responsable\u{a0}: Établissement.",
            "",
            None,
        )],
        chain: vec![
            sent(1, NoticeKind::Initial, false, MailState::Acknowledged, ""),
            sent(
                2,
                NoticeKind::FollowUp,
                true,
                MailState::Queued,
                "451 4.7.1 Greylisted",
            ),
        ],
        sending: Sending::default(),
        meter: Meter {
            filled: 17,
            asked: 17,
            missing: Vec::new(),
        },
        line: TimeLine {
            precaution: false,
            points: vec![
                known("Département d’Ille-et-Vilaine", "2026-11-22T09:44:00+01:00", ""),
                due(
                    Kind::Breach48h,
                    "Département d’Ille-et-Vilaine → Délégué à la protection des données de l’académie",
                    State::Met,
                    Some("2026-11-24T09:44:00+01:00"),
                    Some("2026-11-22T09:51:00+01:00"),
                    &[],
                ),
            ],
            ..line()
        },
        ..suspected()
    }
}

fn not_a_breach() -> BreachPage {
    BreachPage {
        subject: Subject {
            status: Status::NotABreach,
            decides: false,
            ..subject(OVERVIEW)
        },
        status_reason: "Le disque était chiffré et a été retrouvé.".to_owned(),
        next: Vec::new(),
        knowledge: Vec::new(),
        may_record: false,
        problems: Problems::from(vec![Problem::new(
            "next",
            "L’envoi automatique n’est pas retenu.",
        )]),
        ..notified()
    }
}
