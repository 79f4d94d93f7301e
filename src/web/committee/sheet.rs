//! The figures as one long table, which spreadsheets can turn as they like.

use super::words::{Words, delay, group, period};
use crate::documents::sheet::{Cell, Column, ColumnKind, Sheet};
use crate::domain::committee::{Board, Group, Known, Month, Spread, Table, Time};
use crate::domain::figures::Shown;

/// What stands for a number that is not told.
pub(super) const KEPT: &str = "gardé";

const HOURS: &str = "heures";
const DOSSIERS: &str = "dossiers";

/// Every figure of a board, one a line.
#[must_use]
pub fn sheet(board: &Board, words: Words<'_>) -> Sheet {
    let column = |title: String, kind| Column { title, kind };
    let mut rows = tables(board, words);
    rows.extend(schools(board));
    rows.extend(times(board));
    rows.extend(months(board));
    Sheet {
        title: format!("Chiffres {}", period(board.period)),
        columns: vec![
            column("Tableau".to_owned(), ColumnKind::Text),
            column("Ligne".to_owned(), ColumnKind::Text),
            column("Unité".to_owned(), ColumnKind::Text),
            column(period(board.period), ColumnKind::Number),
            column(period(board.preceding), ColumnKind::Number),
        ],
        rows,
    }
}

fn row(table: &str, line: String, unit: &str, now: Cell, before: Cell) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![text(table), Cell::Text(line), text(unit), now, before]
}

fn tables(board: &Board, words: Words<'_>) -> Vec<Vec<Cell>> {
    let of_table = |table: &Table| {
        let unit = match table.group {
            Group::Duty(_) => "obligations",
            _ => DOSSIERS,
        };
        let title = group(table.group);
        let whole = row(
            title,
            "Total".to_owned(),
            unit,
            count(table.now),
            count(table.before),
        );
        // What has one part only is its total.
        let is_single = matches!(table.group, Group::Retained | Group::Rejected);
        let lines = table.lines.iter().filter(|_| !is_single).map(|line| {
            row(
                title,
                words.part(&line.part),
                unit,
                count(line.now),
                count(line.before),
            )
        });
        std::iter::once(whole).chain(lines).collect::<Vec<_>>()
    };
    board.tables.iter().flat_map(of_table).collect()
}

fn schools(board: &Board) -> Vec<Vec<Cell>> {
    let title = "Établissements";
    let total = board.schools_touched.map(figure);
    let different = row(
        title,
        "Établissements différents".to_owned(),
        "établissements",
        total.unwrap_or(Cell::Text(KEPT.to_owned())),
        Cell::Empty,
    );
    let named = board
        .schools
        .iter()
        .flat_map(|schools| &schools.top)
        .map(|school| {
            let name = format!("{} ({})", school.name, school.uai);
            row(title, name, DOSSIERS, figure(school.count), Cell::Empty)
        });
    std::iter::once(different).chain(named).collect()
}

fn times(board: &Board) -> Vec<Vec<Cell>> {
    let of_time = |time: &Time| {
        let title = delay(time.delay);
        let line = |words: &str, of: fn(Spread) -> Option<i64>| {
            row(
                title,
                words.to_owned(),
                HOURS,
                length(time.now, of),
                length(time.before, of),
            )
        };
        [
            line("Médiane", |spread| spread.median),
            line("Neuf sur dix en", |spread| spread.ninth),
        ]
    };
    board.times.iter().flat_map(of_time).collect()
}

fn months(board: &Board) -> Vec<Vec<Cell>> {
    let of_month = |month: &Month| {
        let name = period(month.days);
        let line = |title: &str, shown| {
            let (now, before) = if month.is_before {
                (Cell::Empty, count(shown))
            } else {
                (count(shown), Cell::Empty)
            };
            row(title, name.clone(), DOSSIERS, now, before)
        };
        [
            line("Dossiers, mois par mois", month.retained),
            line("Dossiers rejetés, mois par mois", month.rejected),
        ]
    };
    board.months.iter().flat_map(of_month).collect()
}

fn count(shown: Shown) -> Cell {
    match shown {
        Shown::Exact(count) => figure(count),
        Shown::Kept => Cell::Text(KEPT.to_owned()),
    }
}

fn figure(count: usize) -> Cell {
    Cell::Number(u32::try_from(count).map_or(f64::MAX, f64::from))
}

fn length(known: Known, of: fn(Spread) -> Option<i64>) -> Cell {
    match known {
        Known::Kept => Cell::Text(KEPT.to_owned()),
        Known::Told(spread) => match of(spread) {
            Some(tenths) => Cell::Number(f64::from(i32::try_from(tenths).unwrap_or(i32::MAX)) / 10.0),
            None if spread.known > 0 => Cell::Text(KEPT.to_owned()),
            None => Cell::Empty,
        },
    }
}
