//! The register of breaches, the latest opened first: those of the dossiers that the reader sees.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};

use super::filter::{RegisterFilter, asked};
use crate::actions::breach::read::note_register;
use crate::domain::breach::record::Field;
use crate::domain::breach::{Risk, Status, aware};
use crate::domain::people::Right;
use crate::store::breaches;
use crate::store::{Db, StoreError};
use crate::web::allowed::{Allowed, ReadRegister};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::paths;
use crate::web::register::{Entry, Side, gather, standing};
use crate::web::shell::Shell;
use crate::web::view::{Moment, Slices};
use crate::web::wording::Words as _;

/// Breaches shown on one page.
pub const SLICE: usize = 25;
/// As many as a page shows, and one more: whether there is a next page then shows.
const ONE_MORE: i64 = 26;

/// The page « Registre des violations ».
#[derive(Debug, Template)]
#[template(path = "pages/register/index.html")]
pub struct RegisterPage {
    /// Frame.
    pub shell: Shell,
    /// The filter as it was typed.
    pub filter: RegisterFilter,
    /// The breaches of this page.
    pub rows: Vec<Row>,
    /// Links to the other pages.
    pub slices: Slices,
    /// Whether the reader may take the register out.
    pub may_export: bool,
}

/// `GET /violations`. Reading it is journaled.
///
/// # Errors
/// The machine's.
pub async fn index(
    app: Data<App>,
    who: Allowed<ReadRegister>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let (filter, after) = asked(request.query_string());
    let (by, now, narrowed, cursor) = (who.account(), app.now(), filter.narrowed(), after.clone());
    let words = filter.sentence();
    let read = move |db: &mut Db| -> Result<_, StoreError> {
        let listed = breaches::list(db, &by.sight(), &narrowed, cursor.as_deref(), ONE_MORE)?;
        note_register(db, &by, ("page", &words), listed.len().min(SLICE), now)?;
        gather(db, listed)
    };
    let mut entries = app.write(read).await?;
    let slices = slices(&filter, after.as_deref(), &mut entries);
    page(&RegisterPage {
        shell: Shell::of(&app, &who, "Registre des violations", paths::BREACHES),
        rows: entries.iter().map(|entry| Row::of(entry, now)).collect(),
        filter,
        slices,
        may_export: who.may(Right::Export),
    })
}

/// The links to the other pages; takes away the one breach too many.
fn slices(filter: &RegisterFilter, after: Option<&str>, entries: &mut Vec<Entry>) -> Slices {
    let more = entries.len() > SLICE;
    entries.truncate(SLICE);
    let last = entries.last().filter(|_| more);
    Slices {
        first: after.map(|_| filter.address(paths::BREACHES, None)),
        next: last.map(|last| filter.address(paths::BREACHES, Some(&last.listed.breach.id))),
    }
}

impl RegisterPage {
    /// What may be taken out, with the address of each format.
    #[must_use]
    pub fn files(&self) -> Vec<(&'static str, String)> {
        use crate::web::register::Format;
        let file = |format: &Format| {
            let path = format!("{}{format}", paths::REGISTER_FILE);
            (format.words(), self.filter.address(&path, None))
        };
        Format::ALL.iter().map(file).collect()
    }
}

/// One breach of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `VIO-2026-0001`.
    pub reference: String,
    /// Title of the dossier.
    pub title: String,
    /// Name of the school, or empty.
    pub school: String,
    /// What it is taken to be.
    pub status: Status,
    /// When it began, if known.
    pub began: Option<Moment>,
    /// Since when somebody knows of it.
    pub known_since: Option<Moment>,
    /// What it destroys, in words, or empty.
    pub nature: String,
    /// How many persons, in words, or empty.
    pub persons: String,
    /// The verdict, once given.
    pub risk: Option<Risk>,
    /// Where the notification to the DPD stands.
    pub dpd: String,
    /// Where the notification to the CNIL stands.
    pub cnil: String,
}

impl Row {
    fn of(entry: &Entry, now: DateTime<Utc>) -> Self {
        let listed = &entry.listed;
        let record = &listed.breach.record;
        let told = |name: &str| {
            let field = Field::named(name);
            field
                .and_then(|field| record.told_in_french(field))
                .unwrap_or_default()
        };
        Self {
            reference: listed.breach.reference.clone(),
            title: listed.title.clone(),
            school: listed.establishment_name.clone(),
            status: listed.breach.status,
            began: record.started_at.map(Moment::of),
            known_since: aware(&entry.awareness).into_values().min().map(Moment::of),
            nature: natures(record),
            persons: told("persons_count"),
            risk: listed.breach.verdict.as_ref().map(|verdict| verdict.risk),
            dpd: standing(entry, Side::Dpd, now),
            cnil: standing(entry, Side::Cnil, now),
        }
    }

    /// Address of the breach.
    #[must_use]
    pub fn path(&self) -> String {
        paths::breach(&self.reference)
    }

    /// Whether a verdict is awaited.
    #[must_use]
    pub fn awaits_verdict(&self) -> bool {
        self.risk.is_none() && self.status != Status::NotABreach
    }
}

/// « Confidentialité, disponibilité ».
fn natures(record: &crate::domain::breach::record::Record) -> String {
    use crate::domain::breach::record::lists::Nature;
    let (first, others) = (record.nature.iter().take(1), record.nature.iter().skip(1));
    let first = first.map(|nature| match nature {
        Nature::Confidentiality => "Confidentialité",
        Nature::Integrity => "Intégrité",
        Nature::Availability => "Disponibilité",
    });
    let others = others.map(|nature| match nature {
        Nature::Confidentiality => "confidentialité",
        Nature::Integrity => "intégrité",
        Nature::Availability => "disponibilité",
    });
    first.chain(others).collect::<Vec<_>>().join(", ")
}
