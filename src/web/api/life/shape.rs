//! The life of a dossier as its own answer shows it: stages, handovers, past decisions.

use serde::Serialize;
use utoipa::ToSchema;

use super::super::decisions::DecisionShape;
use super::super::values::At;
use crate::domain::incident::Status;
use crate::domain::life::{Act, Answer, Cause, Ground, Tlp};
use crate::domain::people::Party;
use crate::store::incidents::{self, Incident};
use crate::store::life::{self, Decided, Handover, Stage};
use crate::store::{Db, StoreError, accounts};

/// What people said of a dossier since its report.
#[derive(Debug, Serialize, ToSchema)]
pub struct LifeShape {
    /// Class of the taxonomy; `null` until qualified.
    category: Option<String>,
    /// Type of the taxonomy, when known.
    r#type: Option<String>,
    /// From 1 to 4; `null` until qualified.
    severity: Option<i64>,
    /// How far what is written may travel; `null` until qualified.
    tlp: Option<Tlp>,
    /// Why it stands rejected; `null` unless it does.
    ground: Option<Ground>,
    /// The dossier that this one is a duplicate of; `null` unless it stands rejected as such.
    duplicate_of: Option<String>,
    /// Dossiers that stand rejected as duplicates of this one.
    duplicates: Vec<String>,
    /// Every stage since the report, in order.
    stages: Vec<StageShape>,
    /// Every proposal to another authority, in order.
    handovers: Vec<HandoverShape>,
    /// Every decision once people changed the first one, in order, that one included.
    decisions: Vec<DecidedShape>,
}

/// A stage.
#[derive(Debug, Serialize, ToSchema)]
pub struct StageShape {
    /// What was done.
    act: Act,
    /// Where the dossier stood from then on.
    status: Status,
    /// When.
    at: At,
    /// Who, by name.
    by: Option<String>,
    /// Why; empty when nobody had to say.
    reason: String,
    /// What was done about the incident; empty when nothing was told.
    follow_up: String,
    /// Class said then.
    category: Option<String>,
    /// Type said then.
    r#type: Option<String>,
    /// Gravity said then.
    severity: Option<i64>,
    /// Marking said then.
    tlp: Option<Tlp>,
    /// Why it was rejected then.
    ground: Option<Ground>,
    /// The dossier named then.
    duplicate_of: Option<String>,
}

/// A proposal to another authority.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverShape {
    /// Number within the dossier.
    number: i64,
    /// Who handled it then.
    from: Party,
    /// Who is asked.
    to: Party,
    /// Why.
    reason: String,
    /// When.
    proposed_at: At,
    /// Who proposed, by name.
    proposed_by: Option<String>,
    /// What became of it; `null` while nobody answered.
    answer: Option<Answer>,
    /// Why.
    answer_reason: Option<String>,
    /// When.
    answered_at: Option<At>,
    /// Who answered, by name.
    answered_by: Option<String>,
}

/// A decision with what led to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecidedShape {
    /// Number within the dossier.
    number: i64,
    /// What led to it.
    cause: Cause,
    /// Why, in words; empty for the first one.
    reason: String,
    /// When.
    at: At,
    /// Who, by name.
    by: Option<String>,
    /// The decision.
    decision: DecisionShape,
}

impl LifeShape {
    /// The life of a dossier.
    ///
    /// # Errors
    /// The store's own failures.
    pub fn load(db: &mut Db, incident: &Incident) -> Result<Self, StoreError> {
        let stages = life::stages(db, &incident.id)?;
        let last = stages.last().filter(|_| incident.status == Status::Rejected);
        let rejection = last.and_then(|stage| stage.rejection.clone());
        let (proposed, decided) = (
            life::handovers(db, &incident.id)?,
            life::decisions(db, &incident.id)?,
        );
        let qualification = incident.qualification.as_ref();
        Ok(Self {
            category: qualification.map(|it| it.category.clone()),
            r#type: qualification.and_then(|it| it.kind.clone()),
            severity: qualification.map(|it| it.severity),
            tlp: qualification.map(|it| it.tlp),
            ground: rejection.as_ref().map(|it| it.ground),
            duplicate_of: rejection.and_then(|it| it.duplicate_of),
            duplicates: incidents::duplicates_of(db, &incident.id)?,
            stages: each(db, stages, StageShape::load)?,
            handovers: each(db, proposed, HandoverShape::load)?,
            decisions: each(db, decided, DecidedShape::load)?,
        })
    }
}

fn each<T, U>(
    db: &mut Db,
    all: Vec<T>,
    load: fn(&mut Db, T) -> Result<U, StoreError>,
) -> Result<Vec<U>, StoreError> {
    all.into_iter().map(|one| load(db, one)).collect()
}

impl StageShape {
    fn load(db: &mut Db, stage: Stage) -> Result<Self, StoreError> {
        let qualification = stage.qualification.as_ref();
        Ok(Self {
            act: stage.act,
            status: stage.status,
            at: At(stage.at),
            by: accounts::name(db, &stage.by)?,
            category: qualification.map(|it| it.category.clone()),
            r#type: qualification.and_then(|it| it.kind.clone()),
            severity: qualification.map(|it| it.severity),
            tlp: qualification.map(|it| it.tlp),
            ground: stage.rejection.as_ref().map(|it| it.ground),
            duplicate_of: stage.rejection.and_then(|it| it.duplicate_of),
            reason: stage.reason,
            follow_up: stage.follow_up,
        })
    }
}

impl HandoverShape {
    fn load(db: &mut Db, handover: Handover) -> Result<Self, StoreError> {
        let answered = handover.answered;
        let answered_by = answered.as_ref().map(|it| accounts::name(db, &it.by));
        Ok(Self {
            number: handover.number,
            from: handover.from,
            to: handover.to,
            reason: handover.reason,
            proposed_at: At(handover.at),
            proposed_by: accounts::name(db, &handover.by)?,
            answer: answered.as_ref().map(|it| it.answer),
            answered_at: answered.as_ref().map(|it| At(it.at)),
            answer_reason: answered.map(|it| it.reason),
            answered_by: answered_by.transpose()?.flatten(),
        })
    }
}

impl DecidedShape {
    fn load(db: &mut Db, decided: Decided) -> Result<Self, StoreError> {
        Ok(Self {
            number: decided.number,
            cause: decided.cause,
            reason: decided.reason,
            at: At(decided.at),
            by: accounts::name(db, &decided.by)?,
            decision: decided.decision.into(),
        })
    }
}
