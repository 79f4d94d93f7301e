//! The officer's queue, the register of breaches, its figures.

use std::collections::BTreeSet;

use askama::Template;
use chrono::{Months, TimeDelta};
use tocsin::domain::breach::record::lists::{Cause, IncidentKind};
use tocsin::domain::breach::{Risk, Status};
use tocsin::domain::figures::{Clock, Fact};
use tocsin::domain::obligations::{Creditor, Kind, State};
use tocsin::domain::people::{Party, Role};
use tocsin::web::deadline::Deadline;
use tocsin::web::pages::queue::filter::Whose;
use tocsin::web::pages::queue::index::{Line, QueuePage, grouped};
use tocsin::web::pages::register::figures::FiguresPage;
use tocsin::web::pages::register::filter::{RegisterFilter, asked};
use tocsin::web::pages::register::index::{RegisterPage, Row};
use tocsin::web::shell::Shell;
use tocsin::web::view::Slices;

use super::Preview;
use super::data::{CSRF, account, at, moment};

const NOW: &str = "2026-11-24T10:15:00+01:00";

pub(super) fn previews() -> Vec<Preview> {
    vec![
        ("queue", queue(Whose::Mine, lines()).render().unwrap()),
        ("queue-empty", queue(Whose::Mine, Vec::new()).render().unwrap()),
        ("queue-nothing", queue(Whose::All, Vec::new()).render().unwrap()),
        (
            "register",
            register(rows(), RegisterFilter::default()).render().unwrap(),
        ),
        ("register-narrow", register(rows(), narrowed()).render().unwrap()),
        (
            "register-none",
            register(Vec::new(), narrowed()).render().unwrap(),
        ),
        (
            "register-empty",
            register(Vec::new(), RegisterFilter::default()).render().unwrap(),
        ),
        ("figures", figures(&facts(), true).render().unwrap()),
        ("figures-observer", figures(&facts(), false).render().unwrap()),
        ("figures-empty", figures(&[], false).render().unwrap()),
    ]
}

fn shell(title: &str, path: &str, role: Role) -> Shell {
    Shell::for_account(title, path, &account("Gwenaël Tanguy", role), CSRF)
}

fn line(kind: Kind, due: Option<&str>, sending: &str) -> Line {
    Line {
        kind,
        debtor: Party::Departement,
        creditor: Creditor::Dpd,
        deadline: Deadline::of(State::Pending, due.map(at), None, at(NOW)),
        sending: sending.to_owned(),
        incident: "SSI-2026-0042".to_owned(),
        title: "Notes visibles depuis la salle informatique".to_owned(),
        school: "Collège Bertrand du Guesclin".to_owned(),
        exercise: kind == Kind::LogExport,
        breach: (kind != Kind::LogExport).then(|| "VIO-2026-0007".to_owned()),
    }
}

fn lines() -> Vec<Line> {
    vec![
        line(
            Kind::Breach48h,
            Some("2026-11-24T06:00:00+01:00"),
            "Envoi automatique retenu. Motif : les journaux d’accès arrivent demain.",
        ),
        line(Kind::PersonsArt34, None, ""),
        line(
            Kind::Breach48h,
            Some("2026-11-24T11:45:00+01:00"),
            "Sans action d’ici là, Tocsin enverra lui-même ce qui est connu le mar. 24 novembre 2026 à 09:45 (UTC+1).",
        ),
        line(Kind::Cnil72h, Some("2026-11-24T22:00:00+01:00"), ""),
        line(Kind::LogExport, Some("2026-11-27T09:00:00+01:00"), ""),
        line(Kind::RestoreService, Some("2026-11-25T10:00:00+01:00"), ""),
        line(Kind::TakeCharge, Some("2026-11-23T17:00:00+01:00"), ""),
    ]
}

fn queue(whose: Whose, lines: Vec<Line>) -> QueuePage {
    let (role, has_choice) = match whose {
        Whose::Mine => (Role::Dpo, true),
        Whose::All => (Role::Rsn, false),
    };
    QueuePage {
        shell: shell("Échéances", "/echeances", role),
        whose,
        has_choice,
        slices: Slices {
            first: None,
            next: (!lines.is_empty()).then(|| "/echeances?view=mine&cursor=MDE5Mw".to_owned()),
        },
        groups: grouped(lines),
        as_of: moment(NOW),
    }
}

fn narrowed() -> RegisterFilter {
    asked("q=tablette&status=confirmed&risk=undecided&from=2026-01-01").0
}

fn register(rows: Vec<Row>, filter: RegisterFilter) -> RegisterPage {
    RegisterPage {
        shell: shell("Registre des violations", "/violations", Role::Dpd),
        slices: Slices {
            first: None,
            next: (!rows.is_empty()).then(|| "/violations?after=0193".to_owned()),
        },
        rows,
        filter,
        may_export: true,
    }
}

fn row(status: Status, risk: Option<Risk>, dpd: &str, cnil: &str) -> Row {
    Row {
        reference: "VIO-2026-0007".to_owned(),
        title: "Notes visibles depuis la salle informatique".to_owned(),
        school: "Collège Bertrand du Guesclin".to_owned(),
        status,
        began: risk.map(|_| moment("2026-11-20T08:00:00+01:00")),
        known_since: Some(moment("2026-11-22T15:15:00+01:00")),
        nature: risk
            .map(|_| "confidentialité, disponibilité".to_owned())
            .unwrap_or_default(),
        persons: risk.map(|_| "environ\u{a0}620".to_owned()).unwrap_or_default(),
        risk,
        dpd: dpd.to_owned(),
        cnil: cnil.to_owned(),
    }
}

fn rows() -> Vec<Row> {
    vec![
        row(
            Status::Suspected,
            None,
            "À faire avant le mar. 24 novembre 2026 à 15:15 (UTC+1) (il reste 5 h)",
            "À faire avant le mer. 25 novembre 2026 à 15:15 (UTC+1) (il reste 1 jour 5 h)",
        ),
        row(
            Status::Confirmed,
            Some(Risk::High),
            "Fait à temps, le lun. 2 mars 2026 à 10:00 (UTC+1)",
            "Fait en retard, le ven. 6 mars 2026 à 10:00 (UTC+1)",
        ),
        row(
            Status::Confirmed,
            Some(Risk::Unlikely),
            "Fait en retard, le lun. 2 mars 2026 à 10:00 (UTC+1)",
            "Non requis : pas de risque probable",
        ),
        row(
            Status::Confirmed,
            Some(Risk::Risk),
            "Sans objet : le Département n’a pas à notifier",
            "En retard : dépassée de 2 h",
        ),
        row(Status::NotABreach, None, "Sans objet", "Sans objet"),
    ]
}

/// Twenty breaches over two years, the last one late.
fn facts() -> Vec<Fact> {
    (0..20_u32).map(fact).collect()
}

fn fact(rank: u32) -> Fact {
    let aware = at(NOW).checked_sub_months(Months::new(rank)).unwrap();
    let after = |hours: i64, allowed: i64| Clock {
        starts_at: aware,
        due_at: aware + TimeDelta::hours(allowed),
        done_at: Some(aware + TimeDelta::hours(hours)),
    };
    let hours = i64::from(rank % 7) * 9;
    Fact {
        year: if rank < 12 { 2026 } else { 2025 },
        controllers: BTreeSet::from([Party::Etablissement]),
        handler: if rank.is_multiple_of(3) {
            Party::Academie
        } else {
            Party::Departement
        },
        status: if rank.is_multiple_of(6) {
            Status::NotABreach
        } else {
            Status::Confirmed
        },
        risk: match rank % 4 {
            0 => None,
            1 => Some(Risk::Unlikely),
            2 => Some(Risk::Risk),
            _ => Some(Risk::High),
        },
        kind: Some(if rank.is_multiple_of(2) {
            IncidentKind::SentByMistake
        } else {
            IncidentKind::Ransomware
        }),
        cause: (!rank.is_multiple_of(5)).then_some(Cause::InternalAccidental),
        exercise: false,
        dpd: vec![after(hours, 48)],
        cnil: vec![after(hours + 12, 72)],
        late_reasons: vec!["La liste des personnes n’a été confirmée qu’après le week-end.".to_owned()],
    }
}

fn figures(facts: &[Fact], reads_register: bool) -> FiguresPage {
    let role = if reads_register { Role::Dpd } else { Role::Observer };
    let shell = shell("Chiffres des violations", "/violations/chiffres", role);
    FiguresPage::of(shell, facts, None, reads_register, at(NOW))
}
