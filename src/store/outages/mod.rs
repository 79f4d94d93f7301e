//! Components of a dossier that cannot be used, with what was done meanwhile. What happened is never rewritten: an outage
//! ends once, and mitigations and actions are only added.

mod deeds;

pub use deeds::{Deed, first_action, first_actions, mitigate, mitigations};

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::{incident_components, outage_obligations, outages};
use super::{Db, Instant, StoreError};
use crate::domain::obligations::Outage;

#[derive(Queryable, Insertable)]
#[diesel(table_name = outages, treat_none_as_default_value = false)]
struct Row {
    id: String,
    incident_id: String,
    component: String,
    began_at: Instant,
    ended_at: Option<Instant>,
    spare: Option<bool>,
    under_control: Option<bool>,
    shared_data: bool,
    recorded_by: String,
    recorded_at: Instant,
}

/// An outage as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Identifier (UUID text; sorts by instant of recording).
    pub id: String,
    /// Dossier.
    pub incident_id: String,
    /// What is known of it.
    pub outage: Outage,
    /// Account that recorded it.
    pub recorded_by: String,
    /// When it was recorded (UTC).
    pub recorded_at: DateTime<Utc>,
}

impl From<Row> for Recorded {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            incident_id: row.incident_id,
            outage: Outage {
                component: row.component,
                began_at: row.began_at.0,
                ended_at: row.ended_at.map(|at| at.0),
                spare: row.spare,
                under_control: row.under_control,
                shared_data: row.shared_data,
            },
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at.0,
        }
    }
}

impl From<&Recorded> for Row {
    fn from(recorded: &Recorded) -> Self {
        let outage = recorded.outage.clone();
        Self {
            id: recorded.id.clone(),
            incident_id: recorded.incident_id.clone(),
            component: outage.component,
            began_at: outage.began_at.into(),
            ended_at: outage.ended_at.map(Instant::from),
            spare: outage.spare,
            under_control: outage.under_control,
            shared_data: outage.shared_data,
            recorded_by: recorded.recorded_by.clone(),
            recorded_at: recorded.recorded_at.into(),
        }
    }
}

/// Records an outage that begins; its component is unavailable from here on.
///
/// # Errors
/// The store's own failures.
pub fn insert(db: &mut Db, recorded: &Recorded) -> Result<(), StoreError> {
    diesel::insert_into(outages::table)
        .values(Row::from(recorded))
        .execute(db)?;
    show(db, recorded)
}

/// Saves the facts of an outage that goes on, or its end.
///
/// # Errors
/// The store's own failures.
pub fn update(db: &mut Db, recorded: &Recorded) -> Result<(), StoreError> {
    let outage = &recorded.outage;
    let values = (
        outages::ended_at.eq(outage.ended_at.map(Instant::from)),
        outages::spare.eq(outage.spare),
        outages::under_control.eq(outage.under_control),
        outages::shared_data.eq(outage.shared_data),
    );
    diesel::update(outages::table.find(&recorded.id))
        .set(values)
        .execute(db)?;
    show(db, recorded)
}

/// The component in the list of its dossier says whether it can be used.
fn show(db: &mut Db, recorded: &Recorded) -> Result<(), StoreError> {
    let of_dossier = incident_components::table
        .filter(incident_components::incident_id.eq(&recorded.incident_id))
        .filter(incident_components::component.eq(&recorded.outage.component));
    diesel::update(of_dossier)
        .set(incident_components::unavailable.eq(recorded.outage.ended_at.is_none()))
        .execute(db)?;
    Ok(())
}

/// The outages of a dossier, in the order they were recorded.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(db: &mut Db, incident_id: &str) -> Result<Vec<Recorded>, StoreError> {
    let rows: Vec<Row> = outages::table
        .filter(outages::incident_id.eq(incident_id))
        .order(outages::id)
        .load(db)?;
    Ok(rows.into_iter().map(Recorded::from).collect())
}

/// Says that a duty is a service level of this outage.
///
/// # Errors
/// The store's own failures.
pub fn link(db: &mut Db, outage_id: &str, obligation_id: &str) -> Result<(), StoreError> {
    let values = (
        outage_obligations::obligation_id.eq(obligation_id),
        outage_obligations::outage_id.eq(outage_id),
    );
    diesel::insert_into(outage_obligations::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// Which outage each service level of a dossier belongs to, by the identifier of the duty.
///
/// # Errors
/// The store's own failures.
pub fn links(db: &mut Db, incident_id: &str) -> Result<BTreeMap<String, String>, StoreError> {
    let of_dossier = outages::table
        .filter(outages::incident_id.eq(incident_id))
        .select(outages::id);
    let links: Vec<(String, String)> = outage_obligations::table
        .filter(outage_obligations::outage_id.eq_any(of_dossier))
        .select((outage_obligations::obligation_id, outage_obligations::outage_id))
        .load(db)?;
    Ok(links.into_iter().collect())
}
