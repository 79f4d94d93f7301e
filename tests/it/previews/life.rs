//! The pages of the life of a dossier: qualified, rejected, moved on, handed over.

use askama::Template;
use tocsin::domain::convention::Certainty;
use tocsin::domain::incident::{Problem, Status};
use tocsin::domain::people::Party;
use tocsin::web::pages::attribution::show::{AttributionForm, AttributionPage, Open, Past, Proposal};
use tocsin::web::pages::incidents::life::{Life, StageLine, Step};
use tocsin::web::pages::life::Head;
use tocsin::web::pages::progress::show::{InTheWay, May, ProgressForm, ProgressPage};
use tocsin::web::pages::qualification::index::{Line, ToQualifyPage};
use tocsin::web::pages::qualification::new::{QualificationForm, QualificationPage};
use tocsin::web::problems::Problems;
use tocsin::web::view::{Choice, Fact, Slices};

use super::Preview;
use super::data::{moment, rssi};

pub(super) fn previews() -> Vec<Preview> {
    vec![
        ("qualification", qualification().render().unwrap()),
        ("qualification-faults", qualification_faults().render().unwrap()),
        ("to-qualify", to_qualify().render().unwrap()),
        ("to-qualify-empty", nothing_to_qualify().render().unwrap()),
        ("progress", progress().render().unwrap()),
        ("progress-start", progress_start().render().unwrap()),
        ("progress-refused", progress_refused().render().unwrap()),
        ("attribution", attribution().render().unwrap()),
        ("attribution-waiting", attribution_waiting().render().unwrap()),
    ]
}

/// What the page of a dossier says of its life.
pub(super) fn now() -> Life {
    let step = |what, path: &str| Step {
        what,
        path: path.to_owned(),
    };
    Life {
        steps: vec![
            step("Commencer le traitement", "/dossiers/SSI-2026-0042/avancement"),
            step("Revoir la qualification", "/dossiers/SSI-2026-0042/qualification"),
        ],
        attribution: "/dossiers/SSI-2026-0042/attribution".to_owned(),
        settled: true,
        facts: vec![Fact::new("Nature", "Code malveillant\u{a0}: Système infecté")],
        severity: Some(3),
        duplicates: vec!["SSI-2026-0043".to_owned()],
        stages: vec![StageLine {
            what: "Qualifié\u{a0}: Code malveillant, gravité 3, TLP:AMBER".to_owned(),
            reason: "Confirmé avec la gestionnaire.".to_owned(),
            follow_up: String::new(),
            by: "Yann Kerbrat".to_owned(),
            at: moment("2026-11-22T10:05:00+01:00"),
        }],
        ..Life::default()
    }
}

fn head(status: Status) -> Head {
    Head {
        reference: "SSI-2026-0042".to_owned(),
        title: "Serveur Horus chiffré ce matin".to_owned(),
        status,
        school: "Collège Bertrand du Guesclin (0350003N)".to_owned(),
        exercise: false,
        version: 2,
    }
}

fn choice(value: &str, label: &str, selected: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        selected,
    }
}

fn faults(faults: &[(&str, &str)]) -> Problems {
    let faults = faults
        .iter()
        .map(|(field, message)| Problem::new(*field, *message));
    Problems::from(faults.collect::<Vec<_>>())
}

fn qualification() -> QualificationPage {
    let action = "/dossiers/SSI-2026-0042/qualification";
    QualificationPage {
        shell: rssi("Qualifier – SSI-2026-0042", action),
        subject: head(Status::Reported),
        description: "Tous les dossiers partagés sont renommés.".to_owned(),
        action: action.to_owned(),
        form: QualificationForm {
            category: "malicious-code/infected-system".to_owned(),
            severity: "3".to_owned(),
            tlp: "amber".to_owned(),
            ..QualificationForm::default()
        },
        handlers: vec![
            choice(
                "departement",
                "Département d’Ille-et-Vilaine, comme aujourd’hui",
                true,
            ),
            choice("academie", "Académie de Rennes, si elle l’accepte", false),
        ],
        may_reject: true,
        may_hand_over: true,
        problems: Problems::none(),
        meanwhile: None,
    }
}

fn qualification_faults() -> QualificationPage {
    QualificationPage {
        form: QualificationForm {
            rejects: true,
            ground: "duplicate".to_owned(),
            ..QualificationForm::default()
        },
        problems: faults(&[
            ("category", "Choisissez ce qui s’est passé."),
            ("severity", "Choisissez la gravité, de 1 à 4."),
            ("duplicate_of", "Aucun dossier ne porte cette référence."),
            ("rejection_reason", "Dites pourquoi ce signalement est écarté."),
        ]),
        meanwhile: Some(vec![
            "Incident qualifié, par Yann Kerbrat, le dim. 22 novembre 2026.".to_owned(),
        ]),
        ..qualification()
    }
}

fn line(reference: &str, certainty: Certainty) -> Line {
    Line {
        reference: reference.to_owned(),
        title: "Serveur Horus chiffré ce matin".to_owned(),
        school: "Collège Bertrand du Guesclin".to_owned(),
        handler: Party::Departement,
        certainty,
        reported: moment("2026-11-22T09:44:00+01:00"),
        exercise: certainty == Certainty::Explicit,
    }
}

fn to_qualify() -> ToQualifyPage {
    ToQualifyPage {
        shell: rssi("À qualifier", "/a-qualifier"),
        contested: vec![line("SSI-2026-0042", Certainty::Contested)],
        more_contested: true,
        others: vec![line("SSI-2026-0041", Certainty::Explicit)],
        slices: Slices {
            first: None,
            next: Some("/a-qualifier?after=0193".to_owned()),
        },
    }
}

fn nothing_to_qualify() -> ToQualifyPage {
    ToQualifyPage {
        contested: Vec::new(),
        more_contested: false,
        others: Vec::new(),
        slices: Slices::default(),
        ..to_qualify()
    }
}

fn progress() -> ProgressPage {
    let action = "/dossiers/SSI-2026-0042/avancement";
    ProgressPage {
        shell: rssi("Avancement – SSI-2026-0042", action),
        subject: head(Status::Resolved),
        action: action.to_owned(),
        may: May {
            follow_up: true,
            close: true,
            reopen: true,
            ..May::default()
        },
        follow_up_leaves: true,
        obstacles: vec![InTheWay {
            what: "Une violation de données est suspectée, et personne n’a encore conclu.".to_owned(),
            remedy: "Le délégué à la protection des données confirme la violation, ou conclut qu’il n’y en a pas.",
            path: "/violations/VIO-2026-0007".to_owned(),
        }],
        not_yours: String::new(),
        form: ProgressForm::default(),
        problems: Problems::none(),
        meanwhile: None,
    }
}

fn progress_start() -> ProgressPage {
    ProgressPage {
        subject: head(Status::Qualified),
        may: May {
            start: true,
            ..May::default()
        },
        obstacles: Vec::new(),
        ..progress()
    }
}

fn progress_refused() -> ProgressPage {
    ProgressPage {
        may: May::default(),
        not_yours: "Faire avancer ce dossier revient aux services de l’académie, qui le traitent.".to_owned(),
        problems: faults(&[("obstacles", "Une proposition de reprise attend une réponse.")]),
        meanwhile: Some(Vec::new()),
        ..progress()
    }
}

fn attribution() -> AttributionPage {
    let action = "/dossiers/SSI-2026-0042/attribution";
    AttributionPage {
        shell: rssi("Qui s’en charge – SSI-2026-0042", action),
        subject: head(Status::Qualified),
        action: action.to_owned(),
        handler: "Département d’Ille-et-Vilaine".to_owned(),
        associates: vec![choice("academie", "Académie de Rennes", false)],
        open: None,
        handovers: vec![Proposal {
            what: "Académie → Département".to_owned(),
            reason: "Le poste appartient au Département.".to_owned(),
            by: "Yann Kerbrat".to_owned(),
            at: moment("2026-11-22T10:05:00+01:00"),
            answer: "Acceptée",
            answer_reason: "Soizic Riou".to_owned(),
            answered: Some(moment("2026-11-22T11:05:00+01:00")),
        }],
        decisions: vec![Past {
            cause: "Au signalement, selon la convention",
            handler: "Académie",
            associates: "Département".to_owned(),
            reason: String::new(),
            by: "Maëlle Le Goff".to_owned(),
            at: moment("2026-11-22T09:44:00+01:00"),
        }],
        candidates: vec![choice("academie", "Académie de Rennes", false)],
        newcomers: vec![choice("etablissement", "l’établissement", false)],
        may_remove: true,
        form: AttributionForm::default(),
        problems: Problems::none(),
        meanwhile: None,
    }
}

fn attribution_waiting() -> AttributionPage {
    AttributionPage {
        open: Some(Open {
            number: 1,
            to: "Département d’Ille-et-Vilaine".to_owned(),
            reason: "Le poste appartient au Département.".to_owned(),
            since: moment("2026-11-22T10:05:00+01:00"),
            may_answer: true,
            may_withdraw: true,
        }),
        candidates: Vec::new(),
        problems: faults(&[
            ("answer_reason", "Dites pourquoi."),
            ("party", "Cette autorité traite déjà le dossier."),
            ("party_reason", "Dites pourquoi."),
        ]),
        ..attribution()
    }
}
