//! The line of time of a dossier in words, for its page and for programs: entries, files, duties, letters and acts.

mod words;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use self::words::Said;
use super::wording;
use crate::domain::entries::{EntryKind, Numbered, corrected_by};
use crate::domain::obligations::Kind;
use crate::domain::people::{Account, Right};
use crate::domain::timeline::{Direction, Happening, Place, Source};
use crate::store::entries::{self, Entry};
use crate::store::incidents::Incident;
use crate::store::timeline::{self, Asked, What};
use crate::store::{Db, StoreError, accounts, obligations};

/// Something that happened, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Recorded where.
    pub source: Source,
    /// What happened.
    pub title: String,
    /// Who did it, or empty.
    pub actor: String,
    /// What must be known beside, one sentence each.
    pub notes: Vec<String>,
    /// The entry, if it is one.
    pub entry: Option<EntryLine>,
    /// The file, if it is one: its identifier.
    pub file: Option<String>,
}

/// An entry with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryLine {
    /// Its number in the dossier.
    pub number: i64,
    /// What it is.
    pub kind: EntryKind,
    /// Its words.
    pub text: String,
    /// When the fact happened (UTC); facts only.
    pub at: Option<DateTime<Utc>>,
    /// Who wrote it.
    pub by: String,
    /// When it was written (UTC).
    pub written_at: DateTime<Utc>,
    /// Number of the entry that it corrects.
    pub corrects: Option<i64>,
    /// Number of the entry that corrects it, and when that was written (UTC).
    pub corrected: Option<(i64, DateTime<Utc>)>,
}

/// A slice of the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// What happened, in order.
    pub lines: Vec<Line>,
    /// Where it ended, when there is more.
    pub next: Option<Place>,
}

/// What a page or a program asks for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// From which end.
    pub direction: Direction,
    /// Where the slice before ended.
    pub last: Option<Place>,
    /// Most lines.
    pub limit: usize,
}

/// A slice of the line of time of a dossier, as an account may see it at `now` (UTC): who read what is for those who read
/// the journal.
///
/// # Errors
/// The store's own failures.
pub fn load(
    db: &mut Db,
    incident: &Incident,
    by: &Account,
    wanted: &Wanted,
    now: DateTime<Utc>,
) -> Result<Slice, StoreError> {
    let asked = Asked {
        direction: wanted.direction,
        last: wanted.last.as_ref(),
        limit: wanted.limit.saturating_add(1),
        with_reads: by.may(Right::ReadJournal),
        now,
    };
    let mut happened = timeline::of_incident(db, incident, &asked)?;
    let more = happened.len() > wanted.limit;
    happened.truncate(wanted.limit);
    let next = happened.last().filter(|_| more).map(|it| it.place.clone());
    let told = Teller::of(db, incident, &happened)?;
    Ok(Slice {
        lines: happened.into_iter().map(|it| told.line(it)).collect(),
        next,
    })
}

/// The entries of a dossier with what became of each, in the order written.
///
/// # Errors
/// The store's own failures.
pub fn entries_of(db: &mut Db, incident: &Incident) -> Result<Vec<EntryLine>, StoreError> {
    let told = Teller::of(db, incident, &[])?;
    let all = entries::of_incident(db, &incident.id)?;
    Ok(all.into_iter().map(|entry| told.entry(entry)).collect())
}

/// What is needed to put what happened into words.
struct Teller {
    names: BTreeMap<String, String>,
    written: BTreeMap<i64, DateTime<Utc>>,
    numbered: Vec<Numbered>,
    duties: BTreeMap<String, Kind>,
}

impl Teller {
    fn of(db: &mut Db, incident: &Incident, happened: &[Happening<What>]) -> Result<Self, StoreError> {
        let entries = entries::of_incident(db, &incident.id)?;
        let duties = obligations::of_incident(db, &incident.id)?;
        let authors = entries.iter().map(|entry| entry.written_by.as_str());
        let actors = happened.iter().filter_map(|it| actor_of(&it.what));
        Ok(Self {
            names: names(db, authors.chain(actors))?,
            written: entries
                .iter()
                .map(|entry| (entry.number, entry.written_at))
                .collect(),
            numbered: entries.iter().map(Numbered::from).collect(),
            duties: duties.into_iter().map(|duty| (duty.id, duty.kind)).collect(),
        })
    }

    fn line(&self, happening: Happening<What>) -> Line {
        let place = happening.place;
        let actor = actor_of(&happening.what)
            .map(|id| self.name(id))
            .unwrap_or_default();
        let Said { title, notes } = words::of(&happening.what, &self.duties);
        let (entry, file) = match happening.what {
            What::Entry(entry) => (Some(self.entry(entry)), None),
            What::File(file) => (None, file.purged.is_none().then_some(file.id)),
            What::Arisen(_) | What::Late(_) | What::Met(_) | What::Letter(_) | What::Act(_) => (None, None),
        };
        Line {
            at: place.at,
            source: place.source,
            title,
            actor,
            notes,
            entry,
            file,
        }
    }

    fn entry(&self, entry: Entry) -> EntryLine {
        let correction = corrected_by(&self.numbered, entry.number);
        let corrected = correction.and_then(|number| Some((number, *self.written.get(&number)?)));
        EntryLine {
            by: self.name(&entry.written_by),
            number: entry.number,
            kind: entry.kind,
            text: entry.text,
            at: entry.at,
            written_at: entry.written_at,
            corrects: entry.corrects,
            corrected,
        }
    }

    fn name(&self, id: &str) -> String {
        let known = wording::actor(id).or_else(|| self.names.get(id).map(String::as_str));
        known.unwrap_or(id).to_owned()
    }
}

/// Who did it, by identifier.
fn actor_of(what: &What) -> Option<&str> {
    match what {
        What::Entry(entry) => Some(&entry.written_by),
        What::File(file) => Some(&file.uploaded_by),
        What::Act(act) => Some(&act.actor),
        What::Arisen(_) | What::Late(_) | What::Met(_) | What::Letter(_) => None,
    }
}

fn names<'a>(
    db: &mut Db,
    ids: impl Iterator<Item = &'a str>,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut names = BTreeMap::new();
    for id in ids {
        if names.contains_key(id) || wording::actor(id).is_some() {
            continue;
        }
        if let Some(name) = accounts::name(db, id)? {
            names.insert(id.to_owned(), name);
        }
    }
    Ok(names)
}
