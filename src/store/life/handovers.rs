//! Handovers of a dossier, each with its answer.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::domain::life::Answer;
use crate::domain::people::Party;
use crate::store::schema::handovers;
use crate::store::types::{AnswerText, PartyText};
use crate::store::{Db, Instant, StoreError};

/// A proposal to hand a dossier over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// From 1, in order.
    pub number: i64,
    /// Who handled it then.
    pub from: Party,
    /// Who is asked to.
    pub to: Party,
    /// Why.
    pub reason: String,
    /// Account that proposed.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What became of it; `None` while nobody answered.
    pub answered: Option<Answered>,
}

/// What became of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What was answered.
    pub answer: Answer,
    /// Why; empty when nobody had to say.
    pub reason: String,
    /// Account that answered.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = handovers, treat_none_as_default_value = false)]
struct Row {
    incident_id: String,
    number: i64,
    from_party: PartyText,
    to_party: PartyText,
    reason: String,
    proposed_by: String,
    proposed_at: Instant,
    answer: Option<AnswerText>,
    answer_reason: String,
    answered_by: Option<String>,
    answered_at: Option<Instant>,
}

/// Records the next proposal of a dossier and answers with its number; that of the value is not read. Only within a
/// write.
///
/// # Errors
/// The store's own failures.
pub fn insert_handover(db: &mut Db, incident_id: &str, handover: &Handover) -> Result<i64, StoreError> {
    let known: i64 = handovers::table
        .filter(handovers::incident_id.eq(incident_id))
        .count()
        .get_result(db)?;
    let row = Row {
        incident_id: incident_id.to_owned(),
        number: known + 1,
        from_party: handover.from.into(),
        to_party: handover.to.into(),
        reason: handover.reason.clone(),
        proposed_by: handover.by.clone(),
        proposed_at: handover.at.into(),
        answer: None,
        answer_reason: String::new(),
        answered_by: None,
        answered_at: None,
    };
    diesel::insert_into(handovers::table).values(row).execute(db)?;
    Ok(known + 1)
}

/// Records the answer to a proposal that waits for one.
///
/// # Errors
/// The store's own failures.
pub fn answer(db: &mut Db, incident_id: &str, number: i64, answered: &Answered) -> Result<(), StoreError> {
    let waiting = handovers::table
        .find((incident_id, number))
        .filter(handovers::answer.is_null());
    let values = (
        handovers::answer.eq(Some(AnswerText(answered.answer))),
        handovers::answer_reason.eq(&answered.reason),
        handovers::answered_by.eq(Some(&answered.by)),
        handovers::answered_at.eq(Some(Instant::from(answered.at))),
    );
    diesel::update(waiting).set(values).execute(db)?;
    Ok(())
}

/// The handovers of a dossier, in order.
///
/// # Errors
/// The store's own failures.
pub fn handovers(db: &mut Db, incident_id: &str) -> Result<Vec<Handover>, StoreError> {
    let rows: Vec<Row> = handovers::table
        .filter(handovers::incident_id.eq(incident_id))
        .order(handovers::number)
        .load(db)?;
    Ok(rows.into_iter().map(Handover::from).collect())
}

impl From<Row> for Handover {
    fn from(row: Row) -> Self {
        let answered = row.answered();
        Self {
            number: row.number,
            from: row.from_party.into(),
            to: row.to_party.into(),
            reason: row.reason,
            by: row.proposed_by,
            at: row.proposed_at.0,
            answered,
        }
    }
}

impl Row {
    fn answered(&self) -> Option<Answered> {
        Some(Answered {
            answer: self.answer?.into(),
            reason: self.answer_reason.clone(),
            by: self.answered_by.clone()?,
            at: self.answered_at?.0,
        })
    }
}
