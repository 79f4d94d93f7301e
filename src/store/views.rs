//! The filters that people keep under a name.

use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;

use super::schema::saved_views;
use super::{Db, Instant, StoreError};

/// A filter kept under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Identifier (UUID text).
    pub id: String,
    /// Its name, one of a kind for its owner.
    pub name: String,
    /// The parameters of the list, as an address has them.
    pub query: String,
    /// When it was kept (UTC).
    pub created_at: DateTime<Utc>,
}

type Row = (String, String, String, Instant);

fn view((id, name, query, created_at): Row) -> View {
    View {
        id,
        name,
        query,
        created_at: created_at.0,
    }
}

/// The views of an account, by name.
///
/// # Errors
/// The store's own failures.
pub fn of_account(db: &mut Db, account: &str) -> Result<Vec<View>, StoreError> {
    let rows: Vec<Row> = saved_views::table
        .filter(saved_views::account_id.eq(account))
        .select((
            saved_views::id,
            saved_views::name,
            saved_views::query,
            saved_views::created_at,
        ))
        .load(db)?;
    let mut views: Vec<View> = rows.into_iter().map(view).collect();
    // Engines put letters in different orders.
    views.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(views)
}

/// How many views an account has.
///
/// # Errors
/// The store's own failures.
pub fn count(db: &mut Db, account: &str) -> Result<i64, StoreError> {
    Ok(saved_views::table
        .filter(saved_views::account_id.eq(account))
        .select(count_star())
        .get_result(db)?)
}

/// The view of this name, if the account has one.
///
/// # Errors
/// The store's own failures.
pub fn named(db: &mut Db, account: &str, name: &str) -> Result<Option<String>, StoreError> {
    Ok(saved_views::table
        .filter(saved_views::account_id.eq(account))
        .filter(saved_views::name.eq(name))
        .select(saved_views::id)
        .get_result(db)
        .optional()?)
}

/// Keeps a view.
///
/// # Errors
/// The store's own failures.
pub fn insert(db: &mut Db, account: &str, view: &View) -> Result<(), StoreError> {
    let values = (
        saved_views::id.eq(&view.id),
        saved_views::account_id.eq(account),
        saved_views::name.eq(&view.name),
        saved_views::query.eq(&view.query),
        saved_views::created_at.eq(Instant::from(view.created_at)),
    );
    diesel::insert_into(saved_views::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// Gives a view of an account another name; tells whether there is such a view.
///
/// # Errors
/// The store's own failures.
pub fn rename(db: &mut Db, account: &str, id: &str, name: &str) -> Result<bool, StoreError> {
    let own = saved_views::table
        .filter(saved_views::id.eq(id))
        .filter(saved_views::account_id.eq(account));
    let renamed = diesel::update(own).set(saved_views::name.eq(name)).execute(db)?;
    Ok(renamed > 0)
}

/// Drops a view of an account; tells whether there was such a view.
///
/// # Errors
/// The store's own failures.
pub fn delete(db: &mut Db, account: &str, id: &str) -> Result<bool, StoreError> {
    let own = saved_views::table
        .filter(saved_views::id.eq(id))
        .filter(saved_views::account_id.eq(account));
    Ok(diesel::delete(own).execute(db)? > 0)
}
