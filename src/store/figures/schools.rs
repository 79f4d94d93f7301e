//! The schools of a period: how many, and those with most dossiers.

use std::collections::BTreeMap;

use diesel::dsl::{count, count_star};
use diesel::prelude::*;

use super::{Scope, number, within};
use crate::domain::committee::{School, Schools};
use crate::domain::incident::Status;
use crate::domain::people::Sight;
use crate::store::incidents::{Condition, visible};
use crate::store::schema::{establishments, incident_parties, incidents};
use crate::store::types::{PartyText, StatusText};
use crate::store::{Db, Instant, StoreError};

/// How many different schools had a dossier that was not rejected.
///
/// # Errors
/// The store's own failures.
pub fn schools_touched(db: &mut Db, scope: Scope<'_>) -> Result<usize, StoreError> {
    let Some(condition) = within!(incidents::table, scope) else {
        return Ok(0);
    };
    let different: i64 = incidents::table
        .filter(condition)
        .filter(incidents::status.ne(StatusText(Status::Rejected)))
        .select(count(incidents::establishment_uai).aggregate_distinct())
        .get_result(db)?;
    Ok(number(different))
}

/// The schools of a scope, at most `most` of them by name.
///
/// # Errors
/// The store's own failures.
pub fn schools(db: &mut Db, scope: Scope<'_>, most: i64) -> Result<Schools, StoreError> {
    let total = schools_touched(db, scope)?;
    let Some(condition) = within!(incidents::table, scope) else {
        return Ok(Schools::default());
    };
    let rows: Vec<(Option<String>, i64)> = incidents::table
        .filter(condition)
        .filter(incidents::status.ne(StatusText(Status::Rejected)))
        .filter(incidents::establishment_uai.is_not_null())
        .group_by(incidents::establishment_uai)
        .select((incidents::establishment_uai, count_star()))
        .order((count_star().desc(), incidents::establishment_uai.asc()))
        .limit(most)
        .load(db)?;
    let rows: Vec<(String, i64)> = rows
        .into_iter()
        .filter_map(|(uai, count)| Some((uai?, count)))
        .collect();
    let names: Vec<(String, String)> = establishments::table
        .filter(establishments::uai.eq_any(rows.iter().map(|(uai, _)| uai)))
        .select((establishments::uai, establishments::name))
        .load(db)?;
    let mut names: BTreeMap<String, String> = names.into_iter().collect();
    let school = |(uai, count): (String, i64)| School {
        name: names.remove(&uai).unwrap_or_default(),
        count: number(count),
        uai,
    };
    Ok(Schools {
        total,
        top: rows.into_iter().map(school).collect(),
    })
}
