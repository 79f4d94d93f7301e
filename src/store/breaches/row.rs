//! A breach as a row, and back.

use diesel::prelude::*;

use super::{Breach, Hold, Settled, Verdict};
use crate::domain::obligations::Ministry;
use crate::store::schema::breaches;
use crate::store::types::{BreachStatusText, RiskText};
use crate::store::{Instant, StoreError};

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = breaches, treat_none_as_null = true)]
pub(super) struct Row {
    id: String,
    incident_id: String,
    reference: String,
    status: BreachStatusText,
    status_reason: String,
    record: String,
    controllers: String,
    risk: Option<RiskText>,
    risk_reasons: String,
    risk_decided_by: Option<String>,
    risk_decided_at: Option<Instant>,
    hold_reason: Option<String>,
    held_by: Option<String>,
    held_at: Option<Instant>,
    ministry_decided_at: Option<Instant>,
    ministry_due_at: Option<Instant>,
    opened_by: String,
    opened_at: Instant,
    version: i64,
    settled_by: Option<String>,
    settled_at: Option<Instant>,
}

impl Row {
    pub(super) fn new(breach: &Breach) -> Result<Self, StoreError> {
        let b = breach.clone();
        let (verdict, hold) = (b.verdict, b.hold);
        Ok(Self {
            record: serde_json::to_string(&b.record)?,
            controllers: serde_json::to_string(&b.controllers)?,
            id: b.id,
            incident_id: b.incident_id,
            reference: b.reference,
            status: b.status.into(),
            status_reason: b.status_reason,
            risk: verdict.as_ref().map(|verdict| verdict.risk.into()),
            risk_decided_at: verdict.as_ref().map(|verdict| verdict.at.into()),
            risk_decided_by: verdict.as_ref().map(|verdict| verdict.by.clone()),
            risk_reasons: verdict.map(|verdict| verdict.reasons).unwrap_or_default(),
            held_at: hold.as_ref().map(|hold| hold.at.into()),
            held_by: hold.as_ref().map(|hold| hold.by.clone()),
            hold_reason: hold.map(|hold| hold.reason),
            ministry_decided_at: b.ministry.map(|decided| decided.decided_at.into()),
            ministry_due_at: b.ministry.and_then(|decided| decided.due_at).map(Instant::from),
            opened_by: b.opened_by,
            opened_at: b.opened_at.into(),
            version: b.version,
            settled_at: b.settled.as_ref().map(|settled| settled.at.into()),
            settled_by: b.settled.map(|settled| settled.by),
        })
    }

    pub(super) fn complete(self) -> Result<Breach, StoreError> {
        let (verdict, hold, ministry) = (self.verdict(), self.hold(), self.ministry());
        let settled = self.settled();
        Ok(Breach {
            record: serde_json::from_str(&self.record)?,
            controllers: serde_json::from_str(&self.controllers)?,
            settled,
            verdict,
            hold,
            ministry,
            id: self.id,
            incident_id: self.incident_id,
            reference: self.reference,
            status: self.status.into(),
            status_reason: self.status_reason,
            opened_by: self.opened_by,
            opened_at: self.opened_at.0,
            version: self.version,
        })
    }

    fn settled(&self) -> Option<Settled> {
        Some(Settled {
            by: self.settled_by.clone()?,
            at: self.settled_at?.0,
        })
    }

    fn verdict(&self) -> Option<Verdict> {
        Some(Verdict {
            risk: self.risk?.into(),
            reasons: self.risk_reasons.clone(),
            by: self.risk_decided_by.clone()?,
            at: self.risk_decided_at?.0,
        })
    }

    fn hold(&self) -> Option<Hold> {
        Some(Hold {
            reason: self.hold_reason.clone()?,
            by: self.held_by.clone()?,
            at: self.held_at?.0,
        })
    }

    fn ministry(&self) -> Option<Ministry> {
        Some(Ministry {
            decided_at: self.ministry_decided_at?.0,
            due_at: self.ministry_due_at.map(|at| at.0),
        })
    }
}
