//! Tokens of machines: only their hash is kept. Each stands for an author among the accounts, which the database
//! refuses a password, a role and a session.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::{account_schools, accounts, api_token_scopes, api_tokens};
use super::types::ScopeText;
use super::{Db, Instant, StoreError};
use crate::domain::machines::{Reach, Scope, Token};
use crate::domain::people::Account;
use crate::domain::uai::Uai;

#[derive(Queryable, Insertable)]
#[diesel(table_name = api_tokens)]
struct Row {
    account_id: String,
    prefix: String,
    token_hash: String,
    created_by: String,
    created_at: Instant,
    expires_at: Instant,
    last_used_at: Option<Instant>,
    revoked_at: Option<Instant>,
    revoked_by: Option<String>,
}

/// Keeps a token and the author that it stands for.
///
/// # Errors
/// The store's own failures.
pub fn insert(db: &mut Db, token: &Token, token_hash: &str, created_by: &str) -> Result<(), StoreError> {
    super::accounts::insert(db, &author(token), None, token.created_at)?;
    let row = Row {
        account_id: token.id.clone(),
        prefix: token.prefix.clone(),
        token_hash: token_hash.to_owned(),
        created_by: created_by.to_owned(),
        created_at: token.created_at.into(),
        expires_at: token.expires_at.into(),
        last_used_at: None,
        revoked_at: None,
        revoked_by: None,
    };
    diesel::insert_into(api_tokens::table).values(row).execute(db)?;
    for scope in &token.scopes {
        let values = (
            api_token_scopes::account_id.eq(&token.id),
            api_token_scopes::scope.eq(ScopeText(*scope)),
        );
        diesel::insert_into(api_token_scopes::table)
            .values(values)
            .execute(db)?;
    }
    Ok(())
}

/// The author that a token stands for: a name, no role, and what no address looks like where people have theirs.
#[must_use]
pub fn author(token: &Token) -> Account {
    let (schools, convention) = match &token.reach {
        Reach::Schools(schools) => (schools.clone(), None),
        Reach::Convention(id) => (std::collections::BTreeSet::new(), Some(id.clone())),
    };
    Account {
        id: token.id.clone(),
        email: format!("jeton-{}", token.prefix),
        name: token.name.clone(),
        roles: std::collections::BTreeSet::new(),
        schools,
        convention,
        may_export: false,
    }
}

/// The token of this hash, whatever became of it.
///
/// # Errors
/// The store's own failures.
pub fn by_hash(db: &mut Db, token_hash: &str) -> Result<Option<Token>, StoreError> {
    let row: Option<Row> = api_tokens::table
        .filter(api_tokens::token_hash.eq(token_hash))
        .get_result(db)
        .optional()?;
    row.map(|row| complete(db, row)).transpose()
}

/// The token of this identifier, whatever became of it.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, id: &str) -> Result<Option<Token>, StoreError> {
    let row: Option<Row> = api_tokens::table.find(id).get_result(db).optional()?;
    row.map(|row| complete(db, row)).transpose()
}

/// The token that begins so, whatever became of it.
///
/// # Errors
/// The store's own failures.
pub fn by_prefix(db: &mut Db, prefix: &str) -> Result<Option<Token>, StoreError> {
    let row: Option<Row> = api_tokens::table
        .filter(api_tokens::prefix.eq(prefix))
        .get_result(db)
        .optional()?;
    row.map(|row| complete(db, row)).transpose()
}

/// Every token, the newest first. An installation has a handful.
///
/// # Errors
/// The store's own failures.
pub fn all(db: &mut Db) -> Result<Vec<Token>, StoreError> {
    let rows: Vec<Row> = api_tokens::table.order(api_tokens::account_id.desc()).load(db)?;
    rows.into_iter().map(|row| complete(db, row)).collect()
}

fn complete(db: &mut Db, row: Row) -> Result<Token, StoreError> {
    let (name, convention): (String, Option<String>) = accounts::table
        .find(&row.account_id)
        .select((accounts::name, accounts::convention))
        .get_result(db)?;
    let scopes: Vec<ScopeText> = api_token_scopes::table
        .filter(api_token_scopes::account_id.eq(&row.account_id))
        .select(api_token_scopes::scope)
        .load(db)?;
    let reach = match convention {
        Some(id) => Reach::Convention(id),
        None => Reach::Schools(schools(db, &row.account_id)?),
    };
    Ok(Token {
        id: row.account_id,
        prefix: row.prefix,
        name,
        scopes: scopes.into_iter().map(Scope::from).collect(),
        reach,
        created_at: row.created_at.0,
        expires_at: row.expires_at.0,
        last_used_at: row.last_used_at.map(|at| at.0),
        revoked_at: row.revoked_at.map(|at| at.0),
    })
}

fn schools(db: &mut Db, id: &str) -> Result<std::collections::BTreeSet<Uai>, StoreError> {
    let schools: Vec<String> = account_schools::table
        .filter(account_schools::account_id.eq(id))
        .select(account_schools::uai)
        .load(db)?;
    let schools = schools.iter().map(|uai| Uai::parse(uai));
    schools
        .collect::<Result<_, _>>()
        .map_err(|refused| StoreError::Corrupt(refused.to_string()))
}

/// Notes that a token called at `now` (UTC).
///
/// # Errors
/// The store's own failures.
pub fn used(db: &mut Db, id: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(api_tokens::table.find(id))
        .set(api_tokens::last_used_at.eq(Some(Instant::from(now))))
        .execute(db)?;
    Ok(())
}

/// Takes a token back; tells whether it was still held.
///
/// # Errors
/// The store's own failures.
pub fn revoke(db: &mut Db, id: &str, by: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let held = api_tokens::table
        .filter(api_tokens::account_id.eq(id))
        .filter(api_tokens::revoked_at.is_null());
    let values = (
        api_tokens::revoked_at.eq(Some(Instant::from(now))),
        api_tokens::revoked_by.eq(Some(by)),
    );
    Ok(diesel::update(held).set(values).execute(db)? > 0)
}
