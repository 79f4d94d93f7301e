//! Pages on which dossiers are given and queued, teams are kept, and letters are decided.

use std::collections::BTreeSet;

use askama::Template;
use tocsin::domain::incident::{Problem, Status};
use tocsin::domain::mailing::{OPTIONAL, mailboxes, roles};
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::{Party, Role};
use tocsin::domain::remediation::ActionState;
use tocsin::store::held::Whose;
use tocsin::web::deadline::Deadline;
use tocsin::web::mail_matrix::{Open, locked};
use tocsin::web::pages::incidents::holding::{HolderLine, Holding};
use tocsin::web::pages::incidents::show::IncidentPage;
use tocsin::web::pages::mail_matrix::show::MatrixPage;
use tocsin::web::pages::my_queue::index::{ActionRow, DutyRow, MyQueuePage, ReviewRow, Row};
use tocsin::web::pages::remediation::line::ActionLine;
use tocsin::web::pages::teams::index::{NewTeamForm, TeamLine, TeamsPage};
use tocsin::web::pages::teams::show::{PersonLine, TeamPage};
use tocsin::web::problems::Problems;
use tocsin::web::shell::Shell;
use tocsin::web::view::{Choice, Slices};

use super::Preview;
use super::data::{CSRF, account, at, moment, pack, rssi};
use super::incidents::incident;

const REFERENCE: &str = "SSI-2026-0042";

pub(super) fn previews() -> Vec<Preview> {
    vec![
        ("incident-held-gone", held(gone()).render().unwrap()),
        ("incident-held-fault", held(fault()).render().unwrap()),
        ("my-queue", my_queue().render().unwrap()),
        ("my-queue-empty", empty(Whose::Mine, 3).render().unwrap()),
        ("my-queue-team-empty", empty(Whose::Team, 0).render().unwrap()),
        ("teams", teams().render().unwrap()),
        ("teams-empty", teams_read().render().unwrap()),
        ("team", team().render().unwrap()),
        ("who-receives", matrix(false).render().unwrap()),
        ("who-receives-administrator", matrix(true).render().unwrap()),
    ]
}

fn administrator(title: &str, path: &str) -> Shell {
    Shell::for_account(title, path, &account("Solenn Hamon", Role::Admin), CSRF)
}

fn choice(value: &str, label: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        selected: false,
    }
}

/// Who holds a dossier: the reader, who may give it to others.
pub(super) fn holding() -> Holding {
    Holding {
        reference: REFERENCE.to_owned(),
        holder: Some(HolderLine {
            name: "Postes et réseaux".to_owned(),
            is_team: true,
            is_own: true,
            is_gone: false,
            by: "Yann Kerbrat".to_owned(),
            since: moment("2026-11-22T10:20:00+01:00"),
        }),
        version: 1,
        may_take: true,
        may_release: true,
        choices: vec![
            choice("equipe:1", "Équipe Postes et réseaux"),
            choice("personne:2", "Soizic Riou"),
        ],
        problems: Problems::none(),
        may_watch: true,
        watched: true,
    }
}

fn gone() -> Holding {
    Holding {
        holder: Some(HolderLine {
            name: "Gwenolé Tanguy".to_owned(),
            is_team: false,
            is_own: false,
            is_gone: true,
            by: "Yann Kerbrat".to_owned(),
            since: moment("2026-11-22T10:20:00+01:00"),
        }),
        watched: false,
        ..holding()
    }
}

fn fault() -> Holding {
    Holding {
        holder: None,
        may_release: false,
        problems: Problems::from(vec![Problem::new(
            "holder",
            "Cette équipe n’a personne qui puisse ouvrir ce dossier.",
        )]),
        ..holding()
    }
}

fn held(holding: Holding) -> IncidentPage {
    IncidentPage {
        holding,
        ..incident()
    }
}

fn deadline(due: Option<&str>) -> Deadline {
    Deadline::of(State::Pending, due.map(at), None, at("2026-11-22T12:00:00+01:00"))
}

fn row(title: &str, holder: &str, due: Option<Deadline>) -> Row {
    Row {
        reference: REFERENCE.to_owned(),
        title: title.to_owned(),
        school: "Collège Bertrand du Guesclin".to_owned(),
        status: Status::InProgress,
        handler: Party::Departement,
        holder: holder.to_owned(),
        exercise: due.is_none(),
        due,
    }
}

fn my_queue() -> MyQueuePage {
    MyQueuePage {
        shell: rssi("Ma file", "/ma-file"),
        whose: Whose::Team,
        counts: vec![(Whose::Mine, 2), (Whose::Team, 12), (Whose::Free, 1)],
        rows: vec![
            row(
                "Serveur Horus chiffré ce matin",
                "Postes et réseaux",
                Some(deadline(Some("2026-11-22T13:00:00+01:00"))),
            ),
            row("Messagerie détournée", "Postes et réseaux", Some(deadline(None))),
            row("Exercice de reprise", "Postes et réseaux", None),
        ],
        slices: Slices {
            first: Some("/ma-file?whose=team".to_owned()),
            next: Some("/ma-file?whose=team&cursor=a".to_owned()),
        },
        duties: vec![DutyRow {
            kind: Kind::Breach48h,
            path: "/violations/VIO-2026-0007".to_owned(),
            incident: REFERENCE.to_owned(),
            deadline: deadline(Some("2026-11-22T11:00:00+01:00")),
        }],
        actions: vec![ActionRow {
            action: ActionLine {
                path: format!("/dossiers/{REFERENCE}/actions/1"),
                number: 1,
                title: "Réinstaller le serveur Horus depuis la sauvegarde".to_owned(),
                owner: "Yann Kerbrat".to_owned(),
                due: "lundi 30\u{a0}novembre 2026".to_owned(),
                state: ActionState::InProgress,
                overdue: true,
            },
            incident: REFERENCE.to_owned(),
        }],
        reviews: vec![ReviewRow {
            incident: REFERENCE.to_owned(),
            title: "Serveur Horus chiffré ce matin".to_owned(),
            day: "vendredi 27\u{a0}novembre 2026".to_owned(),
            reason: "Réponse de l’éditeur du logiciel de vie scolaire.".to_owned(),
            is_due: true,
        }],
        as_of: moment("2026-11-22T12:00:00+01:00"),
    }
}

fn empty(whose: Whose, free: i64) -> MyQueuePage {
    MyQueuePage {
        whose,
        counts: vec![(Whose::Mine, 0), (Whose::Team, 0), (Whose::Free, free)],
        rows: Vec::new(),
        slices: Slices::default(),
        duties: Vec::new(),
        actions: Vec::new(),
        reviews: Vec::new(),
        ..my_queue()
    }
}

fn teams() -> TeamsPage {
    let line = |name: &str, members: &[&str]| TeamLine {
        name: name.to_owned(),
        party: "Département",
        members: members.iter().map(|name| (*name).to_owned()).collect(),
        path: "/equipes/0193".to_owned(),
    };
    TeamsPage {
        shell: administrator("Équipes", "/equipes"),
        conventions: vec![(
            pack().title,
            vec![
                line("Postes et réseaux", &["Soizic Riou", "Gwenolé Tanguy"]),
                line("Astreinte", &[]),
            ],
        )],
        form: Some(NewTeamForm {
            key: "0193".to_owned(),
            party: "departement".to_owned(),
            conventions: vec![choice("ille-et-vilaine-2025", &pack().title)],
            ..NewTeamForm::default()
        }),
        problems: Problems::from(vec![Problem::new("name", "Donnez un nom à l’équipe.")]),
    }
}

fn teams_read() -> TeamsPage {
    TeamsPage {
        shell: rssi("Équipes", "/equipes"),
        conventions: Vec::new(),
        form: None,
        problems: Problems::none(),
    }
}

fn team() -> TeamPage {
    let person = |name: &str, email: &str, chosen| PersonLine {
        email: email.to_owned(),
        name: name.to_owned(),
        chosen,
    };
    TeamPage {
        shell: administrator("Équipe Postes et réseaux", "/equipes/0193"),
        action: "/equipes/0193".to_owned(),
        party: "Département",
        convention: pack().title,
        version: 2,
        typed_name: "Postes et réseaux".to_owned(),
        people: vec![
            person("Soizic Riou", "s.riou@ille-et-vilaine.fr", true),
            person("Gwenolé Tanguy", "g.tanguy@ille-et-vilaine.fr", false),
        ],
        problems: Problems::from(vec![Problem::new(
            "members",
            "Aucun compte actif n’a cette adresse\u{a0}: x@exemple.fr.",
        )]),
    }
}

fn matrix(may_change: bool) -> MatrixPage {
    let open = OPTIONAL.iter().map(|kind| Open {
        kind: *kind,
        roles: roles()
            .into_iter()
            .map(|role| (role, role != Role::Rsn))
            .collect(),
        mailboxes: mailboxes(*kind).into_iter().collect(),
    });
    let shell = if may_change {
        administrator("Qui reçoit quoi", "/qui-recoit-quoi")
    } else {
        rssi("Qui reçoit quoi", "/qui-recoit-quoi")
    };
    MatrixPage::of(shell, locked(Some(&pack())), open.collect(), may_change)
}

#[test]
fn the_table_names_every_letter() {
    let html = matrix(true).render().unwrap();
    let kinds: BTreeSet<&str> = tocsin::domain::letter::LetterKind::ALL
        .iter()
        .map(|kind| tocsin::web::wording::letter(*kind))
        .collect();
    for words in kinds {
        assert!(html.contains(words), "{words}");
    }
}
