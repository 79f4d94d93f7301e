//! `GET /api/v1/stats`, `.csv`, `.ods`: the figures of the committees.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::values::At;
use crate::domain::committee::{
    Board, Delay, Ending, Group, Known, Line, Month, Outcome, Part, Period, School, Span, Spread, Table, Time,
};
use crate::domain::figures::Shown;
use crate::domain::instants::paris_day;
use crate::domain::obligations::Kind;
use crate::domain::people::Party;
use crate::web::allowed::{Allowed, Export, ReadCommitteeFigures};
use crate::web::app::App;
use crate::web::committee::{Asked, Format, Reader, Words, gather, take_out};
use crate::web::error::Error;
use crate::web::params::Params;

/// The figures of a period. A count is `null` where it is too small to be told, which `keeps_small` announces.
#[derive(Serialize, ToSchema)]
pub struct Stats {
    /// The period: dossiers count by the day of their report.
    period: StatsPeriod,
    /// The period before.
    preceding: StatsPeriod,
    /// As it stands at this instant.
    as_of: At,
    /// Whether small numbers are kept.
    keeps_small: bool,
    /// Dossiers, rejected ones and drills left out.
    dossiers: StatsCount,
    /// Dossiers that were rejected.
    rejected: StatsCount,
    /// Schools.
    schools: StatsSchools,
    /// By the party that handles the dossier.
    by_handler: Vec<StatsLine>,
    /// By severity, from 1 to 4.
    by_severity: Vec<StatsLine>,
    /// By class of the taxonomy.
    by_category: Vec<StatsLine>,
    /// By main component.
    by_component: Vec<StatsLine>,
    /// By what became of personal data.
    breaches: Vec<StatsLine>,
    /// Contested decisions, those of rejected dossiers included.
    contested: StatsCount,
    /// How they ended.
    contested_by_ending: Vec<StatsLine>,
    /// Duties with a due instant.
    obligations: Vec<StatsDuty>,
    /// Delays.
    delays: Vec<StatsDelay>,
    /// Month by month, the period before first.
    months: Vec<StatsMonth>,
}

/// Days of Paris.
#[derive(Serialize, ToSchema)]
pub struct StatsPeriod {
    /// First day.
    #[schema(value_type = String, format = Date)]
    from: NaiveDate,
    /// Last day, included.
    #[schema(value_type = String, format = Date)]
    to: NaiveDate,
    /// How long it is.
    span: Span,
}

/// A count.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub struct StatsCount {
    /// In the period; `null` when it is kept.
    count: Option<usize>,
    /// In the period before; `null` when it is kept.
    before: Option<usize>,
}

/// A part of a whole.
#[derive(Serialize, ToSchema)]
pub struct StatsLine {
    /// A fixed word, or an identifier; `null` while nobody said.
    key: Option<String>,
    /// The same in French.
    label: String,
    /// How many.
    #[serde(flatten)]
    counts: StatsCount,
}

/// The schools of the period.
#[derive(Serialize, ToSchema)]
pub struct StatsSchools {
    /// How many different ones; `null` when it is kept.
    total: Option<usize>,
    /// Those with most dossiers; `null` for readers who are not told their names.
    top: Option<Vec<StatsSchool>>,
}

/// A school.
#[derive(Serialize, ToSchema)]
pub struct StatsSchool {
    /// National code.
    uai: String,
    /// Name.
    name: String,
    /// Dossiers.
    count: usize,
}

/// How punctual a kind of duty was.
#[derive(Serialize, ToSchema)]
pub struct StatsDuty {
    /// Which one.
    kind: Kind,
    /// Done in time.
    in_time: StatsCount,
    /// Done late, or overdue.
    late: StatsCount,
    /// Not due yet.
    running: StatsCount,
}

/// How long something took.
#[derive(Serialize, ToSchema)]
pub struct StatsDelay {
    /// Which delay.
    kind: Delay,
    /// Half of them took at most so many hours; `null` when it is kept, or none is known.
    median_hours: Option<f64>,
    /// Nine in ten took at most so many hours.
    ninth_hours: Option<f64>,
    /// Half of those of the period before.
    before_median_hours: Option<f64>,
}

/// A month, cut where the periods begin and end.
#[derive(Serialize, ToSchema)]
pub struct StatsMonth {
    /// Its days.
    #[serde(flatten)]
    days: StatsPeriod,
    /// Whether it belongs to the period before.
    preceding: bool,
    /// Dossiers; `null` when it is kept.
    dossiers: Option<usize>,
    /// Rejected ones; `null` when it is kept.
    rejected: Option<usize>,
}

/// The figures of a period of whole days in Paris, beside those of the period before.
///
/// # Errors
/// [`Error::Problems`] for a period that cannot be shown.
#[utoipa::path(get, path = "/api/v1/stats", tag = "figures",
    params(
        ("from" = Option<String>, Query, description = "First day, or an instant of it; with neither `from` nor `to`, the present year, or for observers the last half-year that is over"),
        ("to" = Option<String>, Query, description = "Last day, included, or the instant at which the period is over"),
    ),
    responses((status = 200, description = "The figures", body = Stats)))]
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadCommitteeFigures>,
    request: HttpRequest,
) -> Result<Json<Stats>, Error> {
    let mut params = Params::of(&request);
    let asked = Asked::read(&mut params);
    params.finish()?;
    let (now, catalogue) = (app.now(), &app.instance.catalogue);
    let reader = Reader::of(&who, catalogue);
    let days = asked.period(&reader, paris_day(now)).map_err(Error::Problems)?;
    let board = gather(&app, reader, days, now).await?;
    Ok(Json(stats(&board, Words::of(catalogue), At(now))))
}

macro_rules! taken_out {
    ($($(#[$meta:meta])* $name:ident($form:ident), $path:literal, $media:literal;)+) => { $(
        $(#[$meta])*
        ///
        /// # Errors
        /// [`Error::Problems`] for a period that cannot be shown.
        #[utoipa::path(get, path = $path, tag = "figures",
            params(
                ("from" = Option<String>, Query, description = "First day, or an instant of it"),
                ("to" = Option<String>, Query, description = "Last day, included, or the instant at which the period is over"),
            ),
            responses((status = 200, description = "The figures, one a line", content_type = $media)))]
        pub async fn $name(
            app: Data<App>,
            who: Allowed<Export>,
            request: HttpRequest,
        ) -> Result<HttpResponse, Error> {
            let mut params = Params::of(&request);
            let asked = Asked::read(&mut params);
            params.finish()?;
            take_out(&app, who.account(), &asked, Format::$form).await
        }
    )+ };
}

taken_out! {
    /// The figures as CSV for French spreadsheets: semicolons, UTF-8 with its mark.
    stats_csv(Csv), "/api/v1/stats.csv", "text/csv";
    /// The figures as a spreadsheet.
    stats_ods(Ods), "/api/v1/stats.ods", "application/vnd.oasis.opendocument.spreadsheet";
}

fn stats(board: &Board, words: Words<'_>, as_of: At) -> Stats {
    let lines = |group| lines(board.table(group), words);
    let of_duty = |(kind, table): (Kind, &Table)| StatsDuty {
        kind,
        in_time: outcome(table, kind, Outcome::InTime),
        late: outcome(table, kind, Outcome::Late),
        running: outcome(table, kind, Outcome::Running),
    };
    Stats {
        period: board.period.into(),
        preceding: board.preceding.into(),
        as_of,
        keeps_small: board.keeps_small,
        dossiers: whole(board, Group::Retained),
        rejected: whole(board, Group::Rejected),
        schools: schools(board),
        by_handler: lines(Group::Handlers),
        by_severity: lines(Group::Severities),
        by_category: lines(Group::Categories),
        by_component: lines(Group::Components),
        breaches: lines(Group::Breaches),
        contested: whole(board, Group::Contested),
        contested_by_ending: lines(Group::Contested),
        obligations: board.duties().map(of_duty).collect(),
        delays: board.times.iter().map(StatsDelay::from).collect(),
        months: board.months.iter().map(StatsMonth::from).collect(),
    }
}

fn whole(board: &Board, group: Group) -> StatsCount {
    let none = (Shown::Exact(0), Shown::Exact(0));
    let (now, before) = board.table(group).map_or(none, |table| (table.now, table.before));
    StatsCount {
        count: told(now),
        before: told(before),
    }
}

fn told(shown: Shown) -> Option<usize> {
    match shown {
        Shown::Exact(count) => Some(count),
        Shown::Kept => None,
    }
}

fn lines(table: Option<&Table>, words: Words<'_>) -> Vec<StatsLine> {
    let lines = table.into_iter().flat_map(|table| &table.lines);
    let line = |line: &Line| StatsLine {
        key: key(&line.part),
        label: words.part(&line.part),
        counts: StatsCount {
            count: told(line.now),
            before: told(line.before),
        },
    };
    lines.map(line).collect()
}

fn key(part: &Part) -> Option<String> {
    let of_party = |ending: &str, party: Party| format!("{ending}:{party}");
    match part {
        Part::Retained => Some("retained".to_owned()),
        Part::Rejected | Part::Contested(Ending::Rejected) => Some("rejected".to_owned()),
        Part::Handler(party) => Some(party.to_string()),
        Part::Category(id) | Part::Component(id) => id.clone(),
        Part::Severity(level) => level.map(|level| level.to_string()),
        Part::Breach(breached) => Some(breached.to_string()),
        Part::Contested(Ending::Waiting) => Some("waiting".to_owned()),
        Part::Contested(Ending::Stands(party)) => Some(of_party("stands", *party)),
        Part::Contested(Ending::Moved(party)) => Some(of_party("moved", *party)),
        Part::Duty(_, outcome) => Some(outcome.to_string()),
    }
}

fn outcome(table: &Table, kind: Kind, outcome: Outcome) -> StatsCount {
    let part = Part::Duty(kind, outcome);
    // Without lines, all that is known is that nothing makes up nothing.
    let missing = |whole| (!table.lines.is_empty() || whole == Shown::Exact(0)).then_some(0);
    let line = table.lines.iter().find(|line| line.part == part);
    line.map_or(
        StatsCount {
            count: missing(table.now),
            before: missing(table.before),
        },
        |line| StatsCount {
            count: told(line.now),
            before: told(line.before),
        },
    )
}

fn schools(board: &Board) -> StatsSchools {
    let top = board.schools.as_ref().map(|schools| {
        let school = |it: &School| StatsSchool {
            uai: it.uai.clone(),
            name: it.name.clone(),
            count: it.count,
        };
        schools.top.iter().map(school).collect()
    });
    StatsSchools {
        total: board.schools_touched,
        top,
    }
}

fn hours(known: Known, of: fn(Spread) -> Option<i64>) -> Option<f64> {
    match known {
        Known::Kept => None,
        Known::Told(spread) => of(spread)
            .and_then(|tenths| i32::try_from(tenths).ok())
            .map(|tenths| f64::from(tenths) / 10.0),
    }
}

impl From<Period> for StatsPeriod {
    fn from(period: Period) -> Self {
        Self {
            from: period.first(),
            to: period.last(),
            span: period.span(),
        }
    }
}

impl From<&Time> for StatsDelay {
    fn from(time: &Time) -> Self {
        Self {
            kind: time.delay,
            median_hours: hours(time.now, |spread| spread.median),
            ninth_hours: hours(time.now, |spread| spread.ninth),
            before_median_hours: hours(time.before, |spread| spread.median),
        }
    }
}

impl From<&Month> for StatsMonth {
    fn from(month: &Month) -> Self {
        Self {
            days: month.days.into(),
            preceding: month.is_before,
            dossiers: told(month.retained),
            rejected: told(month.rejected),
        }
    }
}
