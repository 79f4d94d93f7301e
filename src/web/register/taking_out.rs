//! The register as a file, for pages and programs: drawn up away from the writer, recorded as taken out and told to the
//! RSSI and the DPD, then given. Nothing leaves before that is recorded.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use chrono::{DateTime, Utc};

use super::{Entry, View, gather, json, rows};
use crate::actions::export::{Exported, Taken, exported};
use crate::domain::instants::paris_day;
use crate::domain::people::{Account, Right, Sight, named};
use crate::store::breaches::Filter;
use crate::store::{Db, StoreError, breaches};
use crate::web::app::{App, blocking};
use crate::web::error::Error;

/// Breaches read at a time.
const AT_A_TIME: i64 = 500;

named! {
    /// In what form the register is taken out.
    Format {
        /// For other programs.
        Csv = "csv",
        /// A spreadsheet.
        Ods = "ods",
        /// For programs, with exact instants.
        Json = "json",
        /// For paper and archives.
        Pdf = "pdf",
    }
}

impl Format {
    /// What people read.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Ods => "Tableur (ODS)",
            Self::Json => "JSON",
            Self::Pdf => "PDF",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Json => "application/json",
            Self::Pdf => "application/pdf",
        }
    }

    fn write(self, entries: &[Entry], view: &View) -> Result<Vec<u8>, Error> {
        let (sheet, document) = rows(entries, view);
        match self {
            Self::Csv => sheet.csv().map_err(Error::failure),
            Self::Ods => sheet.ods(view.at).map_err(Error::failure),
            Self::Pdf => document.pdf(view.at).map_err(Error::failure),
            Self::Json => serde_json::to_vec_pretty(&json(entries, view)).map_err(Error::failure),
        }
    }
}

/// Takes out what the filter shows, told as `words`.
///
/// # Errors
/// [`Error::Forbidden`] without the right to read the register, and the machine's.
pub async fn take_out(
    app: &App,
    who: Arc<Account>,
    filter: Filter,
    words: String,
    format: Format,
) -> Result<HttpResponse, Error> {
    if !who.may(Right::ReadRegister) {
        return Err(Error::Forbidden);
    }
    let now = app.now();
    let sight = who.sight();
    let entries: Result<_, StoreError> = app.read(move |db| everything(db, &sight, &filter)).await;
    let (entries, view) = (entries?, view(app, &who, words, now));
    let told = Exported {
        taken: Taken::Register,
        what: format!("registre des violations, {}", format.words()),
        filter: view.filter.clone(),
        lines: entries.len(),
    };
    let bytes = blocking(move || format.write(&entries, &view)).await?;
    record(app, who, told, now).await?;
    Ok(file(format, now, bytes))
}

/// Every breach that the filter shows, read a few hundred at a time.
fn everything(db: &mut Db, sight: &Sight, filter: &Filter) -> Result<Vec<Entry>, StoreError> {
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let after = entries.last().map(|last| last.listed.breach.id.clone());
        let listed = breaches::list(db, sight, filter, after.as_deref(), AT_A_TIME)?;
        if listed.is_empty() {
            return Ok(entries);
        }
        entries.extend(gather(db, listed)?);
    }
}

fn view(app: &App, who: &Account, words: String, now: DateTime<Utc>) -> View {
    let own = who
        .convention
        .as_deref()
        .and_then(|id| app.instance.catalogue.get(id));
    let pack = own.or_else(|| app.instance.catalogue.home());
    let side = who.roles.iter().find_map(|role| role.party());
    let named = pack.zip(side).and_then(|(pack, party)| pack.party_name(party));
    View {
        filter: words,
        party: named.map_or_else(|| who.name.clone(), ToOwned::to_owned),
        at: now,
    }
}

async fn record(app: &App, by: Arc<Account>, told: Exported, now: DateTime<Utc>) -> Result<(), Error> {
    let instance = Arc::clone(&app.instance);
    let done: Result<(), StoreError> = app
        .write(move |db| exported(db, &instance, &by, &told, now))
        .await;
    Ok(done?)
}

fn file(format: Format, now: DateTime<Utc>, bytes: Vec<u8>) -> HttpResponse {
    let name = format!(
        "attachment; filename=\"registre-violations-{}.{format}\"",
        paris_day(now)
    );
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, format.media_type()))
        .insert_header((CONTENT_DISPOSITION, name))
        .body(bytes)
}
