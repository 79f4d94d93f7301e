//! The figures of the register, year by year: tables that stand by themselves, without a script and without colour.
//! Readers who see figures only are not told numbers small enough to point at a school.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Datelike, Utc};

use super::tables::{Table, Teller};
use crate::domain::figures::{Fact, Side, by_party, by_year, figures};
use crate::domain::instants::paris_day;
use crate::domain::people::{Account, Right, Sight};
use crate::store::{Db, StoreError, breaches};
use crate::web::allowed::{Allowed, ReadFigures};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::register::{self, Entry};
use crate::web::shell::Shell;
use crate::web::view::Choice;

/// Breaches read at a time.
const AT_A_TIME: i64 = 500;

/// The page « Chiffres ».
#[derive(Debug, Template)]
#[template(path = "pages/register/figures.html")]
pub struct FiguresPage {
    /// Frame.
    pub shell: Shell,
    /// The year shown.
    pub year: i32,
    /// The years that have figures.
    pub years: Vec<Choice>,
    /// From year to year.
    pub evolution: Table,
    /// The year in detail; each with its heading.
    pub tables: Vec<Table>,
    /// Why notifications were late that year; `None` for readers who see figures only.
    pub late_reasons: Option<Vec<String>>,
    /// Whether small numbers are kept.
    pub keeps_small: bool,
    /// Whether the reader also reads the register.
    pub reads_register: bool,
}

/// `GET /violations/chiffres`.
///
/// # Errors
/// [`Error::Problems`] for a parameter that is not ours, and the machine's failures.
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadFigures>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let mut params = Params::of(&request);
    let asked = params.text("year").and_then(|year| year.parse().ok());
    params.finish()?;
    let home = app.instance.catalogue.home().map(|pack| pack.id.clone());
    let (sight, now) = (sight(&who, home), app.now());
    let facts: Result<_, StoreError> = app.read(move |db| facts(db, &sight)).await;
    let reads_register = who.may(Right::ReadRegister);
    let shell = Shell::of(&app, &who, "Chiffres des violations", paths::FIGURES);
    page(&FiguresPage::of(shell, &facts?, asked, reads_register, now))
}

/// Observers see no dossier; their figures are those of their convention, or of the installation's own.
fn sight(who: &Account, home: Option<String>) -> Sight {
    let mut sight = who.sight();
    if !who.may(Right::ReadRegister) {
        sight.all_of = who.convention.clone().or(home);
    }
    sight
}

fn facts(db: &mut Db, sight: &Sight) -> Result<Vec<Fact>, StoreError> {
    let (mut facts, mut after) = (Vec::new(), None);
    loop {
        let listed = breaches::list(
            db,
            sight,
            &breaches::Filter::default(),
            after.as_deref(),
            AT_A_TIME,
        )?;
        let Some(last) = listed.last() else {
            return Ok(facts);
        };
        after = Some(last.breach.id.clone());
        facts.extend(register::gather(db, listed)?.iter().map(Entry::fact));
    }
}

impl FiguresPage {
    /// The page for a reader; the last year with figures unless another one is `asked` for.
    #[must_use]
    pub fn of(
        shell: Shell,
        facts: &[Fact],
        asked: Option<i32>,
        reads_register: bool,
        now: DateTime<Utc>,
    ) -> Self {
        let years = by_year(facts, now);
        let last = years.keys().next_back().copied();
        let year = asked.or(last).unwrap_or_else(|| paris_day(now).year());
        let whole = figures(facts.iter().filter(|fact| fact.year == year), now);
        let teller = Teller {
            keeps_small: !reads_register,
        };
        let parties = |side| by_party(facts, year, side, now);
        let mut tables = vec![
            teller.parties("Par responsable de traitement", &parties(Side::Controller)),
            teller.parties("Par partie qui traite l’incident", &parties(Side::Handler)),
            teller.risks(&whole),
            teller.causes(&whole),
            teller.kinds(&whole),
        ];
        tables.retain(|table| !table.rows.is_empty());
        Self {
            shell,
            evolution: teller.years(&years),
            years: years.keys().map(|known| choice(*known, year)).collect(),
            tables: if whole.opened == 0 { Vec::new() } else { tables },
            late_reasons: reads_register.then(|| whole.late_reasons.into_iter().collect()),
            keeps_small: teller.keeps_small,
            year,
            reads_register,
        }
    }
}

fn choice(known: i32, year: i32) -> Choice {
    Choice {
        value: known.to_string(),
        label: known.to_string(),
        selected: known == year,
    }
}
