//! Who holds each dossier. A row stays when nobody holds it any more, so that its version goes on growing.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::assignments;
use super::{AT_A_TIME, Db, Instant, StoreError, accounts, teams};
use crate::domain::assignment::Holder;

#[derive(Queryable, Insertable)]
#[diesel(table_name = assignments, treat_none_as_default_value = false)]
struct Row {
    incident_id: String,
    account_id: Option<String>,
    team_id: Option<String>,
    assigned_by: String,
    assigned_at: Instant,
    version: i64,
}

/// Who holds a dossier, as it was said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Dossier.
    pub incident_id: String,
    /// Who holds it; `None` when it was released.
    pub holder: Option<Holder>,
    /// Account that said so.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Grows with each change, from 1.
    pub version: i64,
}

impl From<Row> for Assignment {
    fn from(row: Row) -> Self {
        let holder = row.account_id.map(Holder::Account);
        Self {
            incident_id: row.incident_id,
            holder: holder.or(row.team_id.map(Holder::Team)),
            by: row.assigned_by,
            at: row.assigned_at.0,
            version: row.version,
        }
    }
}

/// Records who holds a dossier from now on, in the place of what was said before.
///
/// # Errors
/// The store's own failures.
pub fn set(db: &mut Db, assignment: &Assignment) -> Result<(), StoreError> {
    diesel::delete(assignments::table.find(&assignment.incident_id)).execute(db)?;
    let (account_id, team_id) = match assignment.holder.clone() {
        Some(Holder::Account(id)) => (Some(id), None),
        Some(Holder::Team(id)) => (None, Some(id)),
        None => (None, None),
    };
    let row = Row {
        incident_id: assignment.incident_id.clone(),
        account_id,
        team_id,
        assigned_by: assignment.by.clone(),
        assigned_at: assignment.at.into(),
        version: assignment.version,
    };
    diesel::insert_into(assignments::table).values(row).execute(db)?;
    Ok(())
}

/// What was said last of a dossier; `None` when nobody ever held it.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(db: &mut Db, incident_id: &str) -> Result<Option<Assignment>, StoreError> {
    let row: Option<Row> = assignments::table.find(incident_id).first(db).optional()?;
    Ok(row.map(Assignment::from))
}

/// The name of whoever holds each of these dossiers; one that nobody holds is not there.
///
/// # Errors
/// The store's own failures.
pub fn holders(db: &mut Db, incident_ids: &[&str]) -> Result<BTreeMap<String, String>, StoreError> {
    let mut held = BTreeMap::new();
    for some in incident_ids.chunks(AT_A_TIME) {
        let rows: Vec<Row> = assignments::table
            .filter(assignments::incident_id.eq_any(some))
            .load(db)?;
        for row in rows {
            let assignment = Assignment::from(row);
            if let Some(holder) = &assignment.holder {
                held.insert(assignment.incident_id, name(db, holder)?);
            }
        }
    }
    Ok(held)
}

/// The name of a holder, who may have left since.
///
/// # Errors
/// The store's own failures.
pub fn name(db: &mut Db, holder: &Holder) -> Result<String, StoreError> {
    Ok(match holder {
        Holder::Account(id) => accounts::name(db, id)?.unwrap_or_default(),
        Holder::Team(id) => teams::names(db, &[id])?.remove(id).unwrap_or_default(),
    })
}
