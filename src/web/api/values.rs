//! Small values that several answers share: instants, lists, the fixed words of the domain.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

use super::entries::WrittenKind;
use crate::actions::breach::waive::Ground;
use crate::domain::attachment::FileKind;
use crate::domain::breach;
use crate::domain::committee::{Delay, Span};
use crate::domain::convention::{Certainty, ComponentNature};
use crate::domain::entries::EntryKind;
use crate::domain::incident::{PersonalData, Status};
use crate::domain::instants::rfc3339;
use crate::domain::letter::{LetterKind, MailState};
use crate::domain::life;
use crate::domain::machines::Scope;
use crate::domain::obligations::{Creditor, Kind, State};
use crate::domain::people::{Party, Role};
use crate::domain::remediation::ActionState;
use crate::domain::severity;
use crate::domain::timeline::Source;
use crate::domain::webhooks::Event;
use crate::store::held::Whose;
use crate::store::incidents::Sort;
use crate::web::narrowing::BreachWord;
use crate::web::params::Slice;

/// An instant, written in RFC 3339 with its offset (always `Z`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At(pub DateTime<Utc>);

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&rfc3339(self.0))
    }
}

impl PartialSchema for At {
    fn schema() -> RefOr<Schema> {
        let object = ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)));
        object.into()
    }
}

impl ToSchema for At {
    fn name() -> Cow<'static, str> {
        "Instant".into()
    }
}

macro_rules! words {
    ($($type:ty as $name:literal),+ $(,)?) => { $(
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                let words = Self::ALL.iter().map(|value| value.as_str());
                ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).into()
            }
        }

        impl ToSchema for $type {
            fn name() -> Cow<'static, str> {
                $name.into()
            }
        }
    )+ };
}

words!(
    Certainty as "Certainty",
    ComponentNature as "ComponentNature",
    Creditor as "Creditor",
    Kind as "Kind",
    LetterKind as "LetterKind",
    MailState as "MailState",
    Party as "Party",
    PersonalData as "PersonalData",
    Role as "Role",
    State as "State",
    Status as "Status",
    breach::Status as "BreachStatus",
    breach::Risk as "Risk",
    breach::NoticeKind as "NotificationKind",
    Ground as "WaiverGround",
    severity::Availability as "LossOfAvailability",
    severity::Band as "SeverityBand",
    severity::Category as "DataContext",
    severity::Confidentiality as "LossOfConfidentiality",
    severity::Doubt as "SeverityDoubt",
    severity::Flag as "SeverityFlag",
    severity::Identification as "EaseOfIdentification",
    severity::Integrity as "LossOfIntegrity",
    FileKind as "FileKind",
    EntryKind as "EntryKind",
    WrittenKind as "WrittenKind",
    ActionState as "ActionState",
    Source as "TimelineSource",
    Delay as "Delay",
    Span as "PeriodSpan",
    life::Act as "LifeAct",
    life::Answer as "HandoverAnswer",
    life::Cause as "DecisionCause",
    life::Ground as "RejectionGround",
    life::Step as "Step",
    life::Tlp as "Tlp",
    Whose as "QueuePart",
    Sort as "IncidentOrder",
    BreachWord as "BreachFilter",
    Scope as "Scope",
    Event as "Event",
);

/// The text forms of every value of a fixed set.
pub(super) fn words_of<T: Copy>(all: &[T], text: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| text(*value)).collect()
}

/// A slice of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Listed<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// To be given as `cursor` for the next slice; `null` when this is the last one.
    pub next_cursor: Option<String>,
}

/// The slice of a list that stands in memory, each item named by `id`.
pub(super) fn slice_of<'a, T>(
    all: &'a [T],
    slice: &Slice,
    id: impl Fn(&'a T) -> &'a str,
) -> (Vec<&'a T>, Option<String>) {
    let before = slice.after_one().map_or(0, |after| {
        all.iter()
            .position(|item| id(item) == after)
            .map_or(all.len(), |at| at + 1)
    });
    let most = usize::try_from(slice.one_more()).unwrap_or(usize::MAX);
    let mut items: Vec<&T> = all.iter().skip(before).take(most).collect();
    let next_cursor = slice.cut(&mut items, |item| vec![id(item)]);
    (items, next_cursor)
}
