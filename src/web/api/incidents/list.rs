//! `GET /api/v1/incidents`: the dossiers that an account sees, narrowed, in one of three orders, counted.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::values::At;
use super::dossier::EstablishmentName;
use crate::domain::convention::Certainty;
use crate::domain::incident::{PersonalData, Status};
use crate::domain::people::Party;
use crate::store::incidents::{self, Found, Sort};
use crate::store::{Db, StoreError, obligations};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::narrowing::{self, BreachWord, CURSOR_PARTS};
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
    /// How serious, 1 to 4; `null` before it is qualified.
    severity: Option<i64>,
    /// Whether personal data are touched.
    personal_data: PersonalData,
    /// Whether this is a drill.
    exercise: bool,
    /// When it was noticed.
    detected_at: At,
    /// When it was reported.
    reported_at: At,
    /// When it last changed.
    changed_at: At,
    /// When something falls due in it first; what is owed without delay, when it arose. `null` when nothing is due.
    next_due_at: Option<At>,
}

/// A slice of the list, and how many dossiers the whole of it has.
#[derive(Serialize, ToSchema)]
pub struct IncidentList {
    /// The dossiers, in order.
    items: Vec<IncidentLine>,
    /// To be given as `cursor`, with the same filters and the same order, for the next slice; `null` when this is the
    /// last one.
    next_cursor: Option<String>,
    /// Dossiers in the list, counted up to 1 000; `null` in the slices after the first.
    count: Option<i64>,
    /// Whether there are more than `count`.
    more_than: bool,
}

impl IncidentLine {
    fn of(found: Found, due: Option<At>) -> Self {
        let line = found.listed;
        let name = line.establishment_name;
        Self {
            reference: line.reference,
            status: line.status,
            title: line.title,
            establishment: line.establishment_uai.map(|uai| EstablishmentName { uai, name }),
            handler: line.handler,
            certainty: line.certainty,
            severity: line.severity,
            personal_data: line.personal_data,
            exercise: line.exercise,
            detected_at: At(line.detected_at),
            reported_at: At(line.reported_at),
            changed_at: At(line.changed_at),
            next_due_at: due,
        }
    }
}

/// The dossiers that the account sees, the newest report first unless asked otherwise.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/incidents", tag = "incidents",
    params(
        ("status" = Option<Status>, Query, description = "Where it stands"),
        ("handler" = Option<Party>, Query, description = "Who handles it"),
        ("establishment" = Option<String>, Query, description = "National code of the school"),
        ("severity" = Option<i64>, Query, description = "How serious, 1 to 4"),
        ("breach" = Option<BreachWord>, Query, description = "What its breach is taken to be, any breach, or none"),
        ("overdue" = Option<bool>, Query, description = "`true`: with a duty that is pending and past due"),
        ("q" = Option<String>, Query, description = "Beginnings of words, accents and capitals ignored, all to be found \
in the reference, those of other tools, the title, the description, the measures, the school, the components, the breach, \
the names of the files, the entries, the plan and the reasons given; 160 characters at most"),
        ("from" = Option<String>, Query, description = "Reported at or after this instant, or this day in Paris"),
        ("to" = Option<String>, Query, description = "Reported before this instant, or up to the end of this day in Paris"),
        ("sort" = Option<Sort>, Query, description = "The newest report, the latest change, or what is due first"),
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Dossiers", body = IncidentList)))]
pub async fn list(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
) -> Result<Json<IncidentList>, Error> {
    let mut params = Params::of(&request);
    let (filter, slice) = (
        narrowing::filter(&mut params, app.now()),
        params.slice(CURSOR_PARTS),
    );
    let place = narrowing::place(&mut params, &slice, &filter);
    params.finish()?;
    let (sight, narrowed, more) = (who.sight(), filter.clone(), slice.one_more());
    let read = move |db: &mut Db| -> Result<_, StoreError> {
        let found = incidents::list(db, &sight, &narrowed, place.as_ref(), more)?;
        let ids: Vec<&str> = found.iter().map(|it| it.listed.id.as_str()).collect();
        let due = obligations::next_of(db, &ids)?;
        let is_first = place.is_none();
        let count = is_first
            .then(|| incidents::count(db, &sight, &narrowed))
            .transpose()?;
        Ok((found, due, count))
    };
    let (mut found, due, count) = app.read(read).await?;
    let next_cursor = slice.cut_at(&mut found, |last| narrowing::cursor_of(&filter, &last.place));
    let line = |found: Found| {
        let due = due.get(&found.listed.id).map(|due| At(due.at));
        IncidentLine::of(found, due)
    };
    Ok(Json(IncidentList {
        items: found.into_iter().map(line).collect(),
        next_cursor,
        count: count.map(|count| count.number),
        more_than: count.is_some_and(|count| count.more),
    }))
}
