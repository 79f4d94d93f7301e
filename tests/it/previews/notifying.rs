//! Pages on which an officer weighs a breach, notifies it, or decides not to.

use askama::Template;
use tocsin::domain::breach::{NoticeKind, Status};
use tocsin::domain::incident::Problem;
use tocsin::domain::obligations::State;
use tocsin::domain::people::Role;
use tocsin::domain::severity::cases;
use tocsin::web::deadline::Deadline;
use tocsin::web::pages::breaches::conflict::Change;
use tocsin::web::pages::notifying::Answers;
use tocsin::web::pages::notifying::assessment::{
    AssessmentPage, Past, Score, Standing, VerdictForm, verdicts,
};
use tocsin::web::pages::notifying::chain::Sent;
use tocsin::web::pages::notifying::edpb::EdpbPage;
use tocsin::web::pages::notifying::notification::{FileLine, NotificationForm, NotificationPage, Outgoing};
use tocsin::web::pages::notifying::subject::Subject;
use tocsin::web::problems::Problems;
use tocsin::web::shell::Shell;
use tocsin::web::view::Choice;

use super::Preview;
use super::data::{CSRF, account, at, moment};

pub(super) const NOW: &str = "2026-11-24T09:12:00Z";

pub(super) fn previews() -> Vec<Preview> {
    vec![
        ("notification", notification().render().unwrap()),
        ("notification-late", late().render().unwrap()),
        ("notification-withdrawal", withdrawal().render().unwrap()),
        ("notification-conflict", overtaken().render().unwrap()),
        ("notification-nothing", nothing().render().unwrap()),
        ("assessment-blank", assessment().render().unwrap()),
        ("assessment", weighed().render().unwrap()),
        ("assessment-faults", assessment_faults().render().unwrap()),
        (
            "edpb-cases",
            EdpbPage::of(dpo("Les 18 cas du CEPD", "")).render().unwrap(),
        ),
    ]
}

pub(super) fn dpo(title: &str, path: &str) -> Shell {
    Shell::for_account(title, path, &account("Gwenola Riou", Role::Dpo), CSRF)
}

pub(super) fn subject(here: &'static str) -> Subject {
    Subject {
        reference: "VIO-2026-0001".to_owned(),
        dossier: "SSI-2026-0007".to_owned(),
        title: "Ordinateur portable du secrétariat dérobé".to_owned(),
        school: "Collège Bertrand du Guesclin".to_owned(),
        status: Status::Suspected,
        risk: None,
        exercise: false,
        here,
        decides: true,
        version: 3,
        journal: 41,
    }
}

pub(super) fn pending(due: &str) -> Deadline {
    Deadline::of(State::Pending, Some(at(due)), None, at(NOW))
}

pub(super) fn fault(field: &str, message: &str) -> Problems {
    Problems::from(vec![Problem::new(field, message)])
}

pub(super) fn choice(value: &str, label: &str, selected: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        selected,
    }
}

pub(super) fn sent() -> Sent {
    Sent {
        what: "N°\u{a0}1\u{a0}: Notification initiale, incomplète, envoyée automatiquement".to_owned(),
        at: moment("2026-11-24T08:00:00Z"),
        filing: String::new(),
        late: "Service interrompu pendant la nuit.".to_owned(),
        proof: String::new(),
    }
}

const TEXT: &str = "Bonjour,\n\nDépartement d’Ille-et-Vilaine vous notifie une violation de données à caractère personnel.\n\n\
    Violation\u{a0}: VIO-2026-0001\nDossier\u{a0}: SSI-2026-0007\nNature de l’envoi\u{a0}: Notification initiale, incomplète\n\
    Établissement\u{a0}: Collège Bertrand du Guesclin (0350003N)\n\nCE QUI EST ATTENDU DE VOUS\n\n1. Accusez réception de ce \
    message\u{a0}:\n[lien personnel du destinataire, créé à l’envoi]\n\n2. Prenez connaissance du document joint et du \
    dossier\u{a0}:\nhttps://tocsin.ac-rennes.fr/violations/VIO-2026-0001\n";

fn outgoing() -> Outgoing {
    let file = |name: &str, size: &str| FileLine {
        name: name.to_owned(),
        size: size.to_owned(),
        path: "/violations/VIO-2026-0001/notification.pdf?nature=initial".to_owned(),
    };
    Outgoing {
        from: "Tocsin <tocsin@ac-rennes.fr>".to_owned(),
        to: "dpd@ac-rennes.fr".to_owned(),
        subject: "[Tocsin] VIO-2026-0001 – violation de données\u{a0}: notification initiale, incomplète"
            .to_owned(),
        text: TEXT.to_owned(),
        files: vec![
            file("VIO-2026-0001-1.pdf", "48,2\u{a0}ko"),
            file("VIO-2026-0001-1.json", "6,1\u{a0}ko"),
        ],
        missing: vec![
            "Nombre de personnes concernées".to_owned(),
            "Appréciation du risque pour les personnes".to_owned(),
        ],
        deadline: Some(pending("2026-11-25T08:40:00Z")),
        clause: "Convention, article 7".to_owned(),
        debtor: "Département d’Ille-et-Vilaine".to_owned(),
        may_send: true,
        ..Outgoing::default()
    }
}

fn notification() -> NotificationPage {
    NotificationPage {
        shell: dpo(
            "Notifier au DPD – VIO-2026-0001",
            "/violations/VIO-2026-0001/notification",
        ),
        subject: subject("notification"),
        kinds: vec![choice("initial", "Notification initiale", true)],
        outgoing: Some(outgoing()),
        nothing: "",
        form: NotificationForm::blank(Some(NoticeKind::Initial)),
        problems: Problems::none(),
        conflict: None,
        chain: Vec::new(),
        as_of: moment(NOW),
    }
}

/// What somebody else did meanwhile.
pub(super) fn changes() -> Vec<Change> {
    let change = |what: &str, by: &str| Change {
        what: what.to_owned(),
        by: by.to_owned(),
        at: moment("2026-11-24T08:50:00Z"),
    };
    vec![
        change(
            "Violation de données complétée (Statut\u{a0}; Nature de la violation)",
            "Loïc Kervella",
        ),
        change("Envoi automatique retenu", "Soizic Tanguy"),
    ]
}

fn overtaken() -> NotificationPage {
    NotificationPage {
        conflict: Some(changes()),
        ..notification()
    }
}

fn late() -> NotificationPage {
    let ordinary = notification();
    NotificationPage {
        shell: Shell {
            mail_stays: true,
            exercise: true,
            ..ordinary.shell
        },
        subject: Subject {
            exercise: true,
            ..subject("notification")
        },
        outgoing: Some(Outgoing {
            deadline: Some(pending("2026-11-24T08:40:00Z")),
            asks_late_reason: true,
            held: "Le prestataire vérifie encore si le disque était chiffré.".to_owned(),
            ..outgoing()
        }),
        problems: fault(
            "late_reason",
            "L’échéance est passée\u{a0}: indiquez le motif du retard avant l’envoi (RGPD, art. 33, § 1).",
        ),
        ..ordinary
    }
}

fn withdrawal() -> NotificationPage {
    NotificationPage {
        kinds: vec![
            choice("follow_up", "Notification complémentaire", false),
            choice("withdrawal", "Retrait d’une notification", true),
        ],
        form: NotificationForm::blank(Some(NoticeKind::Withdrawal)),
        outgoing: Some(Outgoing {
            missing: Vec::new(),
            ..outgoing()
        }),
        chain: vec![sent()],
        ..notification()
    }
}

fn nothing() -> NotificationPage {
    NotificationPage {
        kinds: Vec::new(),
        outgoing: None,
        nothing: "Il est établi qu’il n’y a pas de violation de données\u{a0}: il n’y a rien à notifier.",
        ..notification()
    }
}

fn assessment() -> AssessmentPage {
    AssessmentPage {
        shell: dpo(
            "Gravité et risque – VIO-2026-0001",
            "/violations/VIO-2026-0001/gravite",
        ),
        subject: subject("gravite"),
        questions: Answers::default().questions(&Problems::none()),
        score: None,
        form: VerdictForm::default(),
        verdicts: verdicts(""),
        problems: Problems::none(),
        conflict: None,
        standing: None,
        history: Vec::new(),
        may_decide: true,
        not_a_breach: false,
    }
}

/// The hospital of the EDPB, which raises a flag and a doubt.
fn weighed() -> AssessmentPage {
    let inputs = cases().remove(3).inputs;
    let kept = Answers::kept(&serde_json::to_value(&inputs).unwrap());
    AssessmentPage {
        questions: kept.questions(&Problems::none()),
        score: Some(Score::of(&inputs)),
        standing: Some(Standing {
            label: verdicts("")[1].label,
            reasons: "Les identités et les relevés bancaires ont été emportés.".to_owned(),
            by: "Gwenola Riou".to_owned(),
            at: moment(NOW),
        }),
        history: vec![
            Past {
                score: "2,75 – moyenne".to_owned(),
                proposal: verdicts("")[1].label,
                verdict: Some(verdicts("")[2].label),
                reasons: "Des données de santé circulent.".to_owned(),
                by: "Gwenola Riou".to_owned(),
                at: moment(NOW),
            },
            Past {
                score: "1,00 – faible".to_owned(),
                proposal: verdicts("")[0].label,
                by: "Gwenola Riou".to_owned(),
                at: moment("2026-11-23T10:00:00Z"),
                ..Past::default()
            },
        ],
        ..assessment()
    }
}

fn assessment_faults() -> AssessmentPage {
    let problems = Problems::from(vec![
        Problem::new("contexts", "Répondez à cette question."),
        Problem::new("identification", "Répondez à cette question."),
        Problem::new(
            "persons",
            "Indiquez un nombre entier, sans signe, ou laissez ce champ de côté.",
        ),
        Problem::new("risk", "Choisissez l’une des trois appréciations."),
        Problem::new("reasons", "Motivez votre appréciation du risque."),
    ]);
    AssessmentPage {
        questions: Answers::default().questions(&problems),
        problems,
        ..assessment()
    }
}
