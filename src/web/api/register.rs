//! `GET /api/v1/register.csv`, `.ods`, `.json`, `.pdf`: the register of breaches, taken out. Each time it is journaled
//! and told to the RSSI and the DPD.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::Value;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{RefOr, schema};
use utoipa::{PartialSchema, ToSchema};

use super::breaches::list::filter;
use crate::web::allowed::{Allowed, Export};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::pages::register::filter::RegisterFilter;
use crate::web::params::Params;
use crate::web::register::{COLUMNS, Format, take_out};

/// The register.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the answer in the OpenAPI document")]
pub struct RegisterItems {
    /// What it is called.
    title: String,
    /// Whose register it is.
    party: String,
    /// What it was narrowed to, French.
    filter: String,
    /// When it was drawn up.
    #[schema(value_type = super::values::At)]
    generated_at: String,
    /// The breaches, the latest opened first.
    #[schema(value_type = Vec<RegisterItem>)]
    items: Vec<Value>,
}

/// One breach: a member for each column; `null` where there is nothing to say.
pub enum RegisterItem {}

impl PartialSchema for RegisterItem {
    fn schema() -> RefOr<Schema> {
        let object = ObjectBuilder::new();
        let columns = COLUMNS.iter().fold(object, |object, heading| {
            object.property(heading.id, cell(heading.id).description(Some(heading.label)))
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
            given(&app, &who, &request, Format::$form).await
        }
    )+ };
}

taken_out! {
    /// The register as CSV for French spreadsheets: semicolons, UTF-8 with its mark.
    csv(Csv), "/api/v1/register.csv", (status = 200, description = "The register", content_type = "text/csv");
    /// The register as a spreadsheet.
    ods(Ods), "/api/v1/register.ods",
        (status = 200, description = "The register", content_type = "application/vnd.oasis.opendocument.spreadsheet");
    /// The register on paper.
    pdf(Pdf), "/api/v1/register.pdf", (status = 200, description = "The register", content_type = "application/pdf");
    /// The register for other programs.
    json(Json), "/api/v1/register.json", (status = 200, description = "The register", body = RegisterItems);
}

async fn given(
    app: &App,
    who: &Allowed<Export>,
    request: &HttpRequest,
    format: Format,
) -> Result<HttpResponse, Error> {
    let mut params = Params::of(request);
    let filter = filter(&mut params);
    params.finish()?;
    let words = RegisterFilter::from(&filter).sentence();
    take_out(app, who.account(), filter, words, format).await
}
