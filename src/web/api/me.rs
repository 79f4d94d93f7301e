//! `GET /api/v1/me`: the account that a token speaks for.

use actix_web::web::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::web::allowed::{Allowed, UseService};

/// An account.
#[derive(Serialize, ToSchema)]
pub struct Me {
    /// Identifier.
    id: String,
    /// Address to sign in with.
    email: String,
    /// Name as shown.
    name: String,
    /// Roles held.
    roles: Vec<&'static str>,
    /// UAI codes of the account's schools.
    schools: Vec<String>,
    /// Convention worked on; `null` for school accounts and administrators.
    convention: Option<String>,
}

/// The account that the token speaks for.
#[utoipa::path(get, path = "/api/v1/me", tag = "account",
    responses((status = 200, description = "The account", body = Me)))]
pub async fn show(who: Allowed<UseService>) -> Json<Me> {
    Json(Me {
        id: who.id.clone(),
        email: who.email.clone(),
        name: who.name.clone(),
        roles: who.roles.iter().map(|role| role.as_str()).collect(),
        schools: who.schools.iter().map(ToString::to_string).collect(),
        convention: who.convention.clone(),
    })
}
