//! Every decision of a dossier once people changed the first one, that one included.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::domain::life::Cause;
use crate::domain::routing::Decision;
use crate::store::schema::incident_decisions;
use crate::store::types::CauseText;
use crate::store::{Db, Instant, StoreError};

/// A decision with why and by whom it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// From 1, in order.
    pub number: i64,
    /// What led to it.
    pub cause: Cause,
    /// The decision.
    pub decision: Decision,
    /// Why; empty for the first one, which carries its own reasons.
    pub reason: String,
    /// Account that took it; for the first one, the account that reported.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = incident_decisions, treat_none_as_default_value = false)]
struct Row {
    incident_id: String,
    number: i64,
    cause: CauseText,
    decision: String,
    reason: String,
    decided_by: String,
    decided_at: Instant,
}

/// Records the next decision of a dossier; `decided.number` is given here. Only within a write.
///
/// # Errors
/// The store's own failures.
pub fn insert_decision(db: &mut Db, incident_id: &str, decided: Decided) -> Result<(), StoreError> {
    let known: i64 = incident_decisions::table
        .filter(incident_decisions::incident_id.eq(incident_id))
        .count()
        .get_result(db)?;
    let row = Row {
        incident_id: incident_id.to_owned(),
        number: known + 1,
        cause: decided.cause.into(),
        decision: serde_json::to_string(&decided.decision)?,
        reason: decided.reason,
        decided_by: decided.by,
        decided_at: decided.at.into(),
    };
    diesel::insert_into(incident_decisions::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The decisions of a dossier, in order; empty while the first one stands.
///
/// # Errors
/// The store's own failures.
pub fn decisions(db: &mut Db, incident_id: &str) -> Result<Vec<Decided>, StoreError> {
    let rows: Vec<Row> = incident_decisions::table
        .filter(incident_decisions::incident_id.eq(incident_id))
        .order(incident_decisions::number)
        .load(db)?;
    rows.into_iter().map(Row::decided).collect()
}

impl Row {
    fn decided(self) -> Result<Decided, StoreError> {
        Ok(Decided {
            number: self.number,
            cause: self.cause.into(),
            decision: serde_json::from_str(&self.decision)?,
            reason: self.reason,
            by: self.decided_by,
            at: self.decided_at.0,
        })
    }
}
