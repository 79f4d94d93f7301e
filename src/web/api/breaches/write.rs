//! `PUT` and `PATCH /api/v1/incidents/{ref}/breach`, `PATCH /api/v1/breaches/{ref}`: opening a breach, and saying what is
//! known of it.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};

use super::super::incidents::dossier::reference;
use super::body::{self, BreachGiven};
use super::shape::BreachShape;
use crate::actions::breach::BreachRefused;
use crate::actions::breach::amend::{Amendment, amend, put as put_breach};
use crate::store::{Db, breaches, incidents};
use crate::web::allowed::{Allowed, RecordBreach};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::posted::Posted;

/// Opens the breach of a dossier, or says more of the one that is there. The same call again changes nothing.
///
/// # Errors
/// [`Error::Problems`] with every problem at once, those of a body, [`Error::Changed`], [`Error::NotTheOfficer`].
#[utoipa::path(put, path = "/api/v1/incidents/{reference}/breach", tag = "breaches", request_body = BreachGiven,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses(
        (status = 201, description = "The breach, just opened", body = BreachShape, headers(
            ("Location" = String, description = "Address of the breach"))),
        (status = 200, description = "The breach as it stands now", body = BreachShape),
    ))]
pub async fn put(
    app: Data<App>,
    who: Allowed<RecordBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let (incident, given) = (reference(&path)?, body::read(posted.json().await?)?);
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let written = app.write(move |db| {
        let (case, opened) = put_breach(db, &instance, &by, &incident, given, now)?;
        Ok::<_, Error>((BreachShape::load(db, &case, now)?, opened))
    });
    let (breach, opened) = written.await?;
    if !opened {
        return Ok(HttpResponse::Ok().json(breach));
    }
    let place = format!("/api/v1/breaches/{}", breach.reference);
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, place))
        .json(breach))
}

/// Says more of the breach of a dossier.
///
/// # Errors
/// As [`put`]; [`Error::NotFound`] when the dossier has no breach.
#[utoipa::path(patch, path = "/api/v1/incidents/{reference}/breach", tag = "breaches", request_body = BreachGiven,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "The breach as it stands now", body = BreachShape)))]
pub async fn patch_of_incident(
    app: Data<App>,
    who: Allowed<RecordBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<BreachShape>, Error> {
    let (incident, given) = (reference(&path)?, body::read(posted.json().await?)?);
    let sight = who.sight();
    let named = app.read(move |db| {
        let seen = incidents::find(db, &incident, &sight)?.ok_or(Error::NotFound)?;
        let breach = breaches::of_incident(db, &seen.id)?.ok_or(Error::NotFound)?;
        Ok::<_, Error>(breach.reference)
    });
    amended(&app, &who, named.await?, given).await
}

/// Says more of a breach.
///
/// # Errors
/// As [`put`].
#[utoipa::path(patch, path = "/api/v1/breaches/{reference}", tag = "breaches", request_body = BreachGiven,
    params(("reference" = String, Path, description = "Reference, for example VIO-2026-0001")),
    responses((status = 200, description = "The breach as it stands now", body = BreachShape)))]
pub async fn patch(
    app: Data<App>,
    who: Allowed<RecordBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<BreachShape>, Error> {
    let (reference, given) = (reference(&path)?, body::read(posted.json().await?)?);
    amended(&app, &who, reference, given).await
}

async fn amended(
    app: &App,
    who: &Allowed<RecordBreach>,
    reference: String,
    given: Amendment,
) -> Result<Json<BreachShape>, Error> {
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let written = app.write(move |db: &mut Db| {
        let case = amend(db, &instance, &by, &reference, &given, now)?;
        Ok::<_, BreachRefused>(BreachShape::load(db, &case, now)?)
    });
    Ok(Json(written.await?))
}
