//! An administrator gives a token to a machine. It is told once: afterwards only its hash is known.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use super::super::accounts::{known_schools, record};
use super::super::conventions::{UNKNOWN_CONVENTION, known_convention};
use super::super::password::one_time_secret;
use super::super::{Instance, new_id};
use super::{BEGINS, TokenRefused};
use crate::domain::incident::Problem;
use crate::domain::machines::{Reach, Scope, Standing, Token, end_of, problems};
use crate::signing::sha256_hex;
use crate::store::{Db, StoreError, api_tokens};

/// A token, as asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Name of the machine.
    pub name: String,
    /// What it may do.
    pub scopes: BTreeSet<Scope>,
    /// UAI codes of its schools; empty for those of a convention.
    pub schools: Vec<String>,
    /// Convention whose schools it is for, when no school is named; the installation's own when left out.
    pub convention: Option<String>,
    /// Its last day (Paris).
    pub last_day: NaiveDate,
}

/// A token just given.
#[derive(Clone, Debug)]
pub struct Given {
    /// What is kept of it.
    pub token: Token,
    /// The token itself, told this once.
    pub secret: String,
}

/// Gives a token.
///
/// # Errors
/// [`TokenRefused::Problems`] with everything that is wrong; nothing is recorded then.
pub fn give(
    db: &mut Db,
    instance: &Instance,
    actor: &str,
    asked: Asked,
    now: DateTime<Utc>,
) -> Result<Given, TokenRefused> {
    let name = asked.name.trim().to_owned();
    let mut wrong = problems(&name, &asked.scopes, asked.last_day, now);
    if is_taken(db, &name, now)? {
        let message = "Un jeton en cours porte déjà ce nom\u{a0}: révoquez-le, ou choisissez un autre nom.";
        wrong.push(Problem::new("name", message));
    }
    let reach = reach(db, instance, &asked, &mut wrong)?;
    let Some(reach) = reach.filter(|_| wrong.is_empty()) else {
        return Err(TokenRefused::Problems(wrong));
    };
    let (random, fingerprint) = one_time_secret()?;
    let prefix: String = fingerprint.chars().take(8).collect();
    let secret = format!("{BEGINS}{prefix}_{random}");
    let token = Token {
        id: new_id(now),
        prefix,
        name,
        scopes: asked.scopes,
        reach,
        created_at: now,
        expires_at: end_of(asked.last_day),
        last_used_at: None,
        revoked_at: None,
    };
    api_tokens::insert(db, &token, &sha256_hex(secret.as_bytes()), actor)?;
    journaled(db, actor, &token, now)?;
    Ok(Given { token, secret })
}

/// Two machines of one name could not be told apart in the journal.
fn is_taken(db: &mut Db, name: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let same = |token: &Token| token.name == name && token.standing(now) == Standing::Open;
    Ok(api_tokens::all(db)?.iter().any(same))
}

fn reach(
    db: &mut Db,
    instance: &Instance,
    asked: &Asked,
    wrong: &mut Vec<Problem>,
) -> Result<Option<Reach>, StoreError> {
    let named: Vec<String> = asked.schools.iter().map(|uai| uai.trim().to_owned()).collect();
    let mut of_schools = Vec::new();
    let schools = known_schools(db, &named, &mut of_schools)?;
    wrong.extend(
        of_schools
            .into_iter()
            .map(|problem| Problem::new("schools", problem.message)),
    );
    if !asked.schools.is_empty() {
        if asked.convention.is_some() {
            let message = "Indiquez des établissements ou une convention, pas les deux.";
            wrong.push(Problem::new("convention", message));
        }
        return Ok(Some(Reach::Schools(schools)));
    }
    let known = known_convention(instance, asked.convention.as_deref());
    if known.is_none() {
        wrong.push(Problem::new("convention", UNKNOWN_CONVENTION));
    }
    Ok(known.map(Reach::Convention))
}

fn journaled(db: &mut Db, actor: &str, token: &Token, now: DateTime<Utc>) -> Result<(), StoreError> {
    let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.as_str()).collect();
    let (schools, convention) = match &token.reach {
        Reach::Schools(schools) => (Some(schools), None),
        Reach::Convention(id) => (None, Some(id)),
    };
    let body = json!({
        "token": token.id, "prefix": token.prefix, "name": token.name, "scopes": scopes, "schools": schools,
        "convention": convention, "expires_at": token.expires_at,
    });
    record(db, actor, "token_given", body, now)
}
