//! The register of breaches (GDPR art. 33(5)), drawn up from what the store holds: one line for each breach, once for
//! every form in which it is read or taken out.
//!
//! Pure but for [`gather`], which asks the store whole pages at a time. Deliberately absent: who may see or take out
//! what, and how a document is laid out.

mod cells;
mod closing;
mod columns;
mod facts;
mod standing;
mod taking_out;
#[cfg(test)]
mod tests;

pub use columns::{COLUMNS, Heading};
pub use standing::{Side, standing};
pub use taking_out::{Format, take_out};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use crate::documents::register::RegisterDocument;
use crate::documents::sheet::{Cell, Column, Sheet};
use crate::domain::breach::Awareness;
use crate::domain::instants::{in_full, rfc3339};
use crate::store::breaches::{self, Assessed, Listed};
use crate::store::notifications::{self, Made};
use crate::store::obligations::{self, Obligation};
use crate::store::{Db, StoreError, accounts, attachments};

/// What the register is called.
pub const TITLE: &str = "Registre des violations de données à caractère personnel";

/// A breach with all that its line tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The breach and its dossier.
    pub listed: Listed,
    /// The facts of awareness that count.
    pub awareness: Vec<Awareness>,
    /// The duties of its dossier.
    pub duties: Vec<Obligation>,
    /// What was notified, in order.
    pub made: Vec<Made>,
    /// The last assessment of its severity.
    pub assessed: Option<Assessed>,
    /// The names of those who decided, and of the pieces that prove a filing, by identifier.
    pub names: Arc<BTreeMap<String, String>>,
}

impl Entry {
    /// A person or a piece by name.
    fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.names.get(id).map_or(id, String::as_str)
    }
}

/// A view of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// What it was narrowed to, as a French sentence.
    pub filter: String,
    /// Whose register this is, as text.
    pub party: String,
    /// When it is drawn up (UTC).
    pub at: DateTime<Utc>,
}

/// Adds to each breach of a list what its line tells; a fixed number of questions whatever the number of breaches.
///
/// # Errors
/// The store's own failures.
pub fn gather(db: &mut Db, listed: Vec<Listed>) -> Result<Vec<Entry>, StoreError> {
    let breaches: Vec<&str> = listed.iter().map(|it| it.breach.id.as_str()).collect();
    let dossiers: Vec<&str> = listed.iter().map(|it| it.breach.incident_id.as_str()).collect();
    let mut duties = obligations::of_incidents(db, &dossiers)?;
    let mut awareness = breaches::awareness_of(db, &breaches)?;
    let mut made = notifications::made(db, &breaches)?;
    let mut assessed = breaches::last_assessments(db, &breaches)?;
    let names = Arc::new(names(db, &listed, &made)?);
    let entry = |listed: Listed| Entry {
        awareness: awareness.remove(&listed.breach.id).unwrap_or_default(),
        duties: duties.remove(&listed.breach.incident_id).unwrap_or_default(),
        made: made.remove(&listed.breach.id).unwrap_or_default(),
        assessed: assessed.remove(&listed.breach.id),
        names: Arc::clone(&names),
        listed,
    };
    Ok(listed.into_iter().map(entry).collect())
}

/// The names that the lines tell: who decided, and what proves a filing.
fn names(
    db: &mut Db,
    listed: &[Listed],
    made: &BTreeMap<String, Vec<Made>>,
) -> Result<BTreeMap<String, String>, StoreError> {
    let breaches = listed.iter().map(|it| &it.breach);
    let deciders = breaches.flat_map(|breach| {
        let settled = breach.settled.as_ref().map(|settled| settled.by.as_str());
        let judged = breach.verdict.as_ref().map(|verdict| verdict.by.as_str());
        settled.into_iter().chain(judged)
    });
    let deciders: BTreeSet<&str> = deciders.collect();
    let proofs = made.values().flatten().filter_map(|it| it.proof_id.as_deref());
    let mut names = accounts::names(db, &deciders.into_iter().collect::<Vec<_>>())?;
    names.extend(attachments::names(db, &proofs.collect::<Vec<_>>())?);
    Ok(names)
}

/// The register as a table and as a document, in the columns of [`COLUMNS`].
#[must_use]
pub fn rows(entries: &[Entry], view: &View) -> (Sheet, RegisterDocument) {
    let lines: Vec<Vec<Cell>> = entries.iter().map(|entry| cells::line(entry, view.at)).collect();
    let document = RegisterDocument {
        title: TITLE.to_owned(),
        filter: view.filter.clone(),
        generated: in_full(view.at),
        party: view.party.clone(),
        columns: COLUMNS.iter().map(|heading| heading.label.to_owned()).collect(),
        rows: lines
            .iter()
            .map(|line| line.iter().map(in_words).collect())
            .collect(),
    };
    let sheet = Sheet {
        title: TITLE.to_owned(),
        columns: COLUMNS.iter().map(Column::from).collect(),
        rows: lines,
    };
    (sheet, document)
}

/// The register for programs: each line under the identifiers of [`COLUMNS`], instants exact, nothing as `null`.
#[must_use]
pub fn json(entries: &[Entry], view: &View) -> Value {
    let line = |entry: &Entry| -> Value {
        let cells = cells::line(entry, view.at);
        let named = COLUMNS.iter().zip(&cells);
        let fields = named.map(|(heading, cell)| (heading.id.to_owned(), exact(cell)));
        Value::Object(fields.collect::<Map<_, _>>())
    };
    json!({
        "title": TITLE, "party": view.party, "filter": view.filter, "generated_at": rfc3339(view.at),
        "items": entries.iter().map(line).collect::<Vec<_>>(),
    })
}

fn in_words(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "–".to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Instant(at) => in_full(*at),
    }
}

fn exact(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Number(number) => json!(number),
        Cell::Instant(at) => json!(rfc3339(*at)),
    }
}
