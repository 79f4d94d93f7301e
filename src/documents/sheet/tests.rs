//! Both forms are read back by readers that are not ours.

use std::io::Cursor;

use calamine::{Data, Ods, Reader};
use chrono::TimeZone;

use super::*;

fn column(title: &str, kind: ColumnKind) -> Column {
    Column {
        title: title.to_owned(),
        kind,
    }
}

/// The hour that the clocks of Paris show for the first time.
fn twice() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 10, 25, 0, 30, 0).unwrap()
}

fn written_at() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 2, 9, 0, 0).unwrap()
}

fn table(texts: &[&str]) -> Sheet {
    let row = |text: &&str| {
        vec![
            Cell::Text((*text).to_owned()),
            Cell::Number(-2.25),
            Cell::Instant(twice()),
            Cell::Empty,
        ]
    };
    Sheet {
        title: "Registre des violations : 2026/2027 [tout]".to_owned(),
        columns: vec![
            column("Référence", ColumnKind::Text),
            column("Gravité", ColumnKind::Number),
            column("Prise de connaissance", ColumnKind::Instant),
            column("Suites", ColumnKind::Text),
        ],
        rows: texts.iter().map(row).collect(),
    }
}

fn records(csv: &[u8]) -> Vec<Vec<String>> {
    let csv = csv
        .strip_prefix("\u{feff}".as_bytes())
        .expect("it begins with the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(csv);
    reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn csv_is_read_back_as_it_was() {
    let text = "L’élève ; «\u{a0}ouvert\u{a0}»\nsur \"deux\" lignes";
    let records = records(&table(&[text]).csv().unwrap());
    assert_eq!(
        records[0],
        ["Référence", "Gravité", "Prise de connaissance", "Suites"]
    );
    assert_eq!(records[1], [text, "-2,25", "2026-10-25T02:30:00+02:00", ""]);
}

#[test]
fn csv_lines_end_as_spreadsheets_expect() {
    let csv = table(&["a"]).csv().unwrap();
    assert_eq!(csv.windows(2).filter(|pair| pair == b"\r\n").count(), 2);
}

#[test]
fn no_text_of_a_csv_is_a_formula() {
    let texts = [
        "=1+1", "+33 2 99", "-5", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n-1",
    ];
    for record in records(&table(&texts).csv().unwrap()).iter().skip(1) {
        assert!(record[0].starts_with('\''), "{record:?}");
    }
    let kept = records(&table(&["a=1", "’", "1-2"]).csv().unwrap());
    assert_eq!(kept[1][0], "a=1");
    assert_eq!(kept[2][0], "’");
    assert_eq!(kept[3][0], "1-2");
}

#[test]
fn a_heading_is_no_formula_either() {
    let mut sheet = table(&[]);
    sheet.columns[0].title = "=cmd()".to_owned();
    assert_eq!(records(&sheet.csv().unwrap())[0][0], "'=cmd()");
}

fn cells(ods: Vec<u8>) -> (String, Vec<Vec<Data>>) {
    let mut book: Ods<_> = Ods::new(Cursor::new(ods)).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    (name, range.rows().map(<[Data]>::to_vec).collect())
}

#[test]
fn ods_is_read_back_with_real_numbers_and_dates() {
    let (name, cells) = cells(
        table(&["VIO-2026-0001", "=1+1 <b>&amp;</b>\nfin\u{0}"])
            .ods(written_at())
            .unwrap(),
    );
    assert_eq!(name, "Registre des violations  202620");
    assert_eq!(
        cells[0][2],
        Data::String("Prise de connaissance (heure de Paris)".to_owned())
    );
    assert_eq!(cells[1][0], Data::String("VIO-2026-0001".to_owned()));
    assert_eq!(cells[1][1], Data::Float(-2.25));
    assert_eq!(cells[1][2], Data::DateTimeIso("2026-10-25T02:30:00".to_owned()));
    assert_eq!(cells[2][0], Data::String("=1+1 <b>&amp;</b>\nfin".to_owned()));
}

#[test]
fn an_ods_without_rows_keeps_its_heading() {
    let (_, cells) = cells(
        Sheet {
            title: String::new(),
            ..table(&[])
        }
        .ods(written_at())
        .unwrap(),
    );
    assert_eq!(cells.len(), 1);
}

#[test]
fn an_uneven_row_is_refused_and_named() {
    let mut sheet = table(&["a", "b"]);
    sheet.rows[1].pop();
    for refused in [sheet.csv().unwrap_err(), sheet.ods(written_at()).unwrap_err()] {
        assert_eq!(refused.to_string(), "row 2 has 3 cells for 4 columns");
    }
}
