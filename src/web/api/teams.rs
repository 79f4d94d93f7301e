//! `/api/v1/teams`: the teams of the parties that handle incidents.

use std::sync::Arc;

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::idempotency::{fingerprint, key};
use super::values::{Listed, slice_of, words_of};
use crate::actions::assignment::teams::{NewTeam as Adding, TeamChange, add, change, end};
use crate::actions::follow::FollowRefused;
use crate::domain::assignment::Team;
use crate::domain::people::{Account, Party, Right};
use crate::store::{Db, StoreError, teams};
use crate::web::allowed::{Administer, Allowed, ReadSettings};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::params::Params;
use crate::web::posted::Posted;

/// A team.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Team)]
pub struct TeamShape {
    /// Identifier.
    id: String,
    /// Convention.
    convention: String,
    /// Party.
    party: Party,
    /// Name, unique among the teams of the party.
    name: String,
    /// Members who may sign in.
    members: Vec<MemberShape>,
    /// Grows with each change.
    version: i64,
}

/// A member of a team.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TeamMember)]
pub struct MemberShape {
    /// Name as shown.
    name: String,
    /// Address to sign in with.
    email: Option<String>,
}

impl TeamShape {
    /// The team as `reader` reads it: addresses are for those of its party and whoever keeps it.
    fn load(db: &mut Db, team: Team, reader: &Account) -> Result<Self, StoreError> {
        let members = teams::members(db, &team)?;
        let own = reader.roles.iter().any(|role| role.party() == Some(team.party));
        let told = own || reader.may(Right::Administer);
        let member = |account: Account| MemberShape {
            name: account.name,
            email: told.then_some(account.email),
        };
        Ok(Self {
            id: team.id,
            convention: team.convention,
            party: team.party,
            name: team.name,
            members: members.into_iter().map(member).collect(),
            version: team.version,
        })
    }
}

/// A team, as it is added.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewTeam {
    /// Convention; the installation's own when left out.
    convention: Option<String>,
    /// `academie` or `departement`.
    party: Party,
    /// Name.
    #[schema(max_length = 80)]
    name: String,
    /// Addresses of its members, who handle incidents for the party.
    members: Option<Vec<String>>,
}

/// What is to change in a team; what is left out stays.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct TeamPatch {
    /// The version that was read: when the team changed since, nothing is done.
    version: Option<i64>,
    /// Name.
    #[schema(max_length = 80)]
    name: Option<String>,
    /// Addresses of all its members.
    members: Option<Vec<String>>,
}

/// A party that has teams.
fn with_teams(text: &str) -> Option<Party> {
    Party::parse(text).filter(|party| Team::PARTIES.contains(party))
}

/// The teams that an account reads: those of its convention; all of them for an account of none that keeps them.
///
/// # Errors
/// The store's own failures.
pub fn readable(db: &mut Db, reader: &Account) -> Result<Vec<Team>, StoreError> {
    if reader.may(Right::Administer) {
        return teams::all(db, None);
    }
    match reader.convention.as_deref() {
        Some(convention) => teams::all(db, Some(convention)),
        None => Ok(Vec::new()),
    }
}

/// The teams that the account can read, by party and name.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/teams", tag = "account",
    params(
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Teams", body = Listed<TeamShape>)))]
pub async fn list(
    app: Data<App>,
    who: Allowed<ReadSettings>,
    request: HttpRequest,
) -> Result<Json<Listed<TeamShape>>, Error> {
    let (reader, mut params) = (who.account(), Params::of(&request));
    let slice = params.slice(1);
    params.finish()?;
    let listed = app.read(move |db| {
        let all = readable(db, &reader)?;
        let (some, next_cursor) = slice_of(&all, &slice, |team| &team.id);
        let shown = some
            .into_iter()
            .map(|team| TeamShape::load(db, team.clone(), &reader));
        let items = shown.collect::<Result<_, _>>()?;
        Ok::<_, StoreError>(Listed { items, next_cursor })
    });
    Ok(Json(listed.await?))
}

/// Adds a team. The same key and request again answer with the same one.
///
/// # Errors
/// [`Error::Problems`].
#[utoipa::path(post, path = "/api/v1/teams", tag = "account", request_body = NewTeam,
    params(("Idempotency-Key" = Option<String>, Header,
        description = "Chosen by the caller: the same key and request again add nothing more")),
    responses((status = 201, description = "The team", body = TeamShape, headers(
        ("Location" = String, description = "Where it is changed"),
        ("Idempotency-Replayed" = Option<String>, description = "`true` when an earlier call had added it"),
    ))))]
pub async fn create(
    app: Data<App>,
    who: Allowed<Administer>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let body = posted.json().await?;
    let asked_for = fingerprint(&body);
    let mut fields = Fields::of(body)?;
    let key = key(&request, asked_for, &mut fields);
    let new = Adding {
        convention: fields.text_if_any("convention"),
        party: fields.choice("party", &words_of(Team::PARTIES, Party::as_str), with_teams),
        name: fields.text("name"),
        members: fields.texts("members"),
    };
    fields.finished()?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let added = app.write(move |db| {
        let (team, already) = add(db, &instance, &by, new, key.as_ref(), now)?;
        Ok::<_, FollowRefused>((TeamShape::load(db, team, &by)?, already))
    });
    let (team, already) = added.await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((LOCATION, format!("/api/v1/teams/{}", team.id)));
    if already {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    Ok(answer.json(team))
}

/// Changes the name or the members of a team.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotFound`], [`Error::Stands`] when it changed since the version read.
#[utoipa::path(patch, path = "/api/v1/teams/{id}", tag = "account", request_body = TeamPatch,
    params(("id" = String, Path, description = "Identifier of the team")),
    responses((status = 200, description = "The team as it stands", body = TeamShape)))]
pub async fn patch(
    app: Data<App>,
    who: Allowed<Administer>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<TeamShape>, Error> {
    let (id, by, now) = (path.into_inner(), who.account(), app.now());
    let mut fields = Fields::of(posted.json().await?)?;
    let given = TeamChange {
        version: fields.count_if_any("version"),
        name: fields.text_if_any("name"),
        members: fields.is_given("members").then(|| fields.texts("members")),
    };
    fields.finished()?;
    let changed = app.write(move |db| {
        let team = change(db, &by, &id, given, now)?;
        Ok::<_, FollowRefused>(TeamShape::load(db, team, &by)?)
    });
    Ok(Json(changed.await?))
}

/// Ends a team. What it holds stays readable, among what nobody holds.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(delete, path = "/api/v1/teams/{id}", tag = "account",
    params(("id" = String, Path, description = "Identifier of the team")),
    responses((status = 204, description = "The team has ended")))]
pub async fn remove(
    app: Data<App>,
    who: Allowed<Administer>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    let (id, by, now) = (path.into_inner(), who.account(), app.now());
    app.write(move |db| end(db, &by, &id, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
