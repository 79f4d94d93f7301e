//! `GET /api/v1/incidents/{ref}/timeline`: everything that happened in a dossier, on one line.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::entries::EntryShape;
use super::incidents::dossier::reference;
use super::values::{At, Listed, words_of};
use crate::actions::follow::{FollowRefused, dossier};
use crate::domain::incident::Problem;
use crate::domain::instants::rfc3339;
use crate::domain::timeline::{Direction, Place, Source};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::params::{CURSOR_WORDS, Params, Slice, cursor};
use crate::web::timeline::{Line, Wanted, load};

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TimelineItem)]
pub struct LineShape {
    /// When.
    at: At,
    /// Recorded where.
    source: Source,
    /// What happened, French.
    title: String,
    /// Who did it; `null` when it is no one's act.
    actor: Option<String>,
    /// What must be known beside, French, one sentence each.
    notes: Vec<String>,
    /// The entry, if it is one.
    entry: Option<EntryShape>,
    /// The file, if it is one: identifier of the attachment.
    attachment: Option<String>,
}

impl From<Line> for LineShape {
    fn from(line: Line) -> Self {
        Self {
            at: At(line.at),
            source: line.source,
            title: line.title,
            actor: Some(line.actor).filter(|actor| !actor.is_empty()),
            notes: line.notes,
            entry: line.entry.map(EntryShape::from),
            attachment: line.file,
        }
    }
}

/// Everything that happened in a dossier, the latest first unless asked otherwise. Who read what is told to those who read
/// the journal.
///
/// # Errors
/// [`Error::NotFound`] for a dossier that the account does not see; [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/incidents/{reference}/timeline", tag = "incidents",
    params(
        ("reference" = String, Path, description = "Reference of the dossier"),
        ("order" = Option<String>, Query, description = "`newest` first, by default, or `oldest`"),
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "What happened", body = Listed<LineShape>)))]
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<Json<Listed<LineShape>>, Error> {
    let (reference, by, now) = (reference(&path)?, who.account(), app.now());
    let wanted = wanted(Params::of(&request))?;
    let slice = app.read(move |db| {
        let incident = dossier(db, &by, &reference)?;
        Ok::<_, FollowRefused>(load(db, &incident, &by, &wanted, now)?)
    });
    let slice = slice.await?;
    Ok(Json(Listed {
        items: slice.lines.into_iter().map(LineShape::from).collect(),
        next_cursor: slice.next.as_ref().map(place_cursor),
    }))
}

/// What the parameters `order`, `limit` and `cursor` ask for.
///
/// # Errors
/// [`Error::Problems`].
pub fn wanted(mut params: Params) -> Result<Wanted, Error> {
    let words = words_of(Direction::ALL, Direction::as_str);
    let direction = params.choice("order", &words, Direction::parse);
    let slice = params.slice(3);
    params.finish()?;
    Ok(Wanted {
        direction: direction.unwrap_or(Direction::Newest),
        last: last(&slice)?,
        limit: usize::try_from(slice.limit).unwrap_or(usize::MAX),
    })
}

fn last(slice: &Slice) -> Result<Option<Place>, Error> {
    let Some([at, source, key]) = slice.after.as_deref() else {
        return Ok(None);
    };
    let wrong = || Error::Problems(vec![Problem::new("cursor", CURSOR_WORDS)]);
    let at: DateTime<Utc> = at.parse().map_err(|_| wrong())?;
    let source = Source::parse(source).ok_or_else(wrong)?;
    let key = key.clone();
    Ok(Some(Place { at, source, key }))
}

/// Names a place on the line; opaque to callers.
#[must_use]
pub fn place_cursor(place: &Place) -> String {
    cursor(&[&rfc3339(place.at), place.source.as_str(), &place.key])
}
