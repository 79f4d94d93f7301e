//! Each stage a dossier went through, with what was said of it then.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::domain::incident::Status;
use crate::domain::life::{Act, Ground, Qualification};
use crate::store::schema::{incidents, stages};
use crate::store::types::{GroundText, LifeActText, StatusText, TlpText};
use crate::store::{Db, Instant, StoreError};

/// A stage as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// From 1, in order.
    pub number: i64,
    /// What was done.
    pub act: Act,
    /// Where the dossier stood from then on.
    pub status: Status,
    /// Why; empty when nobody had to say.
    pub reason: String,
    /// What was done about the incident, told to the RSSI; empty when nothing was told then.
    pub follow_up: String,
    /// What the incident was said to be, when it was confirmed.
    pub qualification: Option<Qualification>,
    /// Why it was rejected, when it was.
    pub rejection: Option<Rejection>,
    /// Account that decided.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// Why a dossier was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Among the closed grounds.
    pub ground: Ground,
    /// Reference of the other dossier, for a duplicate.
    pub duplicate_of: Option<String>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = stages, treat_none_as_default_value = false)]
struct Row {
    incident_id: String,
    number: i64,
    act: LifeActText,
    status: StatusText,
    reason: String,
    follow_up: String,
    category: Option<String>,
    kind: Option<String>,
    severity: Option<i64>,
    tlp: Option<TlpText>,
    ground: Option<GroundText>,
    duplicate_of: Option<String>,
    decided_by: String,
    decided_at: Instant,
}

/// Records the next stage of a dossier; `stage.number` is given here. Only within a write.
///
/// # Errors
/// The store's own failures.
pub fn insert_stage(db: &mut Db, incident_id: &str, stage: Stage) -> Result<(), StoreError> {
    let known: i64 = stages::table
        .filter(stages::incident_id.eq(incident_id))
        .count()
        .get_result(db)?;
    let (qualification, rejection) = (stage.qualification, stage.rejection);
    let other = rejection
        .as_ref()
        .and_then(|rejection| rejection.duplicate_of.as_deref());
    let row = Row {
        incident_id: incident_id.to_owned(),
        number: known + 1,
        act: stage.act.into(),
        status: stage.status.into(),
        reason: stage.reason,
        follow_up: stage.follow_up,
        category: qualification.as_ref().map(|it| it.category.clone()),
        kind: qualification.as_ref().and_then(|it| it.kind.clone()),
        severity: qualification.as_ref().map(|it| it.severity),
        tlp: qualification.map(|it| it.tlp.into()),
        ground: rejection.as_ref().map(|it| it.ground.into()),
        duplicate_of: other.map(|reference| id_of(db, reference)).transpose()?,
        decided_by: stage.by,
        decided_at: stage.at.into(),
    };
    diesel::insert_into(stages::table).values(row).execute(db)?;
    Ok(())
}

fn id_of(db: &mut Db, reference: &str) -> Result<String, StoreError> {
    let id = incidents::table
        .filter(incidents::reference.eq(reference))
        .select(incidents::id)
        .first(db)?;
    Ok(id)
}

/// The stages of a dossier, in order.
///
/// # Errors
/// The store's own failures.
pub fn stages(db: &mut Db, incident_id: &str) -> Result<Vec<Stage>, StoreError> {
    let rows: Vec<(Row, Option<String>)> = stages::table
        .left_join(incidents::table.on(stages::duplicate_of.eq(incidents::id.nullable())))
        .filter(stages::incident_id.eq(incident_id))
        .select((stages::all_columns, incidents::reference.nullable()))
        .order(stages::number)
        .load(db)?;
    Ok(rows.into_iter().map(|(row, other)| row.stage(other)).collect())
}

impl Row {
    fn stage(self, duplicate_of: Option<String>) -> Stage {
        let qualification = self.qualification();
        let ground = self.ground.map(Ground::from);
        Stage {
            number: self.number,
            act: self.act.into(),
            status: self.status.into(),
            reason: self.reason,
            follow_up: self.follow_up,
            qualification,
            rejection: ground.map(|ground| Rejection { ground, duplicate_of }),
            by: self.decided_by,
            at: self.decided_at.0,
        }
    }

    fn qualification(&self) -> Option<Qualification> {
        Some(Qualification {
            category: self.category.clone()?,
            kind: self.kind.clone(),
            severity: self.severity?,
            tlp: self.tlp?.into(),
        })
    }
}
