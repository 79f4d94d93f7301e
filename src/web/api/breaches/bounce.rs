//! `POST /api/v1/breaches/{ref}/notifications/{n}/bounce`: a notification came back undelivered.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};

use super::super::incidents::dossier::reference;
use super::hold::{Reason, reason};
use super::notifications::{NotificationShape, told};
use super::sent::number;
use crate::actions::breach::bounce::bounced;
use crate::actions::breach::{BreachRefused, Case};
use crate::store::notifications;
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::posted::Posted;

/// Records that a notification came back although a server had accepted it: its duty is owed again.
///
/// # Errors
/// [`Error::Problems`], [`Error::Stands`] when no letter carried it, [`Error::NotFound`].
#[utoipa::path(post, path = "/api/v1/breaches/{reference}/notifications/{number}/bounce", tag = "breaches",
    request_body = Reason,
    params(
        ("reference" = String, Path, description = "Reference of the breach"),
        ("number" = i64, Path, description = "Place in the chain, from 1"),
    ),
    responses((status = 200, description = "The notification, its letter failed", body = NotificationShape)))]
pub async fn create(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<Json<NotificationShape>, Error> {
    let (breach, number) = (reference(&path.0)?, number(&path.1)?);
    let reason = reason(posted).await?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let returned = app.write(move |db| {
        bounced(db, &instance, &by, &breach, number, &reason, now)?;
        let case = Case::of(db, &instance, &by, &breach)?;
        let sent = notifications::find(db, &case.breach.id, number)?.ok_or(BreachRefused::NotFound)?;
        Ok::<_, BreachRefused>(told(db, sent)?)
    });
    Ok(Json(returned.await?))
}
