//! People who may sign in, and the one-time links by which they choose a password.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::db::MultiBackend;
use super::schema::{account_roles, account_schools, accounts, api_tokens, password_links, sessions};
use super::types::RoleText;
use super::{AT_A_TIME, Db, Instant, StoreError};
use crate::domain::people::{Account, Role};
use crate::domain::uai::Uai;

#[derive(Queryable, Insertable)]
#[diesel(table_name = accounts)]
struct Row {
    id: String,
    email: String,
    name: String,
    convention: Option<String>,
    password_hash: Option<String>,
    created_at: Instant,
    disabled_at: Option<Instant>,
    may_export: bool,
}

/// An account with what only signing in and administration need.
#[derive(Clone, Debug)]
pub struct StoredAccount {
    /// The account.
    pub account: Account,
    /// argon2id hash in PHC form; `None` until a password is chosen.
    pub password_hash: Option<String>,
    /// Instant from which it may no longer sign in (UTC).
    pub disabled_at: Option<DateTime<Utc>>,
}

/// Adds an account.
///
/// # Errors
/// [`StoreError::is_duplicate`] when the address is taken.
pub fn insert(
    db: &mut Db,
    account: &Account,
    password_hash: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = Row {
        id: account.id.clone(),
        email: account.email.clone(),
        name: account.name.clone(),
        convention: account.convention.clone(),
        password_hash: password_hash.map(ToOwned::to_owned),
        created_at: now.into(),
        disabled_at: None,
        may_export: account.may_export,
    };
    diesel::insert_into(accounts::table).values(row).execute(db)?;
    for role in &account.roles {
        let values = (
            account_roles::account_id.eq(&account.id),
            account_roles::role.eq(role.as_str()),
        );
        diesel::insert_into(account_roles::table)
            .values(values)
            .execute(db)?;
    }
    for uai in &account.schools {
        let values = (
            account_schools::account_id.eq(&account.id),
            account_schools::uai.eq(uai.as_str()),
        );
        diesel::insert_into(account_schools::table)
            .values(values)
            .execute(db)?;
    }
    Ok(())
}

fn complete(db: &mut Db, row: Row) -> Result<StoredAccount, StoreError> {
    let roles: Vec<RoleText> = account_roles::table
        .filter(account_roles::account_id.eq(&row.id))
        .select(account_roles::role)
        .load(db)?;
    let schools: Vec<String> = account_schools::table
        .filter(account_schools::account_id.eq(&row.id))
        .select(account_schools::uai)
        .load(db)?;
    let schools = schools
        .iter()
        .map(|uai| Uai::parse(uai))
        .collect::<Result<_, _>>();
    let account = Account {
        id: row.id,
        email: row.email,
        name: row.name,
        roles: roles.into_iter().map(Role::from).collect(),
        schools: schools.map_err(|e| StoreError::Corrupt(e.to_string()))?,
        convention: row.convention,
        may_export: row.may_export,
    };
    Ok(StoredAccount {
        account,
        password_hash: row.password_hash,
        disabled_at: row.disabled_at.map(|at| at.0),
    })
}

/// The account of this address (any case), disabled ones included. What is no address names nobody: in its place a
/// machine has what tells it from others.
///
/// # Errors
/// The store's own failures.
pub fn by_email(db: &mut Db, email: &str) -> Result<Option<StoredAccount>, StoreError> {
    if !email.contains('@') {
        return Ok(None);
    }
    let row: Option<Row> = accounts::table
        .filter(accounts::email.eq(email.trim().to_lowercase()))
        .get_result(db)
        .optional()?;
    row.map(|row| complete(db, row)).transpose()
}

/// The account of this identifier, disabled ones included.
///
/// # Errors
/// The store's own failures.
pub fn by_id(db: &mut Db, id: &str) -> Result<Option<StoredAccount>, StoreError> {
    let row: Option<Row> = accounts::table.find(id).get_result(db).optional()?;
    row.map(|row| complete(db, row)).transpose()
}

/// The account that opened this session, disabled ones included, unless the session ended before `now`.
///
/// # Errors
/// The store's own failures.
pub(super) fn by_session(
    db: &mut Db,
    secret_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<StoredAccount>, StoreError> {
    let row: Option<Row> = accounts::table
        .inner_join(sessions::table.on(sessions::account_id.eq(accounts::id)))
        .filter(sessions::secret_hash.eq(secret_hash))
        .filter(sessions::expires_at.gt(Instant::from(now)))
        .select(accounts::all_columns)
        .get_result(db)
        .optional()?;
    row.map(|row| complete(db, row)).transpose()
}

/// The name of the account of this identifier.
///
/// # Errors
/// The store's own failures.
pub fn name(db: &mut Db, id: &str) -> Result<Option<String>, StoreError> {
    let name = accounts::table.find(id).select(accounts::name);
    Ok(name.get_result(db).optional()?)
}

/// The names of these accounts.
///
/// # Errors
/// The store's own failures.
pub fn names(db: &mut Db, ids: &[&str]) -> Result<BTreeMap<String, String>, StoreError> {
    let mut names = BTreeMap::new();
    for some in ids.chunks(AT_A_TIME) {
        let rows: Vec<(String, String)> = accounts::table
            .filter(accounts::id.eq_any(some))
            .select((accounts::id, accounts::name))
            .load(db)?;
        names.extend(rows);
    }
    Ok(names)
}

/// The accounts that hold a role and may sign in, by address; of a role tied to schools only those of this one.
///
/// # Errors
/// The store's own failures.
pub fn of_role(db: &mut Db, role: Role, school: Option<&Uai>) -> Result<Vec<Account>, StoreError> {
    let holders = account_roles::table
        .filter(account_roles::role.eq(role.as_str()))
        .select(account_roles::account_id);
    let mut found = accounts::table
        .filter(accounts::id.eq_any(holders))
        .filter(accounts::disabled_at.is_null())
        .into_boxed::<MultiBackend>();
    if role.belongs_to_schools() {
        let uai = school.map(|uai| uai.as_str().to_owned()).unwrap_or_default();
        let of_school = account_schools::table
            .filter(account_schools::uai.eq(uai))
            .select(account_schools::account_id);
        found = found.filter(accounts::id.eq_any(of_school));
    }
    let rows: Vec<Row> = found.order(accounts::email).load(db)?;
    rows.into_iter()
        .map(|row| Ok(complete(db, row)?.account))
        .collect()
}

/// Every account of a person, by address.
///
/// # Errors
/// The store's own failures.
pub fn all(db: &mut Db) -> Result<Vec<StoredAccount>, StoreError> {
    let machines = api_tokens::table.select(api_tokens::account_id);
    let rows: Vec<Row> = accounts::table
        .filter(accounts::id.ne_all(machines))
        .order(accounts::email)
        .load(db)?;
    rows.into_iter().map(|row| complete(db, row)).collect()
}

/// Sets the password's hash.
///
/// # Errors
/// The store's own failures.
pub fn set_password(db: &mut Db, id: &str, password_hash: &str) -> Result<(), StoreError> {
    diesel::update(accounts::table.find(id))
        .set(accounts::password_hash.eq(password_hash))
        .execute(db)?;
    Ok(())
}

/// Refuses further signing in.
///
/// # Errors
/// The store's own failures.
pub fn disable(db: &mut Db, id: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(accounts::table.find(id))
        .set(accounts::disabled_at.eq(Instant::from(now)))
        .execute(db)?;
    Ok(())
}

/// Gives the right to take registers out, or takes it back.
///
/// # Errors
/// The store's own failures.
pub fn let_export(db: &mut Db, id: &str, may: bool) -> Result<(), StoreError> {
    diesel::update(accounts::table.find(id))
        .set(accounts::may_export.eq(may))
        .execute(db)?;
    Ok(())
}

/// Records a one-time link; `secret_hash` is the SHA-256 of its secret.
///
/// # Errors
/// The store's own failures.
pub fn add_link(
    db: &mut Db,
    secret_hash: &str,
    account_id: &str,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let values = (
        password_links::secret_hash.eq(secret_hash),
        password_links::account_id.eq(account_id),
        password_links::created_at.eq(Instant::from(now)),
        password_links::expires_at.eq(Instant::from(expires_at)),
    );
    diesel::insert_into(password_links::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// The account that a one-time link still opens at `now`.
///
/// # Errors
/// The store's own failures.
pub fn by_link(
    db: &mut Db,
    secret_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<StoredAccount>, StoreError> {
    let id: Option<String> = password_links::table
        .find(secret_hash)
        .filter(password_links::used_at.is_null())
        .filter(password_links::expires_at.gt(Instant::from(now)))
        .select(password_links::account_id)
        .get_result(db)
        .optional()?;
    id.map_or(Ok(None), |id| by_id(db, &id))
}

/// Marks every link of an account as used: a new password makes the older ones void.
///
/// # Errors
/// The store's own failures.
pub fn use_links(db: &mut Db, account_id: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(password_links::table.filter(password_links::account_id.eq(account_id)))
        .filter(password_links::used_at.is_null())
        .set(password_links::used_at.eq(Instant::from(now)))
        .execute(db)?;
    Ok(())
}
