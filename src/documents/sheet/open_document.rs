//! An `OpenDocument` spreadsheet in French: a heading that stays in sight, numbers and dates one can compute with,
//! long texts on several lines.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Europe::Paris;
use spreadsheet_ods::color::Rgb;
use spreadsheet_ods::format::FormatNumberStyle;
use spreadsheet_ods::style::units::{CellAlignVertical, TextAlign, WrapOption};
use spreadsheet_ods::style::{CellStyleRef, StyleOrigin, StyleUse};
use spreadsheet_ods::{
    CellStyle, Length, Value, ValueFormatDateTime, ValueFormatNumber, ValueFormatRef, ValueFormatText,
    WorkBook,
};

use super::super::legible::{on_one_line, without_controls};
use super::{Cell, Column, ColumnKind, Sheet, SheetNotWritten};

const LANGUAGE: &str = "fr-FR";
const HEADING_INK: Rgb<u8> = Rgb::new(0xff, 0xff, 0xff);
const HEADING_GROUND: Rgb<u8> = Rgb::new(0x1d, 0x4b, 0x5e);
/// Texts longer than this get the wide column.
const LONG: usize = 40;
/// The longest name of a sheet that every spreadsheet takes.
const LONGEST_NAME: usize = 31;

/// The styles of one workbook.
struct Styles {
    heading: CellStyleRef,
    text: CellStyleRef,
    number: CellStyleRef,
    instant: CellStyleRef,
}

pub(super) fn write(sheet: &Sheet, written_at: DateTime<Utc>) -> Result<Vec<u8>, SheetNotWritten> {
    let mut book = WorkBook::new_empty();
    describe(&mut book, sheet, written_at);
    let styles = styles(&mut book);
    let page = page(sheet, &styles)?;
    book.push_sheet(page);
    spreadsheet_ods::write_ods_buf(&mut book, Vec::new())
        .map_err(|fault| SheetNotWritten::Ods(Box::new(fault)))
}

fn describe(book: &mut WorkBook, sheet: &Sheet, written_at: DateTime<Utc>) {
    let about = book.metadata_mut();
    about.title = on_one_line(&sheet.title);
    LANGUAGE.clone_into(&mut about.language);
    about.creation_date = Some(written_at.naive_utc());
    about.date = Some(written_at.naive_utc());
}

fn styles(book: &mut WorkBook) -> Styles {
    book.add_cellstyle(default_style());
    let text = book.add_text_format(text_format());
    let number = book.add_number_format(number_format());
    let instant = book.add_datetime_format(instant_format());
    Styles {
        heading: book.add_cellstyle(heading_style(&text)),
        text: book.add_cellstyle(body_style("texte", &text)),
        number: book.add_cellstyle(body_style("nombre", &number)),
        instant: book.add_cellstyle(body_style("instant", &instant)),
    }
}

/// What every cell inherits: the language, for spelling and hyphens.
fn default_style() -> CellStyle {
    let mut style = CellStyle::new_empty();
    style.set_origin(StyleOrigin::Styles);
    style.set_styleuse(StyleUse::Default);
    if let Ok(language) = LANGUAGE.parse() {
        style.set_locale(language);
    }
    style
}

fn heading_style(format: &ValueFormatRef) -> CellStyle {
    let mut style = body_style("titre", format);
    style.set_font_bold();
    style.set_color(HEADING_INK);
    style.set_background_color(HEADING_GROUND);
    style
}

fn body_style(name: &str, format: &ValueFormatRef) -> CellStyle {
    let mut style = CellStyle::new(name, format);
    style.set_wrap_option(WrapOption::Wrap);
    style.set_vertical_align(CellAlignVertical::Top);
    style.set_text_align(TextAlign::Start);
    style
}

fn text_format() -> ValueFormatText {
    let mut format = ValueFormatText::new_named("mots");
    format.part_text_content().build();
    format
}

fn number_format() -> ValueFormatNumber {
    let mut format = ValueFormatNumber::new_named("chiffres");
    format.part_number().min_integer_digits(1).build();
    format
}

/// `29/03/2026 03:10`.
fn instant_format() -> ValueFormatDateTime {
    let mut format = ValueFormatDateTime::new_named("instants");
    format.part_day().style(FormatNumberStyle::Long).build();
    format.part_text("/").build();
    format.part_month().style(FormatNumberStyle::Long).build();
    format.part_text("/").build();
    format.part_year().style(FormatNumberStyle::Long).build();
    format.part_text(" ").build();
    format.part_hours().style(FormatNumberStyle::Long).build();
    format.part_text(":").build();
    format.part_minutes().style(FormatNumberStyle::Long).build();
    format
}

fn page(sheet: &Sheet, styles: &Styles) -> Result<spreadsheet_ods::Sheet, SheetNotWritten> {
    let mut page = spreadsheet_ods::Sheet::new(name(&sheet.title));
    for (at, column) in sheet.columns.iter().enumerate() {
        let place = numbered(at)?;
        page.set_col_width(place, width(sheet, at, column.kind));
        page.set_styled_value(0, place, heading(column), &styles.heading);
    }
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (at, cell) in cells.iter().enumerate() {
            put(&mut page, (numbered(row)?, numbered(at)?), cell, styles);
        }
    }
    page.set_header_rows(0, 0);
    page.split_row_header(0);
    Ok(page)
}

fn put(page: &mut spreadsheet_ods::Sheet, (row, column): (u32, u32), cell: &Cell, styles: &Styles) {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => page.set_styled_value(row, column, without_controls(text), &styles.text),
        Cell::Number(number) => page.set_styled_value(row, column, *number, &styles.number),
        Cell::Instant(at) => page.set_styled_value(
            row,
            column,
            Value::DateTime(on_paris_clocks(*at)),
            &styles.instant,
        ),
    }
}

/// A date of a spreadsheet has no zone: its heading names it.
fn heading(column: &Column) -> String {
    let title = on_one_line(&column.title);
    match column.kind {
        ColumnKind::Instant => format!("{title} (heure de Paris)"),
        ColumnKind::Text | ColumnKind::Number => title,
    }
}

fn on_paris_clocks(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Paris).naive_local()
}

fn width(sheet: &Sheet, at: usize, kind: ColumnKind) -> Length {
    let is_long =
        |row: &Vec<Cell>| matches!(row.get(at), Some(Cell::Text(text)) if text.chars().count() > LONG);
    match kind {
        ColumnKind::Number => Length::Mm(28.0),
        ColumnKind::Instant => Length::Mm(38.0),
        ColumnKind::Text if sheet.rows.iter().any(is_long) => Length::Mm(95.0),
        ColumnKind::Text => Length::Mm(48.0),
    }
}

/// The title, as far as the name of a sheet may say it.
fn name(title: &str) -> String {
    let allowed = |sign: &char| !matches!(sign, '[' | ']' | '*' | '?' | ':' | '/' | '\\' | '\'');
    let name: String = on_one_line(title)
        .chars()
        .filter(allowed)
        .take(LONGEST_NAME)
        .collect();
    match name.trim() {
        "" => "Feuille".to_owned(),
        name => name.to_owned(),
    }
}

fn numbered(at: usize) -> Result<u32, SheetNotWritten> {
    u32::try_from(at).map_err(|_| SheetNotWritten::TooLarge)
}
