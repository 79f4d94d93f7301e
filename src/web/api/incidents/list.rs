//! `GET /api/v1/incidents`: the dossiers that an account sees, newest first.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::values::{At, Listed, words_of};
use super::dossier::EstablishmentName;
use crate::domain::breach;
use crate::domain::convention::Certainty;
use crate::domain::incident::{PersonalData, Status};
use crate::domain::people::Party;
use crate::store::StoreError;
use crate::store::incidents::{self, Filter, OfBreach};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::params::Params;

/// A line of the list.
#[derive(Serialize, ToSchema)]
pub struct IncidentLine {
    /// Reference.
    reference: String,
    /// Where it stands.
    status: Status,
    /// One line.
    title: String,
    /// School; `null` for an incident of no school.
    establishment: Option<EstablishmentName>,
    /// Who handles it.
    handler: Party,
    /// How sure.
    certainty: Certainty,
    /// Whether personal data are touched.
    personal_data: PersonalData,
    /// Whether this is a drill.
    exercise: bool,
    /// When it was noticed.
    detected_at: At,
    /// When it was reported.
    reported_at: At,
}

impl From<incidents::Listed> for IncidentLine {
    fn from(line: incidents::Listed) -> Self {
        let name = line.establishment_name;
        Self {
            reference: line.reference,
            status: line.status,
            title: line.title,
            establishment: line.establishment_uai.map(|uai| EstablishmentName { uai, name }),
            handler: line.handler,
            certainty: line.certainty,
            personal_data: line.personal_data,
            exercise: line.exercise,
            detected_at: At(line.detected_at),
            reported_at: At(line.reported_at),
        }
    }
}

/// Takes the filters of a list from the parameters of an address.
pub fn filter(params: &mut Params, now: DateTime<Utc>) -> Filter {
    Filter {
        status: params.choice("status", &words_of(Status::ALL, Status::as_str), Status::parse),
        handler: params.choice("handler", &words_of(Party::ALL, Party::as_str), Party::parse),
        establishment: params.school("establishment"),
        q: params.text("q").unwrap_or_default(),
        from: params.instant("from"),
        to: params.instant("to"),
        breach: params.choice("breach", &kinds_of_breach(), of_breach),
        overdue_at: params.choice("overdue", &["true"], |text| (text == "true").then_some(now)),
    }
}

const ANY: &str = "any";
const NONE: &str = "none";

fn kinds_of_breach() -> Vec<&'static str> {
    let mut words = words_of(breach::Status::ALL, breach::Status::as_str);
    words.extend([NONE, ANY]);
    words
}

fn of_breach(text: &str) -> Option<OfBreach> {
    match text {
        ANY => Some(OfBreach::Any),
        NONE => Some(OfBreach::None),
        status => breach::Status::parse(status).map(OfBreach::Of),
    }
}

/// The dossiers that the account sees, newest report first.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/incidents", tag = "incidents",
    params(
        ("status" = Option<Status>, Query, description = "Where it stands"),
        ("handler" = Option<Party>, Query, description = "Who handles it"),
        ("establishment" = Option<String>, Query, description = "National code of the school"),
        ("breach" = Option<String>, Query, description = "suspected, confirmed, not_a_breach, none or any"),
        ("overdue" = Option<bool>, Query, description = "`true`: with a duty that is pending and past due"),
        ("q" = Option<String>, Query, description = "Words of the reference, title, description or school"),
        ("from" = Option<At>, Query, description = "Reported at or after this instant"),
        ("to" = Option<At>, Query, description = "Reported before this instant"),
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Dossiers", body = Listed<IncidentLine>)))]
pub async fn list(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
) -> Result<Json<Listed<IncidentLine>>, Error> {
    let mut params = Params::of(&request);
    let (filter, slice) = (filter(&mut params, app.now()), params.slice(1));
    params.finish()?;
    let (sight, asked) = (who.sight(), slice.clone());
    let found = app.read(move |db| incidents::list(db, &sight, &filter, asked.after_one(), asked.one_more()));
    let found: Result<_, StoreError> = found.await;
    let mut lines = found?;
    let next_cursor = slice.cut(&mut lines, |line| vec![&line.id]);
    let items = lines.into_iter().map(IncidentLine::from).collect();
    Ok(Json(Listed { items, next_cursor }))
}
