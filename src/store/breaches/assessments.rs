//! Severity assessments, kept with their inputs and the verdict given beside each.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::domain::breach::Risk;
use crate::store::schema::breach_assessments;
use crate::store::types::RiskText;
use crate::store::{AT_A_TIME, Db, Instant, StoreError};

#[derive(Queryable, Insertable)]
#[diesel(table_name = breach_assessments)]
struct Row {
    id: String,
    breach_id: String,
    inputs: String,
    quarters: i64,
    band: String,
    proposed_risk: RiskText,
    risk: Option<RiskText>,
    reasons: String,
    assessed_by: String,
    assessed_at: Instant,
}

/// An assessment as recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessed {
    /// Identifier (UUID text).
    pub id: String,
    /// Breach.
    pub breach_id: String,
    /// Answers it was computed from.
    pub inputs: serde_json::Value,
    /// Score in quarters.
    pub quarters: i64,
    /// `low`, `medium`, `high` or `very_high`.
    pub band: String,
    /// What the score proposes.
    pub proposed_risk: Risk,
    /// What the officer decided beside it, if anything.
    pub risk: Option<Risk>,
    /// Why.
    pub reasons: String,
    /// Account.
    pub assessed_by: String,
    /// When (UTC).
    pub assessed_at: DateTime<Utc>,
}

/// Records an assessment.
///
/// # Errors
/// The store's own failures.
pub fn insert_assessment(db: &mut Db, assessed: &Assessed) -> Result<(), StoreError> {
    let row = Row {
        id: assessed.id.clone(),
        breach_id: assessed.breach_id.clone(),
        inputs: serde_json::to_string(&assessed.inputs)?,
        quarters: assessed.quarters,
        band: assessed.band.clone(),
        proposed_risk: assessed.proposed_risk.into(),
        risk: assessed.risk.map(RiskText::from),
        reasons: assessed.reasons.clone(),
        assessed_by: assessed.assessed_by.clone(),
        assessed_at: assessed.assessed_at.into(),
    };
    diesel::insert_into(breach_assessments::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The assessments of a breach, oldest first.
///
/// # Errors
/// The store's own failures.
pub fn assessments(db: &mut Db, breach_id: &str) -> Result<Vec<Assessed>, StoreError> {
    let rows: Vec<Row> = breach_assessments::table
        .filter(breach_assessments::breach_id.eq(breach_id))
        .order(breach_assessments::id)
        .load(db)?;
    rows.into_iter().map(Assessed::try_from).collect()
}

/// The last assessment of each of these breaches.
///
/// # Errors
/// The store's own failures.
pub fn last_assessments(db: &mut Db, breach_ids: &[&str]) -> Result<BTreeMap<String, Assessed>, StoreError> {
    let mut found = BTreeMap::new();
    for some in breach_ids.chunks(AT_A_TIME) {
        let rows: Vec<Row> = breach_assessments::table
            .filter(breach_assessments::breach_id.eq_any(some))
            .order(breach_assessments::id)
            .load(db)?;
        for row in rows {
            found.insert(row.breach_id.clone(), Assessed::try_from(row)?);
        }
    }
    Ok(found)
}

impl TryFrom<Row> for Assessed {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            breach_id: row.breach_id,
            inputs: serde_json::from_str(&row.inputs)?,
            quarters: row.quarters,
            band: row.band,
            proposed_risk: row.proposed_risk.into(),
            risk: row.risk.map(Risk::from),
            reasons: row.reasons,
            assessed_by: row.assessed_by,
            assessed_at: row.assessed_at.0,
        })
    }
}
