//! `/api/v1/incidents/{ref}/assignment` and `/watch`: who holds a dossier, and who follows it.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::incidents::dossier::reference;
use super::values::At;
use crate::actions::assignment::{Given, assign};
use crate::actions::follow::FollowRefused;
use crate::actions::watching::{unwatch, watch};
use crate::domain::assignment::Holder;
use crate::store::assignments::Assignment;
use crate::store::{Db, StoreError, accounts, teams};
use crate::web::allowed::{Allowed, Handle, ReadDossiers};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// Who holds a dossier.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Assignment)]
pub struct AssignmentShape {
    /// Name of the person, who may have left since.
    account: Option<String>,
    /// The team.
    team: Option<TeamName>,
    /// Who said so.
    by: String,
    /// When.
    at: At,
    /// Grows with each change.
    version: i64,
}

/// A team, named.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamName {
    /// Identifier.
    id: String,
    /// Name.
    name: String,
}

impl AssignmentShape {
    /// An assignment as it stands.
    ///
    /// # Errors
    /// The store's own failures.
    pub fn load(db: &mut Db, assignment: Assignment) -> Result<Self, StoreError> {
        let (account, team) = match assignment.holder {
            Some(Holder::Account(id)) => (accounts::name(db, &id)?, None),
            Some(Holder::Team(id)) => {
                let name = teams::names(db, &[&id])?.remove(&id).unwrap_or_default();
                (None, Some(TeamName { id, name }))
            }
            None => (None, None),
        };
        Ok(Self {
            account,
            team,
            by: accounts::name(db, &assignment.by)?.unwrap_or_default(),
            at: At(assignment.at),
            version: assignment.version,
        })
    }
}

/// Who is to hold a dossier: one of the two; `null` for nobody any more.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewAssignment {
    /// `me`, or the address or the identifier of an account that works on the dossier.
    account: Option<String>,
    /// Identifier of a team of a party that works on it.
    team: Option<String>,
    /// The version of the assignment that was read, 0 when there was none: when it changed since, nothing is done.
    version: Option<i64>,
}

/// Gives a dossier to a person or a team, or gives it back: `{"account": null}`. Whoever is given it is written to.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotFound`], [`Error::NotTheOfficer`], [`Error::Stands`] when somebody else was faster.
#[utoipa::path(put, path = "/api/v1/incidents/{reference}/assignment", tag = "life", request_body = NewAssignment,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "Who holds it now", body = AssignmentShape)))]
pub async fn put(
    app: Data<App>,
    who: Allowed<Handle>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<AssignmentShape>, Error> {
    let (reference, body) = (reference(&path)?, posted.json().await?);
    let (given, version) = given(body)?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let assigned = app.write(move |db| {
        let assigned = assign(db, &instance, &by, &reference, (&given, version), now)?;
        Ok::<_, FollowRefused>(AssignmentShape::load(db, assigned)?)
    });
    Ok(Json(assigned.await?))
}

fn given(body: Value) -> Result<(Given, Option<i64>), Error> {
    let said = is_said(&body);
    let mut fields = Fields::of(body)?;
    let given = holder(&mut fields, said);
    let version = fields.count_if_any("version");
    fields.finished()?;
    Ok((given, version))
}

/// Whether a body says who is to hold, be it nobody.
pub(super) fn is_said(body: &Value) -> bool {
    body.get("account").is_some() || body.get("team").is_some()
}

/// Who is to hold a dossier.
pub(super) fn holder(fields: &mut Fields, said: bool) -> Given {
    let (account, team) = (fields.text_if_any("account"), fields.text_if_any("team"));
    match (account, team) {
        (Some(account), None) if account == "me" => Given::Me,
        (Some(account), None) => Given::Account(account),
        (None, Some(team)) => Given::Team(team),
        (Some(_), Some(_)) => {
            fields.problem("team", "Indiquez une personne ou une équipe, pas les deux.");
            Given::Nobody
        }
        (None, None) => {
            if !said {
                fields.problem(
                    "account",
                    "Indiquez une personne, une équipe, ou null pour rendre le dossier.",
                );
            }
            Given::Nobody
        }
    }
}

/// Follows a dossier: what happens in it is written to the account. Doing it twice changes nothing.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(put, path = "/api/v1/incidents/{reference}/watch", tag = "incidents",
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 204, description = "The account follows it")))]
pub async fn follow(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    let (reference, by, now) = (reference(&path)?, who.account(), app.now());
    app.write(move |db| watch(db, &by, &reference, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Follows a dossier no more; doing it twice changes nothing.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(delete, path = "/api/v1/incidents/{reference}/watch", tag = "incidents",
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 204, description = "The account follows it no more")))]
pub async fn leave(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    let (reference, by, now) = (reference(&path)?, who.account(), app.now());
    app.write(move |db| unwatch(db, &by, &reference, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
