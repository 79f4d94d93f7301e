//! What happened, as pages show it.

use crate::web::paths;
use crate::web::timeline::{EntryLine, Line};
use crate::web::view::Moment;

/// Something that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Moment,
    /// What.
    pub title: String,
    /// Who did it, or empty.
    pub actor: String,
    /// What must be known beside.
    pub notes: Vec<String>,
    /// The entry, if it is one.
    pub entry: Option<EntryView>,
    /// Address of the file, or empty.
    pub file: String,
}

/// An entry, as pages show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryView {
    /// Its number in the dossier.
    pub number: i64,
    /// What it is, in a word.
    pub kind: &'static str,
    /// Its words.
    pub text: String,
    /// When the fact happened; facts only.
    pub happened: Option<Moment>,
    /// Who wrote it.
    pub by: String,
    /// When it was written.
    pub written: Moment,
    /// Number of the entry that it corrects.
    pub corrects: Option<i64>,
    /// Number of the entry that corrects it, and when that was written.
    pub corrected: Option<(i64, Moment)>,
    /// Where the reader may correct it, or empty.
    pub correct_path: String,
}

impl Happened {
    /// A line of the dossier `reference`, for a reader who may write in it or not.
    #[must_use]
    pub fn of(reference: &str, line: Line, may_write: bool) -> Self {
        Self {
            at: Moment::of(line.at),
            title: line.title,
            actor: line.actor,
            notes: line.notes,
            entry: line.entry.map(|entry| EntryView::of(reference, entry, may_write)),
            file: line.file.map(|id| paths::attachment(&id)).unwrap_or_default(),
        }
    }
}

impl EntryView {
    /// An entry of the dossier `reference`; one that was corrected is not corrected again.
    #[must_use]
    pub fn of(reference: &str, entry: EntryLine, may_write: bool) -> Self {
        use crate::web::wording::Words as _;
        let open = may_write && entry.corrected.is_none();
        Self {
            correct_path: if open {
                paths::correct(reference, entry.number)
            } else {
                String::new()
            },
            number: entry.number,
            kind: entry.kind.words(),
            text: entry.text,
            happened: entry.at.map(Moment::of),
            by: entry.by,
            written: Moment::of(entry.written_at),
            corrects: entry.corrects,
            corrected: entry.corrected.map(|(number, at)| (number, Moment::of(at))),
        }
    }
}
