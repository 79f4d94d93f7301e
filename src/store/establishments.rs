//! The directory of schools.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::establishments;
use super::{Db, Instant, StoreError};
use crate::domain::establishment::Establishment;
use crate::domain::text::{searchable, words};
use crate::domain::uai::Uai;

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = establishments)]
struct Row {
    uai: String,
    name: String,
    kind: String,
    public: bool,
    town: String,
    postcode: String,
    departement_code: String,
    mailbox: String,
    open: bool,
    search: String,
    imported_at: Instant,
}

impl Row {
    fn new(school: &Establishment, now: DateTime<Utc>) -> Self {
        let search = searchable(&format!(
            "{} {} {} {}",
            school.name, school.town, school.uai, school.postcode
        ));
        Self {
            uai: school.uai.to_string(),
            name: school.name.clone(),
            kind: school.kind.clone(),
            public: school.public,
            town: school.town.clone(),
            postcode: school.postcode.clone(),
            departement_code: school.departement_code.clone(),
            mailbox: school.mailbox.clone(),
            open: school.open,
            search,
            imported_at: now.into(),
        }
    }

    fn school(self) -> Result<Establishment, StoreError> {
        Ok(Establishment {
            uai: Uai::parse(&self.uai).map_err(|e| StoreError::Corrupt(format!("{}: {e}", self.uai)))?,
            name: self.name,
            kind: self.kind,
            public: self.public,
            town: self.town,
            postcode: self.postcode,
            departement_code: self.departement_code,
            mailbox: self.mailbox,
            open: self.open,
        })
    }
}

/// Adds a school.
///
/// # Errors
/// The store's own failures; the school must be new.
pub fn insert(db: &mut Db, school: &Establishment, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::insert_into(establishments::table)
        .values(Row::new(school, now))
        .execute(db)?;
    Ok(())
}

/// Replaces what is known of a school.
///
/// # Errors
/// The store's own failures.
pub fn update(db: &mut Db, school: &Establishment, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = Row::new(school, now);
    diesel::update(establishments::table.find(school.uai.as_str()))
        .set(row)
        .execute(db)?;
    Ok(())
}

/// The school of this code.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, uai: &Uai) -> Result<Option<Establishment>, StoreError> {
    let row: Option<Row> = establishments::table
        .find(uai.as_str())
        .get_result(db)
        .optional()?;
    row.map(Row::school).transpose()
}

/// Every school by code, for comparison with an import.
///
/// # Errors
/// The store's own failures.
pub fn all(db: &mut Db) -> Result<HashMap<Uai, Establishment>, StoreError> {
    let rows: Vec<Row> = establishments::table.load(db)?;
    rows.into_iter()
        .map(|row| row.school().map(|school| (school.uai.clone(), school)))
        .collect()
}

/// How many schools are known.
///
/// # Errors
/// The store's own failures.
pub fn count(db: &mut Db) -> Result<i64, StoreError> {
    Ok(establishments::table.count().get_result(db)?)
}

/// Open schools whose name, town, postcode or code contain every word of `query`, in whatever case and accents;
/// by name, after the code `after` of the page before (keyset).
///
/// # Errors
/// The store's own failures.
pub fn search(
    db: &mut Db,
    query: &str,
    after: Option<(&str, &str)>,
    limit: i64,
) -> Result<Vec<Establishment>, StoreError> {
    let mut found = establishments::table
        .filter(establishments::open.eq(true))
        .into_boxed();
    for word in words(query) {
        found = found.filter(establishments::search.like(format!("%{word}%")));
    }
    if let Some((name, uai)) = after {
        let (name, uai) = (name.to_owned(), uai.to_owned());
        let later = establishments::name.gt(name.clone());
        found = found.filter(later.or(establishments::name.eq(name).and(establishments::uai.gt(uai))));
    }
    let rows: Vec<Row> = found
        .order((establishments::name, establishments::uai))
        .limit(limit)
        .load(db)?;
    rows.into_iter().map(Row::school).collect()
}
