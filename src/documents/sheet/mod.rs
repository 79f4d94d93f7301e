//! A table to be sorted and counted elsewhere: CSV for other programs, ODS for people.
//!
//! CSV keeps instants exact (RFC 3339, with the offset of Paris); ODS shows them as real dates on the clocks of
//! Paris, which spreadsheets can compute with. Deliberately absent: formulas. No cell is ever read as one.

mod comma_separated;
mod open_document;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use thiserror::Error;

/// A table with its heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// What it is called.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as wide as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// What its cells hold.
    pub kind: ColumnKind,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words.
    Text,
    /// Numbers.
    Number,
    /// Instants.
    Instant,
}

/// What stands in one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words; never a formula, whatever they begin with.
    Text(String),
    /// A number.
    Number(f64),
    /// An instant.
    Instant(DateTime<Utc>),
}

/// Why a table could not be written: our fault.
#[derive(Debug, Error)]
pub enum SheetNotWritten {
    /// A row has more or fewer cells than there are columns; nothing is dropped in silence.
    #[error("row {row} has {cells} cells for {columns} columns")]
    UnevenRow {
        /// Which one, from 1.
        row: usize,
        /// How many it has.
        cells: usize,
        /// How many it should have.
        columns: usize,
    },
    /// More rows or columns than a spreadsheet can number.
    #[error("the table is too large")]
    TooLarge,
    /// The CSV could not be written.
    #[error("the CSV could not be written")]
    Csv(#[from] csv::Error),
    /// The ODS could not be written.
    #[error("the ODS could not be written")]
    Ods(#[source] Box<spreadsheet_ods::OdsError>),
}

impl Sheet {
    /// The table as CSV for French spreadsheets: semicolons, UTF-8 with its mark, CRLF.
    ///
    /// # Errors
    ///
    /// When a row does not fit the columns.
    pub fn csv(&self) -> Result<Vec<u8>, SheetNotWritten> {
        self.check()?;
        comma_separated::write(self)
    }

    /// The table as an `OpenDocument` spreadsheet; `written_at` is its date.
    ///
    /// # Errors
    ///
    /// When a row does not fit the columns, or there are too many of them.
    pub fn ods(&self, written_at: DateTime<Utc>) -> Result<Vec<u8>, SheetNotWritten> {
        self.check()?;
        open_document::write(self, written_at)
    }

    fn check(&self) -> Result<(), SheetNotWritten> {
        let columns = self.columns.len();
        let uneven = (1..).zip(&self.rows).find(|(_, cells)| cells.len() != columns);
        uneven.map_or(Ok(()), |(row, cells)| {
            Err(SheetNotWritten::UnevenRow {
                row,
                cells: cells.len(),
                columns,
            })
        })
    }
}
