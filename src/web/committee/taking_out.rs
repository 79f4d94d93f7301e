//! The figures as a file: recorded as taken out and told to the RSSI and the DPD like a register, then given.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use super::{Asked, Reader, Words, gather, period, sheet};
use crate::actions::export::{Exported, Taken, exported};
use crate::domain::instants::paris_day;
use crate::domain::people::{Account, Right, named};
use crate::store::StoreError;
use crate::web::app::{App, blocking};
use crate::web::error::Error;

named! {
    /// In what form the figures are taken out.
    Format {
        /// For other programs.
        Csv = "csv",
        /// A spreadsheet.
        Ods = "ods",
    }
}

impl Format {
    /// What people read.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Ods => "Tableur (ODS)",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        }
    }
}

/// Takes out the figures of the period asked for.
///
/// # Errors
/// [`Error::Forbidden`] without the right to read them, [`Error::Problems`] for a period that cannot be shown, and the
/// machine's.
pub async fn take_out(
    app: &App,
    who: Arc<Account>,
    asked: &Asked,
    format: Format,
) -> Result<HttpResponse, Error> {
    if !who.may(Right::ReadCommitteeFigures) {
        return Err(Error::Forbidden);
    }
    let (now, instance) = (app.now(), Arc::clone(&app.instance));
    let reader = Reader::of(&who, &instance.catalogue);
    let days = asked.period(&reader, paris_day(now)).map_err(Error::Problems)?;
    let board = gather(app, reader, days, now).await?;
    let sheet = sheet(&board, Words::of(&instance.catalogue));
    let told = Exported {
        taken: Taken::Figures,
        what: format!("chiffres des comités, {}", format.words()),
        filter: period(days),
        lines: sheet.rows.len(),
    };
    let written = move || match format {
        Format::Csv => sheet.csv().map_err(Error::failure),
        Format::Ods => sheet.ods(now).map_err(Error::failure),
    };
    let bytes = blocking(written).await?;
    let done: Result<(), StoreError> = app
        .write(move |db| exported(db, &instance, &who, &told, now))
        .await;
    done?;
    let name = format!(
        "attachment; filename=\"chiffres-{}-{}.{format}\"",
        days.first(),
        days.last()
    );
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, format.media_type()))
        .insert_header((CONTENT_DISPOSITION, name))
        .body(bytes))
}
