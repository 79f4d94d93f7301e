//! Actions of remediation plans, and what changed in each: a change is never changed itself.

mod list;
mod steps;

pub use list::{Filter, Line, Owned, Place, list};
pub use steps::{Due, done, due, due_dossiers, schedule};

use chrono::{DateTime, Utc};
use diesel::dsl::max;
use diesel::prelude::*;

use super::schema::{remediation_actions, remediation_changes};
use super::types::{ActionStateText, PartyText, day_of, day_text};
use super::{Db, Instant, StoreError};
use crate::domain::remediation::{Action, Owner};

#[derive(Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = remediation_actions, treat_none_as_default_value = false, treat_none_as_null = true)]
struct Row {
    id: String,
    incident_id: String,
    number: i64,
    title: String,
    owner_account: Option<String>,
    owner_party: Option<PartyText>,
    due_on: String,
    state: ActionStateText,
    reason: String,
    evidence: String,
    attachment_id: Option<String>,
    planned_by: String,
    planned_at: Instant,
    version: i64,
}

/// An action of the plan of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Identifier (UUID text).
    pub id: String,
    /// Dossier.
    pub incident_id: String,
    /// Its number in the dossier, from 1.
    pub number: i64,
    /// The action as it stands.
    pub action: Action,
    /// Account that planned it.
    pub planned_by: String,
    /// When it was planned (UTC).
    pub planned_at: DateTime<Utc>,
    /// Grows with each change, from 1.
    pub version: i64,
}

impl Row {
    fn of(kept: &Kept) -> Self {
        let action = kept.action.clone();
        let (owner_account, owner_party) = match action.owner {
            Owner::Account(id) => (Some(id), None),
            Owner::Party(party) => (None, Some(party.into())),
        };
        Self {
            id: kept.id.clone(),
            incident_id: kept.incident_id.clone(),
            number: kept.number,
            title: action.title,
            owner_account,
            owner_party,
            due_on: day_text(action.due_on),
            state: action.state.into(),
            reason: action.reason,
            evidence: action.evidence,
            attachment_id: action.attachment,
            planned_by: kept.planned_by.clone(),
            planned_at: kept.planned_at.into(),
            version: kept.version,
        }
    }

    fn kept(self) -> Result<Kept, StoreError> {
        let owner = match (self.owner_account, self.owner_party) {
            (Some(id), None) => Owner::Account(id),
            (None, Some(party)) => Owner::Party(party.into()),
            _ => return Err(StoreError::Corrupt(format!("owner of action {}", self.id))),
        };
        Ok(Kept {
            id: self.id,
            incident_id: self.incident_id,
            number: self.number,
            action: Action {
                title: self.title,
                owner,
                due_on: day_of(&self.due_on)?,
                state: self.state.into(),
                reason: self.reason,
                evidence: self.evidence,
                attachment: self.attachment_id,
            },
            planned_by: self.planned_by,
            planned_at: self.planned_at.0,
            version: self.version,
        })
    }
}

/// Records a new action.
///
/// # Errors
/// The store's own failures.
pub fn insert(db: &mut Db, kept: &Kept) -> Result<(), StoreError> {
    diesel::insert_into(remediation_actions::table)
        .values(Row::of(kept))
        .execute(db)?;
    Ok(())
}

/// Saves a changed action under its new version.
///
/// # Errors
/// The store's own failures.
pub fn update(db: &mut Db, kept: &Kept) -> Result<(), StoreError> {
    diesel::update(remediation_actions::table.find(&kept.id))
        .set(Row::of(kept))
        .execute(db)?;
    Ok(())
}

/// The number of the next action of a dossier. Only within a write.
///
/// # Errors
/// The store's own failures.
pub fn next_number(db: &mut Db, incident_id: &str) -> Result<i64, StoreError> {
    let of_dossier = remediation_actions::table.filter(remediation_actions::incident_id.eq(incident_id));
    let last: Option<i64> = of_dossier
        .select(max(remediation_actions::number))
        .get_result(db)?;
    Ok(last.unwrap_or(0) + 1)
}

/// The plan of a dossier, in the order planned.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(db: &mut Db, incident_id: &str) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<Row> = remediation_actions::table
        .filter(remediation_actions::incident_id.eq(incident_id))
        .order(remediation_actions::number)
        .load(db)?;
    rows.into_iter().map(Row::kept).collect()
}

/// The action of this number of a dossier.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, incident_id: &str, number: i64) -> Result<Option<Kept>, StoreError> {
    let row: Option<Row> = remediation_actions::table
        .filter(remediation_actions::incident_id.eq(incident_id))
        .filter(remediation_actions::number.eq(number))
        .first(db)
        .optional()?;
    row.map(Row::kept).transpose()
}

/// What one change did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Version that it made.
    pub version: i64,
    /// Account.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// The fields that changed, each with its value before and after, as JSON.
    pub fields: serde_json::Value,
}

/// Records what a change of an action did.
///
/// # Errors
/// The store's own failures.
pub fn insert_change(db: &mut Db, action_id: &str, changed: &Changed) -> Result<(), StoreError> {
    let values = (
        remediation_changes::action_id.eq(action_id),
        remediation_changes::version.eq(changed.version),
        remediation_changes::changed_by.eq(&changed.by),
        remediation_changes::changed_at.eq(Instant::from(changed.at)),
        remediation_changes::fields.eq(changed.fields.to_string()),
    );
    diesel::insert_into(remediation_changes::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// What changed in an action after a version, in order.
///
/// # Errors
/// The store's own failures.
pub fn changes_after(db: &mut Db, action_id: &str, version: i64) -> Result<Vec<Changed>, StoreError> {
    let rows: Vec<(i64, String, Instant, String)> = remediation_changes::table
        .filter(remediation_changes::action_id.eq(action_id))
        .filter(remediation_changes::version.gt(version))
        .order(remediation_changes::version)
        .select((
            remediation_changes::version,
            remediation_changes::changed_by,
            remediation_changes::changed_at,
            remediation_changes::fields,
        ))
        .load(db)?;
    let changed = |(version, by, at, fields): (i64, String, Instant, String)| {
        Ok(Changed {
            version,
            by,
            at: at.0,
            fields: serde_json::from_str(&fields)?,
        })
    };
    rows.into_iter().map(changed).collect()
}
