//! `GET /api/v1/breaches/{ref}/edpb.json`, `cnil.json`, `cnil.pdf`: the breach as it stands now, in the form of each
//! template. Nothing is sent.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::incidents::dossier::reference;
use super::super::values::At;
use crate::actions::breach::{BreachRefused, Case, copy, read};
use crate::domain::breach::cnil::SheetSection;
use crate::store::{Db, StoreError};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::app::App;
use crate::web::error::Error;

/// The sheet from which a person copies into the form of the CNIL.
#[derive(Serialize, ToSchema)]
pub struct CnilSheet {
    /// Reference of the breach.
    reference: String,
    /// By when the CNIL is to be notified; `null` when it is not.
    due_at: Option<At>,
    /// The sections of the form, in its order.
    sections: Vec<CnilSection>,
}

/// A section of the form.
#[derive(Serialize, ToSchema)]
pub struct CnilSection {
    /// Its number on the form.
    number: u8,
    /// Its title, French.
    title: &'static str,
    /// What to type there.
    rows: Vec<CnilRow>,
}

/// A question of the form.
#[derive(Serialize, ToSchema)]
pub struct CnilRow {
    /// The question, French.
    label: &'static str,
    /// What to answer, French.
    value: String,
}

impl From<SheetSection> for CnilSection {
    fn from(section: SheetSection) -> Self {
        let rows = section.rows.into_iter().map(|row| CnilRow {
            label: row.label,
            value: row.value,
        });
        Self {
            number: section.number,
            title: section.title,
            rows: rows.collect(),
        }
    }
}

/// The breach as it stands now, with the field numbers of the EDPB template.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, path = "/api/v1/breaches/{reference}/edpb.json", tag = "breaches",
    params(("reference" = String, Path, description = "Reference of the breach")),
    responses((status = 200, description = "The payload", content_type = "application/json")))]
pub async fn edpb(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    let payload = of_case(&app, &who, &path, copy::edpb_text).await?;
    Ok(HttpResponse::Ok().content_type("application/json").body(payload))
}

/// The breach as it stands now, question by question of the form of the CNIL.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, path = "/api/v1/breaches/{reference}/cnil.json", tag = "breaches",
    params(("reference" = String, Path, description = "Reference of the breach")),
    responses((status = 200, description = "The sheet", body = CnilSheet)))]
pub async fn cnil(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
) -> Result<Json<CnilSheet>, Error> {
    let sheet = of_case(&app, &who, &path, |db, case| {
        let sections = copy::cnil_sections(db, case)?;
        Ok(CnilSheet {
            reference: case.breach.reference.clone(),
            due_at: copy::cnil_due(db, case)?.map(At),
            sections: sections.into_iter().map(CnilSection::from).collect(),
        })
    });
    sheet.await.map(Json)
}

/// The same sheet on paper.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, path = "/api/v1/breaches/{reference}/cnil.pdf", tag = "breaches",
    params(("reference" = String, Path, description = "Reference of the breach")),
    responses((status = 200, description = "The sheet", content_type = "application/pdf")))]
pub async fn cnil_pdf(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    let now = app.now();
    let sheet = of_case(&app, &who, &path, move |db, case| copy::cnil_sheet(db, case, now)).await?;
    let pdf = crate::web::app::blocking(move || sheet.pdf(now).map_err(Error::failure)).await?;
    Ok(HttpResponse::Ok().content_type("application/pdf").body(pdf))
}

async fn of_case<T: Send + 'static>(
    app: &App,
    who: &Allowed<ReadDossiers>,
    path: &str,
    draw: impl FnOnce(&mut Db, &Case<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, Error> {
    let (reference, now) = (reference(path)?, app.now());
    let (instance, by) = (Arc::clone(&app.instance), who.account());
    let drawn = app.write(move |db| {
        let case = read::read(db, &instance, &by, &reference, "api", now)?;
        Ok::<_, BreachRefused>(draw(db, &case)?)
    });
    Ok(drawn.await?)
}
