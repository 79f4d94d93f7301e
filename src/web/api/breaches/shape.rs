//! A breach as the API tells it: whole, with its history, its duties and its notifications.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::openapi::schema::{AdditionalProperties, ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{KnownFormat, RefOr, SchemaFormat};
use utoipa::{PartialSchema, ToSchema};

use super::super::obligations::ObligationShape;
use super::super::values::At;
use super::notifications::{self, NotificationShape};
use crate::actions::breach::{Case, OF_A_BREACH};
use crate::domain::breach::record::{FIELDS, Kind, Record};
use crate::domain::breach::{Risk, Status};
use crate::domain::people::Party;
use crate::store::breaches::{self, Fact};
use crate::store::{Db, StoreError, accounts, obligations};

/// A personal-data breach.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Breach)]
pub struct BreachShape {
    /// Reference, stable for ever.
    pub(super) reference: String,
    /// Reference of the dossier.
    incident: String,
    /// What it is taken to be.
    status: Status,
    /// Why it is held to be so; empty while nobody said.
    status_reason: String,
    /// Whether this is a drill.
    exercise: bool,
    /// The controllers of the processing touched.
    controllers: Vec<Party>,
    /// Since when each party knows, corrections included, in the order recorded.
    awareness: Vec<AwarenessShape>,
    #[serde(flatten)]
    record: RecordShape,
    /// The verdict on the risk to the persons; `null` until it is given.
    risk: Option<Risk>,
    /// Reasons of the verdict.
    risk_reasons: Option<String>,
    /// When the verdict was given.
    risk_decided_at: Option<At>,
    /// That the automatic sending is held; `null` when it is not.
    hold: Option<HoldShape>,
    /// That the ministry is to be told; `null` when nobody decided so.
    ministry: Option<MinistryShape>,
    /// The duties that arise from the breach, in the order they arose.
    obligations: Vec<ObligationShape>,
    /// The chain of notifications.
    notifications: Vec<NotificationShape>,
    /// Names of what a complete notification still lacks.
    missing_for_complete: Vec<&'static str>,
    /// The same as figures.
    completeness: CompletenessShape,
    /// Who opened it.
    opened_by: String,
    /// When it was opened.
    opened_at: At,
    /// Grows with each change.
    version: i64,
}

/// That a party knows.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Awareness)]
pub struct AwarenessShape {
    /// Who.
    party: Party,
    /// Since when.
    aware_at: At,
    /// How it came to know, French; empty when nobody said.
    how: String,
    /// Why it corrects what counted before.
    reason: Option<String>,
    /// Who recorded it.
    recorded_by: String,
    /// When it was recorded.
    recorded_at: At,
    /// When a correction took its place; `null` while it counts.
    superseded_at: Option<At>,
}

/// The automatic sending is held.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Hold)]
pub struct HoldShape {
    /// Why.
    reason: String,
    /// Who holds it.
    by: String,
    /// Since when.
    at: At,
}

/// The ministry is to be told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Ministry)]
pub struct MinistryShape {
    /// When that was decided.
    decided_at: At,
    /// By when; `null` means without delay.
    due_at: Option<At>,
}

/// How far a complete notification is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Completeness)]
pub struct CompletenessShape {
    /// Required answers that are given.
    filled: usize,
    /// Required answers that this breach calls for.
    asked: usize,
}

impl BreachShape {
    /// Everything about a breach as it stands at `now` (UTC).
    ///
    /// # Errors
    /// The store's own failures.
    pub fn load(db: &mut Db, case: &Case<'_>, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let breach = &case.breach;
        let mut duties = obligations::of_incident(db, &case.incident.id)?;
        duties.retain(|duty| OF_A_BREACH.contains(&duty.kind));
        let history = breaches::history(db, &breach.id)?;
        let awareness: Result<_, StoreError> = history.into_iter().map(|fact| known(db, fact)).collect();
        let hold = breach.hold.as_ref().map(|hold| {
            Ok::<_, StoreError>(HoldShape {
                reason: hold.reason.clone(),
                by: name_of(db, &hold.by)?,
                at: At(hold.at),
            })
        });
        let hold = hold.transpose()?;
        let verdict = breach.verdict.as_ref();
        let meter = breach.record.completeness(&case.outside());
        Ok(Self {
            reference: breach.reference.clone(),
            incident: case.incident.reference.clone(),
            status: breach.status,
            status_reason: breach.status_reason.clone(),
            exercise: case.incident.exercise,
            controllers: breach.controllers.iter().copied().collect(),
            awareness: awareness?,
            record: RecordShape::from(&breach.record),
            risk: verdict.map(|verdict| verdict.risk),
            risk_reasons: verdict.map(|verdict| verdict.reasons.clone()),
            risk_decided_at: verdict.map(|verdict| At(verdict.at)),
            hold,
            ministry: breach.ministry.map(|told| MinistryShape {
                decided_at: At(told.decided_at),
                due_at: told.due_at.map(At),
            }),
            obligations: duties
                .into_iter()
                .map(|duty| ObligationShape::of(duty, now))
                .collect(),
            notifications: notifications::chain(db, &breach.id)?,
            missing_for_complete: meter.missing,
            completeness: CompletenessShape {
                filled: meter.filled,
                asked: meter.asked,
            },
            opened_by: name_of(db, &breach.opened_by)?,
            opened_at: At(breach.opened_at),
            version: breach.version,
        })
    }
}

fn known(db: &mut Db, fact: Fact) -> Result<AwarenessShape, StoreError> {
    Ok(AwarenessShape {
        party: fact.awareness.party,
        aware_at: At(fact.awareness.aware_at),
        how: fact.awareness.how,
        reason: fact.reason,
        recorded_by: name_of(db, &fact.recorded_by)?,
        recorded_at: At(fact.recorded_at),
        superseded_at: fact.superseded_at.map(At),
    })
}

/// The name of an account; the program itself keeps its own.
///
/// # Errors
/// The store's own failures.
pub(super) fn name_of(db: &mut Db, id: &str) -> Result<String, StoreError> {
    let stored = accounts::by_id(db, id)?;
    Ok(stored.map_or_else(|| id.to_owned(), |stored| stored.account.name))
}

/// Every field of the record by its name; `null` when nothing is known.
#[derive(Debug, Serialize)]
pub struct RecordShape(Map<String, Value>);

impl From<&Record> for RecordShape {
    fn from(record: &Record) -> Self {
        let fields = FIELDS.iter();
        Self(
            fields
                .map(|field| (field.name.to_owned(), field.answer(record).json()))
                .collect(),
        )
    }
}

impl PartialSchema for RecordShape {
    fn schema() -> RefOr<Schema> {
        let object = ObjectBuilder::new().schema_type(Type::Object);
        let fields = FIELDS.iter().fold(object, |object, field| {
            object.property(field.name, of_field(field.kind, field.label))
        });
        fields
            .additional_properties(Some(AdditionalProperties::FreeForm(true)))
            .into()
    }
}

impl ToSchema for RecordShape {
    fn name() -> Cow<'static, str> {
        "BreachRecord".into()
    }
}

/// The form of one field: what the record takes and gives back.
fn of_field(kind: Kind, label: &str) -> Schema {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let words = |choices: &[crate::domain::breach::record::Choice]| {
        text().enum_values(Some(choices.iter().map(|choice| choice.name)))
    };
    let format = |format| text().format(Some(SchemaFormat::KnownFormat(format)));
    let described = |object: ObjectBuilder| Schema::Object(object.description(Some(label)).build());
    match kind {
        Kind::Choice(choices) => described(words(choices)),
        Kind::Choices(choices) => Schema::Array(
            ArrayBuilder::new()
                .items(words(choices))
                .description(Some(label))
                .build(),
        ),
        Kind::Treatments => Schema::Array(ArrayBuilder::new().items(text()).description(Some(label)).build()),
        Kind::Text | Kind::LongText => described(text()),
        Kind::Count => described(ObjectBuilder::new().schema_type(Type::Integer)),
        Kind::Instant => described(format(KnownFormat::DateTime)),
        Kind::Day => described(format(KnownFormat::Date)),
        Kind::Flag => described(ObjectBuilder::new().schema_type(Type::Boolean)),
    }
}
