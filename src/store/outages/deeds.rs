//! What people did about an outage: mitigations of one outage, first actions on a dossier.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::store::schema::{handling_actions, outage_mitigations, outages};
use crate::store::{Db, Instant, StoreError};

/// Something done, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Identifier (UUID text).
    pub id: String,
    /// Outage that it mitigates, or dossier on which it is the first action.
    pub about: String,
    /// When it was done (UTC).
    pub at: DateTime<Utc>,
    /// What was done, French.
    pub text: String,
    /// Account that recorded it.
    pub recorded_by: String,
    /// When it was recorded (UTC).
    pub recorded_at: DateTime<Utc>,
}

type Row = (String, String, Instant, String, String, Instant);

impl From<Row> for Deed {
    fn from((id, about, at, text, recorded_by, recorded_at): Row) -> Self {
        Self {
            id,
            about,
            at: at.0,
            text,
            recorded_by,
            recorded_at: recorded_at.0,
        }
    }
}

/// Records what makes up for a component that cannot be used.
///
/// # Errors
/// The store's own failures.
pub fn mitigate(db: &mut Db, deed: &Deed) -> Result<(), StoreError> {
    let values = (
        outage_mitigations::id.eq(&deed.id),
        outage_mitigations::outage_id.eq(&deed.about),
        outage_mitigations::at.eq(Instant::from(deed.at)),
        outage_mitigations::text.eq(&deed.text),
        outage_mitigations::recorded_by.eq(&deed.recorded_by),
        outage_mitigations::recorded_at.eq(Instant::from(deed.recorded_at)),
    );
    diesel::insert_into(outage_mitigations::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// The mitigations of every outage of a dossier, in the order they were recorded.
///
/// # Errors
/// The store's own failures.
pub fn mitigations(db: &mut Db, incident_id: &str) -> Result<Vec<Deed>, StoreError> {
    let of_dossier = outages::table
        .filter(outages::incident_id.eq(incident_id))
        .select(outages::id);
    let rows: Vec<Row> = outage_mitigations::table
        .filter(outage_mitigations::outage_id.eq_any(of_dossier))
        .order(outage_mitigations::id)
        .load(db)?;
    Ok(rows.into_iter().map(Deed::from).collect())
}

/// Records the first action of the handler on a dossier.
///
/// # Errors
/// The store's own failures.
pub fn first_action(db: &mut Db, deed: &Deed) -> Result<(), StoreError> {
    let values = (
        handling_actions::id.eq(&deed.id),
        handling_actions::incident_id.eq(&deed.about),
        handling_actions::at.eq(Instant::from(deed.at)),
        handling_actions::text.eq(&deed.text),
        handling_actions::recorded_by.eq(&deed.recorded_by),
        handling_actions::recorded_at.eq(Instant::from(deed.recorded_at)),
    );
    diesel::insert_into(handling_actions::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// The first actions recorded on a dossier: one for each time that outages waited for one.
///
/// # Errors
/// The store's own failures.
pub fn first_actions(db: &mut Db, incident_id: &str) -> Result<Vec<Deed>, StoreError> {
    let rows: Vec<Row> = handling_actions::table
        .filter(handling_actions::incident_id.eq(incident_id))
        .order(handling_actions::id)
        .load(db)?;
    Ok(rows.into_iter().map(Deed::from).collect())
}
