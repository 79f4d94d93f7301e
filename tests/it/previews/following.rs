//! Pages on which one follows a dossier: its line of time, its plan, an entry to correct.

use askama::Template;
use tocsin::actions::remediation::OwnerGiven;
use tocsin::domain::incident::Problem;
use tocsin::domain::people::Party;
use tocsin::domain::remediation::ActionState;
use tocsin::domain::timeline::Direction;
use tocsin::web::pages::entries::correct::CorrectPage;
use tocsin::web::pages::entries::typed::EntryForm;
use tocsin::web::pages::incidents::follow::Follow;
use tocsin::web::pages::incidents::show::IncidentPage;
use tocsin::web::pages::notifying::typed::TypedInstant;
use tocsin::web::pages::remediation::index::{ActionsPage, Asked, Row, Standing, Whose};
use tocsin::web::pages::remediation::line::ActionLine;
use tocsin::web::pages::remediation::new::{ActionForm, NewActionPage};
use tocsin::web::pages::remediation::owner::OwnerForm;
use tocsin::web::pages::remediation::show::{ActionPage, ChangeForm, ChangeLine, Typed};
use tocsin::web::pages::review::typed::{ReviewForm, ReviewLine};
use tocsin::web::pages::timeline::line::{EntryView, Happened};
use tocsin::web::pages::timeline::show::TimelinePage;
use tocsin::web::problems::Problems;
use tocsin::web::view::{Choice, Slices};

use super::Preview;
use super::data::{moment, rsn, rssi};
use super::incidents::incident;

const REFERENCE: &str = "SSI-2026-0042";

pub(super) fn previews() -> Vec<Preview> {
    vec![
        ("incident-entry-faults", with(entry_faults()).render().unwrap()),
        ("incident-review-faults", with(review_faults()).render().unwrap()),
        ("timeline", timeline(lines()).render().unwrap()),
        ("timeline-end", timeline(Vec::new()).render().unwrap()),
        ("entry-correct", correct().render().unwrap()),
        ("entry-conflict", conflict().render().unwrap()),
        ("action-new", new_action().render().unwrap()),
        ("action", action().render().unwrap()),
        ("action-conflict", action_conflict().render().unwrap()),
        ("action-read", action_read().render().unwrap()),
        ("actions", actions(rows()).render().unwrap()),
        ("actions-empty", actions(Vec::new()).render().unwrap()),
    ]
}

fn entry(number: i64, text: &str) -> EntryView {
    EntryView {
        number,
        kind: "Commentaire",
        text: text.to_owned(),
        by: "Maëlle Le Goff".to_owned(),
        written: moment("2026-11-22T10:02:00+01:00"),
        correct_path: format!("/dossiers/{REFERENCE}/suivi/{number}/corriger"),
        ..EntryView::default()
    }
}

fn corrected() -> EntryView {
    EntryView {
        corrected: Some((2, moment("2026-11-22T10:12:00+01:00"))),
        correct_path: String::new(),
        ..entry(1, "Le poste du secrétariat est éteint.")
    }
}

fn correction() -> EntryView {
    EntryView {
        corrects: Some(1),
        kind: "Fait",
        happened: Some(moment("2026-11-22T08:40:00+01:00")),
        ..entry(
            2,
            "Le poste du secrétariat est débranché, mais resté allumé.\n\n@rssi, faut-il l’éteindre ?",
        )
    }
}

fn happened(title: &str, actor: &str, notes: &[&str], entry: Option<EntryView>) -> Happened {
    Happened {
        at: moment("2026-11-22T10:12:00+01:00"),
        title: title.to_owned(),
        actor: actor.to_owned(),
        notes: notes.iter().map(|note| (*note).to_owned()).collect(),
        entry,
        file: String::new(),
    }
}

fn lines() -> Vec<Happened> {
    vec![
        happened("Fait", "Maëlle Le Goff", &[], Some(correction())),
        happened("Commentaire", "Maëlle Le Goff", &[], Some(corrected())),
        happened(
            "Courriel\u{a0}: Signalement d’un incident",
            "",
            &[
                "À\u{a0}: RSSI de l’académie (rssi@ac-rennes.fr)",
                "Envoyé depuis le dim.\u{a0}22\u{a0}novembre 2026 à\u{a0}09:45 (UTC+1)",
            ],
            None,
        ),
        Happened {
            file: "/pieces/0193".to_owned(),
            ..happened(
                "Pièce jointe\u{a0}: capture.png",
                "Maëlle Le Goff",
                &["Image PNG, 1,3\u{a0}Mo"],
                None,
            )
        },
        happened("Violation de données consultée", "Yann Kerbrat", &[], None),
    ]
}

fn action_line(number: i64, title: &str, state: ActionState, overdue: bool) -> ActionLine {
    ActionLine {
        path: format!("/dossiers/{REFERENCE}/actions/{number}"),
        number,
        title: title.to_owned(),
        owner: "Département".to_owned(),
        due: "lundi 30\u{a0}novembre 2026".to_owned(),
        state,
        overdue,
    }
}

fn plan() -> Vec<ActionLine> {
    vec![
        action_line(
            1,
            "Réinstaller le serveur Horus depuis la sauvegarde",
            ActionState::InProgress,
            true,
        ),
        action_line(
            2,
            "Changer les mots de passe des comptes administratifs",
            ActionState::Planned,
            false,
        ),
        action_line(3, "Vérifier les sauvegardes hors ligne", ActionState::Done, false),
        action_line(4, "Racheter un serveur", ActionState::Dropped, false),
    ]
}

fn filled(key: &str) -> EntryForm {
    EntryForm {
        text: "@dpo, le voisin l’a vu samedi.".to_owned(),
        kind: "fact".to_owned(),
        at: TypedInstant {
            date: "2026-10-25".to_owned(),
            time: "02:30".to_owned(),
            fold: "later".to_owned(),
        },
        ..EntryForm::blank(key.to_owned())
    }
}

/// What follows a dossier.
pub(super) fn follow() -> Follow {
    Follow {
        reference: REFERENCE.to_owned(),
        plan: plan(),
        may_plan: true,
        lines: lines(),
        may_write: true,
        entry: EntryForm::blank("0193".to_owned()),
        reviews: vec![ReviewLine {
            day: "vendredi 27\u{a0}novembre 2026".to_owned(),
            party: "Académie",
            reason: "Réponse de l’éditeur du logiciel de vie scolaire.".to_owned(),
            by: "Yann Kerbrat".to_owned(),
            set: moment("2026-11-22T10:10:00+01:00"),
            told: Some(moment("2026-11-27T00:00:04+01:00")),
        }],
        has_review: true,
        ..Follow::default()
    }
}

fn with(follow: Follow) -> IncidentPage {
    IncidentPage { follow, ..incident() }
}

/// A review day to correct, for somebody who does not plan.
fn review_faults() -> Follow {
    Follow {
        may_plan: false,
        review: ReviewForm {
            day: "2026-11-22".to_owned(),
            reason: String::new(),
        },
        review_problems: Problems::from(vec![
            Problem::new("review_on", "Choisissez un jour à venir."),
            Problem::new("review_reason", "Dites ce que l’on attend."),
        ]),
        ..follow()
    }
}

/// Nothing planned yet, and an entry to correct.
fn entry_faults() -> Follow {
    Follow {
        plan: Vec::new(),
        may_plan: false,
        entry: filled("0194"),
        entry_problems: Problems::from(vec![
            Problem::new(
                "text",
                "Personne ne voit ce dossier sous ce nom\u{a0}: @dpo. Corrigez la mention, ou retirez le signe @.",
            ),
            Problem::new("at", "Ce fait est dans le futur."),
        ]),
        reviews: Vec::new(),
        has_review: false,
        ..follow()
    }
}

fn timeline(lines: Vec<Happened>) -> TimelinePage {
    TimelinePage {
        shell: rsn(
            "Chronologie – SSI-2026-0042",
            "/dossiers/SSI-2026-0042/chronologie",
        ),
        reference: REFERENCE.to_owned(),
        title: "Serveur Horus chiffré ce matin".to_owned(),
        direction: Direction::Newest,
        slices: Slices {
            first: Some("/dossiers/SSI-2026-0042/chronologie?order=newest".to_owned()),
            next: (!lines.is_empty())
                .then(|| "/dossiers/SSI-2026-0042/chronologie?order=newest&cursor=a".to_owned()),
        },
        lines,
    }
}

fn correct() -> CorrectPage {
    CorrectPage {
        shell: rsn(
            "Corriger une écriture",
            "/dossiers/SSI-2026-0042/suivi/2/corriger",
        ),
        reference: REFERENCE.to_owned(),
        chain: vec![corrected(), correction()],
        number: 2,
        form: filled("0195"),
        problems: Problems::from(vec![Problem::new("kind", "Dites ce que vous écrivez.")]),
        conflict: false,
    }
}

fn conflict() -> CorrectPage {
    CorrectPage {
        problems: Problems::none(),
        conflict: true,
        ..correct()
    }
}

fn owners() -> Vec<Choice> {
    let form = OwnerForm {
        owner: Party::Departement.as_str().to_owned(),
        address: String::new(),
    };
    assert_eq!(form.read(), Some(OwnerGiven::Party(Party::Departement)));
    form.choices(&[Party::Academie, Party::Departement], Some("Anne Martin"))
}

fn new_action() -> NewActionPage {
    NewActionPage {
        shell: rssi("Ajouter une action", "/dossiers/SSI-2026-0042/actions"),
        reference: REFERENCE.to_owned(),
        owners: owners(),
        form: ActionForm {
            key: "0196".to_owned(),
            due_on: "2026-11-21".to_owned(),
            ..ActionForm::default()
        },
        problems: Problems::from(vec![
            Problem::new("title", "Dites ce qui est à faire, en une ligne."),
            Problem::new(
                "owner",
                "Indiquez une partie du dossier, ou l’adresse d’une personne qui le voit.",
            ),
            Problem::new(
                "due_on",
                "Ce jour est passé\u{a0}: choisissez aujourd’hui ou un jour à venir.",
            ),
        ]),
    }
}

fn choice(value: &str, label: &str, selected: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        selected,
    }
}

fn action() -> ActionPage {
    let line = plan().remove(0);
    ActionPage {
        shell: rssi("Action n°\u{a0}1", "/dossiers/SSI-2026-0042/actions/1"),
        reference: REFERENCE.to_owned(),
        reason: "La première sauvegarde était illisible.".to_owned(),
        evidence: "Serveur redémarré, postes vérifiés un par un.".to_owned(),
        file: Some(("pv-de-restauration.pdf".to_owned(), "/pieces/0193".to_owned())),
        changes: vec![ChangeLine {
            at: moment("2026-11-22T10:12:00+01:00"),
            by: "Yann Kerbrat".to_owned(),
            what: "l’échéance, l’état".to_owned(),
        }],
        form: Some(ChangeForm {
            typed: Typed {
                version: 2,
                title: line.title.clone(),
                due_on: "2026-11-30".to_owned(),
                state: "in_progress".to_owned(),
                ..Typed::default()
            },
            owners: owners(),
            states: vec![
                choice("planned", "À commencer", false),
                choice("in_progress", "En cours", true),
            ],
            files: vec![
                choice("", "Aucune", true),
                choice("0193", "pv-de-restauration.pdf", false),
            ],
        }),
        line,
        problems: Problems::from(vec![Problem::new(
            "evidence",
            "Dites ce qui montre que c’est fait, ou désignez une pièce jointe du dossier.",
        )]),
        meanwhile: Vec::new(),
    }
}

fn action_conflict() -> ActionPage {
    ActionPage {
        problems: Problems::none(),
        meanwhile: vec!["Yann Kerbrat a modifié l’action le dim.\u{a0}22\u{a0}novembre 2026 à\u{a0}10:12 (UTC+1)\u{a0}: l’état.".to_owned()],
        ..action()
    }
}

fn action_read() -> ActionPage {
    ActionPage {
        shell: rsn("Action n°\u{a0}1", "/dossiers/SSI-2026-0042/actions/1"),
        reason: String::new(),
        evidence: String::new(),
        file: None,
        changes: Vec::new(),
        form: None,
        problems: Problems::none(),
        ..action()
    }
}

fn rows() -> Vec<Row> {
    let row = |action: ActionLine| Row {
        exercise: action.number == 2,
        action,
        incident: REFERENCE.to_owned(),
        title: "Serveur Horus chiffré ce matin".to_owned(),
        school: "Collège Bertrand du Guesclin".to_owned(),
    };
    plan().into_iter().map(row).collect()
}

fn actions(rows: Vec<Row>) -> ActionsPage {
    ActionsPage {
        shell: rssi("Actions", "/actions"),
        asked: Asked {
            whose: Whose::All,
            standing: Standing::Open,
        },
        slices: Slices {
            first: None,
            next: (!rows.is_empty()).then(|| "/actions?owner=all&state=open&cursor=a".to_owned()),
        },
        rows,
    }
}
