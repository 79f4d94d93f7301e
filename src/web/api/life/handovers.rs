//! `/api/v1/incidents/{ref}/handovers`: a dossier is proposed to another authority, which answers.

use actix_web::web::{Data, Json, Path};
use utoipa::ToSchema;

use super::super::incidents::dossier::{Dossier, reference};
use super::super::values::words_of;
use super::acted;
use crate::actions::life::hand_over::{answer, propose};
use crate::domain::life::Answer;
use crate::domain::people::Party;
use crate::web::allowed::{Allowed, Handle, Qualify};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// A proposal.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewHandover {
    /// The party asked to handle the dossier.
    to: Party,
    /// Why, French; never empty.
    #[schema(max_length = 20_000)]
    reason: String,
    /// The version that was read: refused when it is another one by now.
    version: Option<i64>,
}

/// An answer to a proposal.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewAnswer {
    /// `accepted` or `refused` by the people of the party, `withdrawn` by the RSSI.
    answer: Answer,
    /// Why; never empty unless accepted.
    #[schema(max_length = 20_000)]
    reason: Option<String>,
    /// The version that was read: refused when it is another one by now.
    version: Option<i64>,
}

/// Proposes a dossier to another authority. It handles once it accepts; no clock stops meanwhile.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotFound`], [`Error::Stands`], [`Error::Overtaken`].
#[utoipa::path(post, path = "/api/v1/incidents/{reference}/handovers", tag = "life", request_body = NewHandover,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "The dossier as it stands now", body = Dossier)))]
pub async fn create(
    app: Data<App>,
    who: Allowed<Qualify>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<Dossier>, Error> {
    let (reference, mut fields) = (reference(&path)?, Fields::of(posted.json().await?)?);
    let to = fields.choice("to", &words_of(Party::ALL, Party::as_str), Party::parse);
    let reason = fields.text("reason");
    let version = fields.count_if_any("version");
    fields.finished()?;
    acted(&app, &who, version, move |db, acting| {
        propose(db, acting, &reference, to, &reason)
    })
    .await
}

/// Answers a proposal.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotFound`], [`Error::NotTheOfficer`], [`Error::Stands`] when it was answered already,
/// [`Error::Overtaken`].
#[utoipa::path(post, path = "/api/v1/incidents/{reference}/handovers/{number}/answer", tag = "life",
    request_body = NewAnswer,
    params(
        ("reference" = String, Path, description = "Reference of the dossier"),
        ("number" = i64, Path, description = "Number of the proposal"),
    ),
    responses((status = 200, description = "The dossier as it stands now", body = Dossier)))]
pub async fn answered(
    app: Data<App>,
    who: Allowed<Handle>,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<Json<Dossier>, Error> {
    let (named, number) = path.into_inner();
    let (reference, mut fields) = (reference(&named)?, Fields::of(posted.json().await?)?);
    let number: i64 = number.parse().map_err(|_| Error::NotFound)?;
    let given = fields.choice("answer", &words_of(Answer::ALL, Answer::as_str), Answer::parse);
    let reason = fields.text_if_any("reason").unwrap_or_default();
    let version = fields.count_if_any("version");
    fields.finished()?;
    let given = given.ok_or(Error::NotFound)?;
    acted(&app, &who, version, move |db, acting| {
        answer(db, acting, &reference, number, given, &reason)
    })
    .await
}
