//! The register of breaches (GDPR art. 33(5)): every breach, notified or not, drills left out. One table of columns
//! makes the spreadsheet, the paper and the JSON.

mod columns;
mod told;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use self::columns::COLUMNS;
use super::super::Instance;
use super::super::letters::plain_name;
use super::Case;
use crate::documents::register::RegisterDocument;
use crate::documents::sheet::{Cell, Column, Sheet};
use crate::domain::breach::Status;
use crate::domain::instants::{in_full, rfc3339};
use crate::domain::people::{Account, Party};
use crate::store::breaches::{self, Assessed, Filter};
use crate::store::notifications::{self, Notification};
use crate::store::obligations::{self, Obligation};
use crate::store::{Db, StoreError};

const TITLE: &str = "Registre des violations de données à caractère personnel";
/// Breaches read from the store at a time.
const CHUNK: i64 = 200;

/// What the register tells of one breach.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The breach and its dossier.
    pub case: Case<'a>,
    /// The duties of the dossier.
    pub duties: Vec<Obligation>,
    /// Its notifications, in order.
    pub chain: Vec<Notification>,
    /// The last assessment of its severity.
    pub assessed: Option<Assessed>,
}

/// A view of the register: its lines, the latest opened first.
#[derive(Clone, Debug, PartialEq)]
pub struct Register {
    /// What it was narrowed to, French.
    pub filter: String,
    /// Whose register it is, French.
    pub party: String,
    lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq)]
struct Line {
    incident: String,
    status: Status,
    cells: Vec<Cell>,
}

/// The register of the breaches that an account sees, narrowed by a filter; drills are never in it.
///
/// # Errors
/// The store's own failures.
pub fn register(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    filter: &Filter,
) -> Result<Register, StoreError> {
    let filter = Filter {
        with_exercises: false,
        ..filter.clone()
    };
    let (sight, mut lines, mut cursor) = (by.sight(), Vec::new(), None::<String>);
    loop {
        let slice = breaches::list(db, &sight, &filter, cursor.as_deref(), CHUNK)?;
        for listed in &slice {
            let case = Case::of_incident(db, instance, &listed.breach.incident_id)?;
            if let Some(case) = case {
                lines.push(line(&facts(db, case)?));
            }
        }
        match slice.last() {
            Some(last) => cursor = Some(last.breach.id.clone()),
            None => break,
        }
    }
    Ok(Register {
        filter: narrowed(&filter),
        party: filter
            .controller
            .map_or("Tous les responsables de traitement", named)
            .to_owned(),
        lines,
    })
}

fn facts<'a>(db: &mut Db, case: Case<'a>) -> Result<Facts<'a>, StoreError> {
    Ok(Facts {
        duties: obligations::of_incident(db, &case.incident.id)?,
        chain: notifications::of_breach(db, &case.breach.id)?,
        assessed: breaches::assessments(db, &case.breach.id)?.pop(),
        case,
    })
}

fn line(facts: &Facts<'_>) -> Line {
    Line {
        incident: facts.case.incident.reference.clone(),
        status: facts.case.breach.status,
        cells: COLUMNS.iter().map(|column| (column.cell)(facts)).collect(),
    }
}

impl Register {
    /// How many breaches it tells of.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it tells of none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// As a table to be sorted and counted.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let columns = COLUMNS.iter().map(|column| Column {
            title: column.title.to_owned(),
            kind: column.kind,
        });
        Sheet {
            title: TITLE.to_owned(),
            columns: columns.collect(),
            rows: self.lines.iter().map(|line| line.cells.clone()).collect(),
        }
    }

    /// On paper, drawn up at `now` (UTC).
    #[must_use]
    pub fn document(&self, now: DateTime<Utc>) -> RegisterDocument {
        let lines = self.lines.iter();
        RegisterDocument {
            title: TITLE.to_owned(),
            filter: self.filter.clone(),
            generated: in_full(now),
            party: self.party.clone(),
            columns: COLUMNS.iter().map(|column| column.title.to_owned()).collect(),
            rows: lines
                .map(|line| line.cells.iter().map(on_paper).collect())
                .collect(),
        }
    }

    /// As items whose members are the columns.
    #[must_use]
    pub fn json(&self) -> Vec<Value> {
        self.lines.iter().map(Line::json).collect()
    }
}

impl Line {
    fn json(&self) -> Value {
        let columns = COLUMNS.iter().zip(&self.cells);
        let mut members: Map<String, Value> = columns
            .map(|(column, cell)| (column.name.to_owned(), in_json(cell)))
            .collect();
        members.insert("incident".to_owned(), json!(self.incident));
        members.insert("status".to_owned(), json!(self.status));
        Value::Object(members)
    }
}

fn in_json(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Number(number) => json!(number),
        Cell::Instant(at) => json!(rfc3339(*at)),
    }
}

fn on_paper(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Instant(at) => in_full(*at),
    }
}

/// The names of the columns in JSON.
pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    COLUMNS.iter().map(|column| (column.name, column.title))
}

fn named(party: Party) -> &'static str {
    plain_name(party)
}

/// What a filter narrows the register to, as a phrase.
fn narrowed(filter: &Filter) -> String {
    let parts = [
        filter
            .status
            .map(|status| format!("statut\u{a0}: {}", told::status(status))),
        filter.risk.map(|risk| format!("risque\u{a0}: {}", risk.label())),
        filter
            .controller
            .map(|party| format!("responsable de traitement\u{a0}: {}", named(party))),
        filter
            .handler
            .map(|party| format!("incident traité par {}", named(party))),
        filter
            .establishment
            .as_ref()
            .map(|uai| format!("établissement {uai}")),
        filter
            .from
            .map(|from| format!("ouvertes depuis le {}", in_full(from))),
        filter.to.map(|to| format!("ouvertes avant le {}", in_full(to))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        "tout ce que voit ce compte".to_owned()
    } else {
        parts.join("\u{a0}; ")
    }
}
