//! Alerts of supervision tools: which dossier each key opened, and what was said of it last.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::{accounts, incidents, supervision_alerts};
use super::types::AlertStateText;
use super::{Db, Instant, StoreError};
use crate::domain::supervision::{AlertState, Known};

/// The dossier that a key of the machine of this name opened last, if it opened any: its token may have been replaced
/// since.
///
/// # Errors
/// The store's own failures.
pub fn latest(db: &mut Db, name: &str, key: &str) -> Result<Option<(String, Known)>, StoreError> {
    type Row = (String, String, super::types::StatusText, AlertStateText, Instant);
    let row: Option<Row> = supervision_alerts::table
        .inner_join(incidents::table.on(incidents::id.eq(supervision_alerts::incident_id)))
        .inner_join(accounts::table.on(accounts::id.eq(supervision_alerts::account_id)))
        .filter(accounts::name.eq(name))
        .filter(supervision_alerts::key.eq(key))
        .order(supervision_alerts::incident_id.desc())
        .select((
            supervision_alerts::incident_id,
            incidents::reference,
            incidents::status,
            supervision_alerts::state,
            supervision_alerts::noted_at,
        ))
        .first(db)
        .optional()?;
    Ok(row.map(|(id, reference, status, state, noted_at)| {
        let known = Known {
            reference,
            status: status.into(),
            state: state.into(),
            noted_at: noted_at.0,
        };
        (id, known)
    }))
}

/// Whether a dossier was opened by an alert.
///
/// # Errors
/// The store's own failures.
pub fn is_alert(db: &mut Db, incident_id: &str) -> Result<bool, StoreError> {
    let found: Option<String> = supervision_alerts::table
        .find(incident_id)
        .select(supervision_alerts::key)
        .first(db)
        .optional()?;
    Ok(found.is_some())
}

/// Keeps that a key of this machine opened a dossier.
///
/// # Errors
/// The store's own failures.
pub fn insert(
    db: &mut Db,
    incident_id: &str,
    (machine, key): (&str, &str),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let values = (
        supervision_alerts::incident_id.eq(incident_id),
        supervision_alerts::account_id.eq(machine),
        supervision_alerts::key.eq(key),
        supervision_alerts::state.eq(AlertStateText(AlertState::Firing)),
        supervision_alerts::noted_at.eq(Instant::from(now)),
    );
    diesel::insert_into(supervision_alerts::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// Keeps what was said last of the alert of a dossier.
///
/// # Errors
/// The store's own failures.
pub fn noted(
    db: &mut Db,
    incident_id: &str,
    state: AlertState,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let values = (
        supervision_alerts::state.eq(AlertStateText(state)),
        supervision_alerts::noted_at.eq(Instant::from(now)),
    );
    diesel::update(supervision_alerts::table.find(incident_id))
        .set(values)
        .execute(db)?;
    Ok(())
}
