//! Column types that both engines understand.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{HasSqlType, SqlType, Text, Timestamptz};
use diesel::sqlite::{Sqlite, SqliteValue};

use super::db::MultiBackend;
use super::error::StoreError;
use crate::domain::instants::parse_day;

/// `TIMESTAMPTZ` in PostgreSQL, fixed-width RFC 3339 text in SQLite, which sorts as time does.
#[derive(Clone, Copy, Debug, SqlType, diesel::query_builder::QueryId)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Text"))]
pub struct UtcInstant;

/// An instant as stored: UTC, truncated to microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = UtcInstant)]
pub struct Instant(pub DateTime<Utc>);

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.trunc_subsecs(6))
    }
}

impl From<Instant> for DateTime<Utc> {
    fn from(at: Instant) -> Self {
        at.0
    }
}

impl HasSqlType<UtcInstant> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<UtcInstant>(lookup)
    }
}

impl ToSql<UtcInstant, MultiBackend> for Instant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((UtcInstant, self));
        Ok(IsNull::No)
    }
}

impl FromSql<UtcInstant, MultiBackend> for Instant {
    fn from_sql(value: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, UtcInstant>()
    }
}

impl ToSql<UtcInstant, Sqlite> for Instant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string());
        Ok(IsNull::No)
    }
}

impl FromSql<UtcInstant, Sqlite> for Instant {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<Text, Sqlite>>::from_sql(value)?;
        Ok(Self(DateTime::parse_from_rfc3339(&text)?.with_timezone(&Utc)))
    }
}

impl ToSql<UtcInstant, Pg> for Instant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Timestamptz, Pg>::to_sql(&self.0, out)
    }
}

impl FromSql<UtcInstant, Pg> for Instant {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(<DateTime<Utc> as FromSql<Timestamptz, Pg>>::from_sql(
            value,
        )?))
    }
}

/// A day of Paris as stored: `2026-03-29`, which sorts as days do.
pub(super) fn day_text(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// A stored day, read back.
///
/// # Errors
/// [`StoreError::Corrupt`].
pub(super) fn day_of(text: &str) -> Result<NaiveDate, StoreError> {
    parse_day(text).map_err(|refused| StoreError::Corrupt(format!("day {text}: {refused}")))
}

/// Stores the named enums of the domain as their text form, on every backend.
macro_rules! stored_as_text {
    ($($wrapper:ident => $name:path),+ $(,)?) => { $(
        #[doc = concat!("`", stringify!($name), "` as stored: its text form.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub struct $wrapper(pub $name);

        impl From<$name> for $wrapper {
            fn from(value: $name) -> Self { Self(value) }
        }

        impl From<$wrapper> for $name {
            fn from(value: $wrapper) -> Self { value.0 }
        }

        impl<DB: Backend> ToSql<Text, DB> for $wrapper where str: ToSql<Text, DB> {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result { self.0.as_str().to_sql(out) }
        }

        impl<DB: Backend> FromSql<Text, DB> for $wrapper where String: FromSql<Text, DB> {
            fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
                let text = String::from_sql(value)?;
                <$name>::parse(&text).map(Self).ok_or_else(|| format!("{}: {text}", stringify!($name)).into())
            }
        }
    )+ };
}

stored_as_text! {
    PartyText => crate::domain::people::Party,
    RoleText => crate::domain::people::Role,
    StatusText => crate::domain::incident::Status,
    PersonalDataText => crate::domain::incident::PersonalData,
    CertaintyText => crate::domain::convention::Certainty,
    KindText => crate::domain::obligations::Kind,
    CreditorText => crate::domain::obligations::Creditor,
    StateText => crate::domain::obligations::State,
    MailStateText => crate::domain::letter::MailState,
    LetterKindText => crate::domain::letter::LetterKind,
    FileKindText => crate::domain::attachment::FileKind,
    BreachStatusText => crate::domain::breach::Status,
    RiskText => crate::domain::breach::Risk,
    NoticeKindText => crate::domain::breach::NoticeKind,
    EntryKindText => crate::domain::entries::EntryKind,
    ActionStateText => crate::domain::remediation::ActionState,
    ReminderText => crate::domain::remediation::Step,
    TlpText => crate::domain::life::Tlp,
    LifeActText => crate::domain::life::Act,
    GroundText => crate::domain::life::Ground,
    CauseText => crate::domain::life::Cause,
    AnswerText => crate::domain::life::Answer,
    ScopeText => crate::domain::machines::Scope,
    AlertStateText => crate::domain::supervision::AlertState,
    EventText => crate::domain::webhooks::Event,
    DeliveryStateText => crate::domain::webhooks::DeliveryState,
}
