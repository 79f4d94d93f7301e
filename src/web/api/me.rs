//! `GET /api/v1/me`: the account that a token speaks for.

use std::sync::Arc;

use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

use super::values::At;
use crate::actions::calendar;
use crate::domain::machines::Scope;
use crate::domain::people::Account;
use crate::web::allowed::{Allowed, UseService};
use crate::web::app::App;
use crate::web::error::Error;

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
    /// Whether the account may take registers out.
    may_export: bool,
    /// Where the account's deadlines can be subscribed to; `null` for a machine. Whoever knows this address reads them.
    calendar_url: Option<String>,
    /// What the token of a machine is for; empty for an account.
    scopes: Vec<Scope>,
    /// From when on the token of a machine opens nothing; `null` for an account.
    expires_at: Option<At>,
}

/// The account that the token speaks for.
///
/// # Errors
/// The machine's failures.
#[utoipa::path(get, path = "/api/v1/me", tag = "account",
    responses((status = 200, description = "The account", body = Me)))]
pub async fn show(app: Data<App>, who: Allowed<UseService>) -> Result<Json<Me>, Error> {
    let calendar = match who.machine() {
        Some(_) => None,
        None => Some(calendar_of(&app, &who).await?),
    };
    Ok(Json(Me {
        id: who.id.clone(),
        email: who.email.clone(),
        name: who.name.clone(),
        roles: who.roles.iter().map(|role| role.as_str()).collect(),
        schools: who.schools.iter().map(ToString::to_string).collect(),
        convention: who.convention.clone(),
        may_export: who.may_export,
        calendar_url: calendar,
        scopes: who
            .machine()
            .map(|token| token.scopes.iter().copied().collect())
            .unwrap_or_default(),
        expires_at: who.machine().map(|token| At(token.expires_at)),
    }))
}

async fn calendar_of(app: &App, who: &Account) -> Result<String, Error> {
    let (instance, id, now) = (Arc::clone(&app.instance), who.id.clone(), app.now());
    let token = app
        .read(move |db| calendar::token(db, &instance, &id, now))
        .await?;
    Ok(format!("{}/api/v1/calendar/{token}.ics", app.instance.public_url))
}
