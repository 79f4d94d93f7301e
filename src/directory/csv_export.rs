//! The CSV form: a heading line, then one record for each school.
//!
//! Records are cut here, and their fields read by the `csv` crate: one unclosed quote must cost its own line,
//! not all that follow it. Deliberately absent: guessing where the fields of a broken line should be.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};

use super::columns::{Column, indispensable};
use super::gathering::Gathering;
use super::{NotADirectory, Reading};
use crate::domain::uai::Uai;

const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

pub(super) fn read(bytes: &[u8]) -> Result<Reading, NotADirectory> {
    let mut lines = Cursor { line: 1, rest: bytes };
    let (_, heading) = lines.next(line_length).ok_or(NotADirectory::Empty)?;
    let layout = Layout::of(std::str::from_utf8(heading).map_err(|_| NotADirectory::NotText)?)?;
    let mut gathering = Gathering::default();
    while let Some((line, record)) = lines.next(|rest| layout.record_length(rest)) {
        layout.take(line, record, &mut gathering);
    }
    Ok(gathering.finish())
}

/// What remains to be read, and the number of its first line.
struct Cursor<'a> {
    line: u64,
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// The next piece that is not blank, cut where `length` says, with the number of its line.
    fn next(&mut self, length: impl Fn(&[u8]) -> usize) -> Option<(u64, &'a [u8])> {
        while !self.rest.is_empty() {
            let line = self.line;
            let (piece, rest) = self.rest.split_at(length(self.rest));
            self.rest = rest;
            self.line += u64::try_from(count(piece, b'\n')).unwrap_or_default();
            if !is_blank(piece) {
                return Some((line, piece));
            }
        }
        None
    }
}

/// How the fields of this file are set out.
struct Layout {
    delimiter: u8,
    width: usize,
    places: HashMap<Column, usize>,
}

impl Layout {
    fn of(heading: &str) -> Result<Self, NotADirectory> {
        if heading.contains('\0') {
            return Err(NotADirectory::NotText);
        }
        let readings = DELIMITERS.map(|delimiter| (delimiter, fields(heading, delimiter)));
        let widest = readings
            .into_iter()
            .rev()
            .max_by_key(|(_, headings)| headings.len());
        let (delimiter, headings) = widest.ok_or(NotADirectory::Empty)?;
        let mut places = HashMap::new();
        for (place, heading) in headings.iter().enumerate() {
            if let Some(column) = Column::of_heading(heading) {
                places.entry(column).or_insert(place);
            }
        }
        indispensable(|column| places.contains_key(&column))?;
        Ok(Self {
            delimiter,
            width: headings.len(),
            places,
        })
    }

    /// The length of the first record: its line, and those that a quoted field ties to it. When the quote is
    /// not closed before the next school begins, or at all, the first line stands alone.
    fn record_length(&self, rest: &[u8]) -> usize {
        let (mut length, mut quotes) = (0, 0);
        for line in rest.split_inclusive(|byte| *byte == b'\n') {
            if length > 0 && self.begins_school(line) {
                break;
            }
            length += line.len();
            quotes += count(line, b'"');
            if quotes % 2 == 0 {
                return length;
            }
        }
        line_length(rest)
    }

    fn begins_school(&self, line: &[u8]) -> bool {
        let cell = |place: &usize| line.split(|byte| *byte == self.delimiter).nth(*place);
        let uai = self.places.get(&Column::Uai).and_then(cell);
        let text = uai
            .and_then(|cell| std::str::from_utf8(cell).ok())
            .unwrap_or_default();
        Uai::parse(text.trim_matches(['"', '\r', '\n', ' '])).is_ok()
            && line.split(|byte| *byte == self.delimiter).count() >= self.width
    }

    fn take(&self, line: u64, record: &[u8], gathering: &mut Gathering) {
        let Ok(text) = std::str::from_utf8(record) else {
            return gathering.reject(
                line,
                "",
                "La ligne contient des caractères illisibles\u{a0}: elle n’est pas en UTF-8.",
            );
        };
        let fields = fields(text, self.delimiter);
        let cell = |column| self.places.get(&column).and_then(|place| fields.get(*place));
        if fields.len() == self.width {
            gathering.take(line, cell);
        } else {
            gathering.reject(
                line,
                cell(Column::Uai).unwrap_or_default(),
                self.misfit(record, fields.len()),
            );
        }
    }

    fn misfit(&self, record: &[u8], found: usize) -> String {
        if count(record, b'"') % 2 == 1 {
            return "Un guillemet ouvert sur cette ligne n’est pas refermé.".to_owned();
        }
        let plural = if found > 1 { "s" } else { "" };
        format!(
            "La ligne compte {found}\u{a0}champ{plural} au lieu de {}.",
            self.width
        )
    }
}

/// The fields of one record; none when it is empty.
fn fields(record: &str, delimiter: u8) -> StringRecord {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(1024)
        .from_reader(record.as_bytes());
    let mut fields = StringRecord::new();
    match reader.read_record(&mut fields) {
        Ok(_) => fields,
        Err(_) => StringRecord::new(),
    }
}

fn line_length(rest: &[u8]) -> usize {
    rest.split_inclusive(|byte| *byte == b'\n')
        .next()
        .map_or(0, <[u8]>::len)
}

fn count(bytes: &[u8], sought: u8) -> usize {
    bytes.split(|byte| *byte == sought).count().saturating_sub(1)
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}
