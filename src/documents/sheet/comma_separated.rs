//! CSV that French spreadsheets open as it is, and that cannot make them compute.

use chrono::SecondsFormat;
use chrono_tz::Europe::Paris;
use csv::{Terminator, WriterBuilder};

use super::super::legible::without_controls;
use super::{Cell, Sheet, SheetNotWritten};

/// What tells a spreadsheet that the file is UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();
/// What makes a spreadsheet read a cell as a formula, in both widths.
const FORMULA_SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

pub(super) fn write(sheet: &Sheet) -> Result<Vec<u8>, SheetNotWritten> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .from_writer(MARK.to_vec());
    writer.write_record(sheet.columns.iter().map(|column| harmless(&column.title)))?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(text))?;
    }
    writer
        .into_inner()
        .map_err(|failed| csv::Error::from(failed.into_error()).into())
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(text),
        Cell::Number(number) => number.to_string().replace('.', ","),
        Cell::Instant(at) => at
            .with_timezone(&Paris)
            .to_rfc3339_opts(SecondsFormat::Secs, false),
    }
}

/// Text that no spreadsheet takes for a formula: an apostrophe before what could be one.
fn harmless(text: &str) -> String {
    let is_formula = text.starts_with(['\t', '\r']) || text.trim_start().starts_with(FORMULA_SIGNS);
    let apostrophe = if is_formula { "'" } else { "" };
    format!("{apostrophe}{}", without_controls(text))
}
