//! `GET /api/v1/register.csv`, `.ods`, `.json`, `.pdf`: the register of breaches, taken out. Each time it is journaled
//! and told to the RSSI and the DPD.

use std::sync::Arc;

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{RefOr, schema};
use utoipa::{PartialSchema, ToSchema};

use super::breaches::list::filter;
use crate::actions::breach::register::{Register, names, register};
use crate::actions::export::{Exported, exported};
use crate::domain::instants::paris_day;
use crate::store::StoreError;
use crate::web::allowed::{Allowed, Export};
use crate::web::app::{App, blocking};
use crate::web::error::Error;
use crate::web::params::Params;

/// The register.
#[derive(Serialize, ToSchema)]
pub struct RegisterItems {
    /// The breaches, the latest opened first.
    #[schema(value_type = Vec<RegisterItem>)]
    items: Vec<Value>,
}

/// One breach: a member for each column; `null` where there is nothing to say.
#[derive(Serialize)]
pub struct RegisterItem(Map<String, Value>);

impl PartialSchema for RegisterItem {
    fn schema() -> RefOr<Schema> {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let object = ObjectBuilder::new()
            .property("incident", text().description(Some("Référence du dossier")))
            .property("status", text().description(Some("Statut de la violation")));
        let columns = names().fold(object, |object, (name, title)| {
            object.property(name, cell(name).description(Some(title)))
        });
        columns.into()
    }
}

/// Counts are numbers when they are known, and otherwise the words that say why not.
fn cell(name: &str) -> ObjectBuilder {
    let text = ObjectBuilder::new();
    if name.ends_with("_count") {
        let either = schema::SchemaType::from_iter([Type::Number, Type::String, Type::Null]);
        text.schema_type(either)
    } else {
        text.schema_type(schema::SchemaType::from_iter([Type::String, Type::Null]))
    }
}

impl ToSchema for RegisterItem {
    fn name() -> std::borrow::Cow<'static, str> {
        "RegisterItem".into()
    }
}

/// A form in which the register is taken out.
#[derive(Clone, Copy, Debug)]
struct Form {
    /// The end of the name of its file.
    ending: &'static str,
    /// What people call it.
    called: &'static str,
    media_type: &'static str,
    write: fn(&Register, DateTime<Utc>) -> Result<Vec<u8>, Error>,
}

const CSV: Form = Form {
    ending: "csv",
    called: "registre des violations, fichier CSV",
    media_type: "text/csv; charset=utf-8",
    write: |register, _| register.sheet().csv().map_err(Error::failure),
};
const ODS: Form = Form {
    ending: "ods",
    called: "registre des violations, tableur",
    media_type: "application/vnd.oasis.opendocument.spreadsheet",
    write: |register, now| register.sheet().ods(now).map_err(Error::failure),
};
const PDF: Form = Form {
    ending: "pdf",
    called: "registre des violations, PDF",
    media_type: "application/pdf",
    write: |register, now| register.document(now).pdf(now).map_err(Error::failure),
};
const JSON: Form = Form {
    ending: "json",
    called: "registre des violations, JSON",
    media_type: "application/json",
    write: |register, _| {
        let items = RegisterItems {
            items: register.json(),
        };
        serde_json::to_vec(&items).map_err(Error::failure)
    },
};

macro_rules! taken_out {
    ($($(#[$meta:meta])* $name:ident($form:ident), $path:literal, $response:tt;)+) => { $(
        $(#[$meta])*
        ///
        /// # Errors
        /// [`Error::Problems`] for a wrong parameter.
        #[utoipa::path(get, path = $path, tag = "breaches",
            params(
                ("status" = Option<crate::domain::breach::Status>, Query, description = "What it is taken to be"),
                ("risk" = Option<crate::domain::breach::Risk>, Query, description = "The verdict on the risk"),
                ("controller" = Option<crate::domain::people::Party>, Query, description = "A controller"),
                ("handler" = Option<crate::domain::people::Party>, Query, description = "Who handles the incident"),
                ("establishment" = Option<String>, Query, description = "National code of the school"),
                ("from" = Option<super::values::At>, Query, description = "Opened at or after this instant"),
                ("to" = Option<super::values::At>, Query, description = "Opened before this instant"),
            ),
            responses($response))]
        pub async fn $name(
            app: Data<App>,
            who: Allowed<Export>,
            request: HttpRequest,
        ) -> Result<HttpResponse, Error> {
            take_out(&app, &who, &request, $form).await
        }
    )+ };
}

taken_out! {
    /// The register as CSV for French spreadsheets: semicolons, UTF-8 with its mark.
    csv(CSV), "/api/v1/register.csv", (status = 200, description = "The register", content_type = "text/csv");
    /// The register as a spreadsheet.
    ods(ODS), "/api/v1/register.ods",
        (status = 200, description = "The register", content_type = "application/vnd.oasis.opendocument.spreadsheet");
    /// The register on paper.
    pdf(PDF), "/api/v1/register.pdf", (status = 200, description = "The register", content_type = "application/pdf");
    /// The register for other programs.
    json(JSON), "/api/v1/register.json", (status = 200, description = "The register", body = RegisterItems);
}

/// Drawn up away from the writer, recorded as taken out, then given.
async fn take_out(
    app: &App,
    who: &Allowed<Export>,
    request: &HttpRequest,
    form: Form,
) -> Result<HttpResponse, Error> {
    let mut params = Params::of(request);
    let filter = filter(&mut params);
    params.finish()?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let drawn = app.read(move |db| register(db, &instance, &by, &filter));
    let drawn: Result<_, StoreError> = drawn.await;
    let drawn = drawn?;
    let taken = Exported {
        what: form.called.to_owned(),
        filter: drawn.filter.clone(),
        lines: drawn.len(),
    };
    let bytes = blocking(move || (form.write)(&drawn, now)).await?;
    let (instance, by) = (Arc::clone(&app.instance), who.account());
    let told = app.write(move |db| exported(db, &instance, &by, &taken, now));
    let told: Result<_, StoreError> = told.await;
    told?;
    let name = format!("registre-des-violations-{}.{}", paris_day(now), form.ending);
    Ok(HttpResponse::Ok()
        .content_type(form.media_type)
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(bytes))
}
