//! `GET /api/v1/me/queue`: what comes back to the account.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::actions::ActionShape;
use super::values::{At, Listed};
use crate::domain::incident::Status;
use crate::domain::instants::paris_day;
use crate::domain::people::{Account, Party};
use crate::store::held::{Held, Whose};
use crate::store::{Db, StoreError, assignments, obligations};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::my_queue::{Asked, MyQueue};
use crate::web::params::Params;

/// What comes back to an account.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Queue)]
pub struct QueueShape {
    /// How many open dossiers there are of each part.
    counts: QueueCounts,
    /// The dossiers of the part asked for, what falls due first on top.
    dossiers: Listed<QueuedDossier>,
    /// Actions of plans that are the account's own and remain to be done: the 20 that are due first.
    actions: Vec<ActionShape>,
    /// The review days that the account set in open dossiers: the 20 that come first.
    reviews: Vec<QueuedReview>,
}

/// How many dossiers there are.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct QueueCounts {
    /// Held by the account.
    mine: i64,
    /// Held by one of its teams.
    team: i64,
    /// Held by nobody, and handled by its party.
    free: i64,
}

/// A dossier of the queue.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueuedDossier {
    /// Reference.
    reference: String,
    /// One line.
    title: String,
    /// Name of the school, or empty.
    school: String,
    /// Where it stands.
    status: Status,
    /// Who handles it.
    handler: Party,
    /// Name of the person or the team that holds it, who may have left since.
    holder: Option<String>,
    /// When something falls due in it first; `null` for what is owed without delay, and where nothing is due.
    due_at: Option<At>,
    /// Whether something is owed in it.
    owes: bool,
    /// Whether this is a drill.
    exercise: bool,
}

/// A review day of the queue.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueuedReview {
    /// Reference of the dossier.
    incident: String,
    /// The day (Paris).
    #[schema(value_type = String, format = Date)]
    due_on: NaiveDate,
    /// What is awaited.
    reason: String,
    /// Whether the day has come.
    due: bool,
}

/// What comes back to the account: the dossiers that it or its teams hold or that nobody of its party holds yet, its
/// actions, its review days.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/me/queue", tag = "account",
    params(
        ("whose" = Option<Whose>, Query, description = "Which part of the queue, `mine` by default"),
        ("limit" = Option<i64>, Query, description = "Most dossiers, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "The queue", body = QueueShape)))]
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
) -> Result<Json<QueueShape>, Error> {
    let (asked, by, now) = (Asked::of(Params::of(&request))?, who.account(), app.now());
    let read = app.read(move |db| QueueShape::load(db, &by, &asked, now));
    Ok(Json(read.await?))
}

impl QueueShape {
    fn load(db: &mut Db, by: &Account, asked: &Asked, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let queue = MyQueue::load(db, by, asked)?;
        let count = |whose: Whose| {
            let mut counts = queue.counts.iter();
            counts
                .find(|(known, _)| *known == whose)
                .map_or(0, |(_, count)| *count)
        };
        let counts = QueueCounts {
            mine: count(Whose::Mine),
            team: count(Whose::Team),
            free: count(Whose::Free),
        };
        let actions = queue.actions.into_iter();
        let actions = actions.map(|line| ActionShape::load(db, &line.incident, line.kept, now));
        let actions = actions.collect::<Result<_, _>>()?;
        let review =
            |(set, incident): (crate::store::reviews::Set, crate::store::incidents::Incident)| QueuedReview {
                incident: incident.reference,
                due: set.review.due_on <= paris_day(now),
                due_on: set.review.due_on,
                reason: set.review.reason,
            };
        Ok(Self {
            counts,
            dossiers: Listed {
                items: dossiers(db, queue.dossiers)?,
                next_cursor: queue.next,
            },
            actions,
            reviews: queue.reviews.into_iter().map(review).collect(),
        })
    }
}

fn dossiers(db: &mut Db, held: Vec<Held>) -> Result<Vec<QueuedDossier>, StoreError> {
    let ids: Vec<&str> = held.iter().map(|held| held.listed.id.as_str()).collect();
    let mut due = obligations::next_owed_of(db, &ids)?;
    let mut holders = assignments::holders(db, &ids)?;
    let shape = held.into_iter().map(|Held { listed, .. }| {
        let next = due.remove(&listed.id);
        QueuedDossier {
            holder: holders.remove(&listed.id),
            owes: next.is_some(),
            due_at: next.and_then(|next| next.due_at).map(At),
            reference: listed.reference,
            title: listed.title,
            school: listed.establishment_name,
            status: listed.status,
            handler: listed.handler,
            exercise: listed.exercise,
        }
    });
    Ok(shape.collect())
}
