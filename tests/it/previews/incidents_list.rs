//! The list of dossiers and the views kept of it.

use askama::Template;
use tocsin::domain::incident::{PersonalData, Problem, Status};
use tocsin::domain::obligations::State;
use tocsin::domain::people::Party;
use tocsin::web::deadline::Deadline;
use tocsin::web::narrowing::Typed;
use tocsin::web::pages::incidents::filter::ListFilter;
use tocsin::web::pages::incidents::index::{IncidentsPage, Row, ViewLink};
use tocsin::web::pages::review::typed::ReviewForm;
use tocsin::web::pages::together::show::{Line, TogetherPage};
use tocsin::web::pages::views::index::{ViewForm, ViewsPage, Waiting};
use tocsin::web::problems::Problems;
use tocsin::web::view::{Choice, Slices};

use super::Preview;
use super::data::{at, moment, rsn, rssi};

pub(super) fn previews() -> Vec<Preview> {
    vec![
        (
            "incidents",
            incidents(rows(), ListFilter::default()).render().unwrap(),
        ),
        (
            "incidents-empty",
            incidents(Vec::new(), ListFilter::default()).render().unwrap(),
        ),
        (
            "incidents-none-found",
            incidents(Vec::new(), narrowed()).render().unwrap(),
        ),
        ("incidents-found", incidents(rows(), narrowed()).render().unwrap()),
        ("incidents-by-due", incidents_by_due().render().unwrap()),
        ("incidents-faults", incidents_with_faults().render().unwrap()),
        ("together", together().render().unwrap()),
        ("together-told", together_told().render().unwrap()),
        ("views", views().render().unwrap()),
        ("views-faults", views_with_faults().render().unwrap()),
        (
            "views-empty",
            ViewsPage {
                views: Vec::new(),
                ..views()
            }
            .render()
            .unwrap(),
        ),
    ]
}

fn incidents(rows: Vec<Row>, filter: ListFilter) -> IncidentsPage {
    IncidentsPage {
        shell: rsn("Dossiers", "/dossiers"),
        slices: Slices {
            first: None,
            next: (!rows.is_empty()).then(|| "/dossiers?apres=01936f1e".to_owned()),
        },
        count: if filter.typed.is_active() {
            "6\u{a0}dossiers".to_owned()
        } else {
            String::new()
        },
        filter,
        problems: Problems::none(),
        rows,
        views: Vec::new(),
        may_report: true,
        may_act: true,
        as_of: moment("2026-11-22T12:00:00+01:00"),
    }
}

fn narrowed() -> ListFilter {
    ListFilter {
        typed: Typed::read("q=rançongiciel+horus&status=closed&breach=any"),
    }
}

/// In the order of what is due, with views above the list.
fn incidents_by_due() -> IncidentsPage {
    let filter = ListFilter {
        typed: Typed::read("status=in_progress&sort=due"),
    };
    let view = |name: &str, query: &str, is_shown| ViewLink {
        name: name.to_owned(),
        address: format!("/dossiers?{query}"),
        is_shown,
    };
    let due = [
        Some(at("2026-11-22T10:00:00+01:00")),
        None,
        Some(at("2026-11-24T10:00:00+01:00")),
    ];
    let pending = |due| Deadline::of(State::Pending, due, None, at("2026-11-22T12:00:00+01:00"));
    let with_due = rows()
        .into_iter()
        .zip(due.map(pending).map(Some).into_iter().chain([None, None, None]));
    let rows = with_due.map(|(row, due)| Row { due, ..row }).collect();
    IncidentsPage {
        views: vec![
            view("Ce qui presse", "status=in_progress&sort=due", true),
            view("Violations de Rennes", "q=rennes&breach=any", false),
        ],
        ..incidents(rows, filter)
    }
}

fn incidents_with_faults() -> IncidentsPage {
    let filter = ListFilter {
        typed: Typed::read("q=vol&status=perdu&establishment=035&from=hier&to=2026-03-01&overdue=oui"),
    };
    IncidentsPage {
        problems: Problems::from(vec![
            Problem::new("status", "Choisissez parmi\u{a0}: reported, qualified."),
            Problem::new("establishment", "Un code UAI compte sept chiffres et une lettre."),
            Problem::new("overdue", "Choisissez parmi\u{a0}: true, false."),
            Problem::new("from", "Cette date n’existe pas."),
        ]),
        count: String::new(),
        ..incidents(Vec::new(), filter)
    }
}

fn views() -> ViewsPage {
    let view = |id: &str, name: &str| ViewForm {
        id: id.to_owned(),
        name: name.to_owned(),
        typed: name.to_owned(),
        address: "/dossiers?status=in_progress&sort=due".to_owned(),
    };
    ViewsPage {
        shell: rsn("Mes vues", "/dossiers/vues"),
        views: vec![
            view("0193-1", "Ce qui presse"),
            view("0193-2", "Violations de Rennes"),
        ],
        waiting: None,
        problems: Problems::none(),
    }
}

fn views_with_faults() -> ViewsPage {
    ViewsPage {
        waiting: Some(Waiting {
            name: "Ce qui presse".to_owned(),
            query: "status=reported".to_owned(),
        }),
        problems: Problems::from(vec![Problem::new("name", "Vous avez déjà une vue de ce nom.")]),
        ..views()
    }
}

fn rows() -> Vec<Row> {
    let titles = [
        "Serveur Horus chiffré ce matin",
        "Courriel piégé ouvert au secrétariat",
        "Comptes élèves utilisés depuis l’étranger",
        "Wi-Fi coupé dans le bâtiment B",
        "Tablette volée pendant une sortie",
        "Message suspect reçu par les familles",
    ];
    let handlers = [Party::Departement, Party::Academie, Party::Etablissement];
    let statuses = Status::ALL
        .iter()
        .zip(titles)
        .zip(handlers.iter().cycle())
        .enumerate();
    statuses
        .map(|(rank, ((status, title), handler))| Row {
            reference: format!("SSI-2026-{:04}", 42 - rank),
            title: title.to_owned(),
            school: "Collège Bertrand du Guesclin".to_owned(),
            status: *status,
            handler: *handler,
            to_confirm: rank == 0,
            personal_data: if rank % 2 == 0 {
                PersonalData::Yes
            } else {
                PersonalData::No
            },
            exercise: rank == 3,
            review: (rank == 1).then(|| "vendredi 27\u{a0}novembre 2026".to_owned()),
            breach: (rank == 2).then(|| "VIO-2026-0007".to_owned()),
            detected: moment("2026-11-22T08:30:00+01:00"),
            due: None,
        })
        .collect()
}

/// Three dossiers ticked: one may be closed.
fn together() -> TogetherPage {
    let line = |rank: usize, status, in_the_way: &[&str]| Line {
        reference: format!("SSI-2026-{:04}", 42 - rank),
        version: 3,
        title: "Comptes élèves utilisés depuis l’étranger".to_owned(),
        school: "Collège Bertrand du Guesclin".to_owned(),
        status,
        picked: true,
        holder: "Camille Le Goff".to_owned(),
        assignment: 1,
        review: "vendredi 27\u{a0}novembre 2026".to_owned(),
        in_the_way: in_the_way.iter().map(|why| (*why).to_owned()).collect(),
        refused: Vec::new(),
        done: false,
    };
    TogetherPage {
        shell: rssi("Agir sur plusieurs dossiers", "/dossiers/ensemble"),
        lines: vec![
            line(0, Status::Resolved, &[]),
            line(
                1,
                Status::Resolved,
                &["Le RSSI n’a pas reçu le compte rendu des suites données."],
            ),
            line(2, Status::InProgress, &["Le dossier n’est pas encore résolu."]),
        ],
        done: None,
        review: ReviewForm::default(),
        holders: vec![Choice {
            value: "personne:01936f1e".to_owned(),
            label: "Camille Le Goff".to_owned(),
            selected: false,
        }],
        problems: Problems::none(),
    }
}

fn together_told() -> TogetherPage {
    let mut page = together();
    if let Some(first) = page.lines.first_mut() {
        first.done = true;
        first.picked = false;
    }
    page.done = Some(1);
    "hier".clone_into(&mut page.review.day);
    page.problems = vec![Problem::new("review_on", "Écrivez une date.")].into();
    page
}
