//! The figures of the committees: a year with everything in it, what observers are told, and an empty month.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use tocsin::domain::committee::{
    Board, Breached, Counted, Delay, Ending, Outcome, Part, Period, School, Schools, Span, board,
    months_to_observe, observed,
};
use tocsin::domain::incident::Problem;
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::{Party, Role, Sight};
use tocsin::packs;
use tocsin::web::committee::{Asked, Reader};
use tocsin::web::pages::figures::show::FiguresPage;
use tocsin::web::problems::Problems;
use tocsin::web::shell::Shell;

use super::Preview;
use super::data::{CSRF, account};

pub(super) fn previews() -> Vec<Preview> {
    let year = Period::holding(today(), Span::Year);
    let quarter = Period::holding(today(), Span::Quarter).preceding();
    let months = months_to_observe(quarter, today());
    let observed = observed(quarter, &counted(&months), 23);
    let month = Period::holding(today(), Span::Month);
    vec![
        ("committee", told(&full(year), Role::Rssi)),
        ("committee-month", told(&full(month), Role::Dpo)),
        ("committee-observer", told(&observed, Role::Observer)),
        (
            "committee-empty",
            told(
                &board(month, &BTreeMap::new(), Schools::default()),
                Role::AgentAcademie,
            ),
        ),
        ("committee-refused", refused()),
    ]
}

fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

fn asking(role: Role) -> FiguresPage {
    let shell = Shell::for_account(
        "Chiffres pour les comités",
        "/chiffres",
        &account("Gwenaël Tanguy", role),
        CSRF,
    );
    let reader = if role == Role::Observer {
        Reader::Observer(Sight::default())
    } else {
        Reader::OfDossiers(Sight::default())
    };
    FiguresPage {
        may_export: role == Role::Rssi,
        reads_breaches: role != Role::AgentAcademie,
        ..FiguresPage::asking(shell, &reader, today())
    }
}

fn told(board: &Board, role: Role) -> String {
    let catalogue = packs::catalogue(None, Vec::new(), "ille-et-vilaine-2025").unwrap();
    asking(role).of(board, &catalogue, today()).render().unwrap()
}

fn refused() -> String {
    let problem = Problem::new("to", "Le dernier jour ne peut pas précéder le premier.");
    let page = FiguresPage {
        asked: Asked {
            from: "2026-03-02".to_owned(),
            to: "2026-03-01".to_owned(),
        },
        problems: Problems::from(vec![problem]),
        ..asking(Role::Dpd)
    };
    page.render().unwrap()
}

fn full(period: Period) -> Board {
    let months = [period.preceding().months(), period.months()].concat();
    let school = |(uai, name, count): (&str, &str, usize)| School {
        uai: uai.to_owned(),
        name: name.to_owned(),
        count,
    };
    let top = [
        ("0350003N", "Collège René Cassin", 14),
        ("0352274G", "Collège Bertrand du Guesclin", 9),
        (
            "0351796M",
            "Cité scolaire Émile Zola, section d’enseignement général et professionnel",
            2,
        ),
    ];
    let schools = Schools {
        total: 41,
        top: top.map(school).to_vec(),
    };
    board(period, &counted(&months), schools)
}

fn counted(months: &[Period]) -> BTreeMap<Period, Counted> {
    let months = months.iter().enumerate();
    months.map(|(rank, month)| (*month, of_month(rank))).collect()
}

/// About twenty dossiers, a little otherwise each month.
fn of_month(rank: usize) -> Counted {
    let mut counted = Counted::default();
    let wave = rank * 7 % 5;
    let text = |text: &str| Some(text.to_owned());
    for (part, count) in [
        (Part::Retained, 20 + wave),
        (Part::Rejected, wave),
        (Part::Handler(Party::Academie), 8),
        (Part::Handler(Party::Departement), 12 + wave),
        (Part::Category(text("malicious-code")), 9),
        (Part::Category(text("fraud")), 6 + wave),
        (Part::Category(None), 5),
        (Part::Severity(Some(1)), 9 + wave),
        (Part::Severity(Some(2)), 7),
        (Part::Severity(Some(3)), 3),
        (Part::Severity(None), 1),
        (Part::Component(text("poste-administratif")), 8),
        (Part::Component(text("extranet-collaboratif")), 7 + wave),
        (Part::Component(text("impression-pedagogique")), 5),
        (Part::Breach(Breached::None), 12 + wave),
        (Part::Breach(Breached::Suspected), 2),
        (Part::Breach(Breached::Risk), 5),
        (Part::Breach(Breached::High), 1),
        (Part::Contested(Ending::Stands(Party::Academie)), 3),
        (Part::Contested(Ending::Moved(Party::Departement)), 2),
        (Part::Contested(Ending::Waiting), 1),
        (Part::Duty(Kind::ReportToRssi, Outcome::InTime), 20 + wave),
        (Part::Duty(Kind::Breach48h, Outcome::InTime), 7),
        (Part::Duty(Kind::Breach48h, Outcome::Late), 1),
        (Part::Duty(Kind::Cnil72h, Outcome::InTime), 5),
        (Part::Duty(Kind::Cnil72h, Outcome::Running), 1),
    ] {
        counted.add(part, count);
    }
    for tenths in [2, 5, 8, 11, 14, 20, 29, 45, 70, 240] {
        counted.add_delay(Delay::Report, tenths, 2);
        counted.add_delay(Delay::TakeCharge, tenths * 4, 2);
        counted.add_delay(Delay::Closing, tenths * 40, 1);
    }
    counted
}
