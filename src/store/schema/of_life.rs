//! The tables of the life of a dossier: its stages, its decisions, its handovers.
#![allow(
    clippy::wildcard_imports,
    reason = "the tables are written as diesel’s own tool writes them"
)]

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    stages (incident_id, number) {
        incident_id -> Text,
        number -> BigInt,
        act -> Text,
        status -> Text,
        reason -> Text,
        follow_up -> Text,
        category -> Nullable<Text>,
        kind -> Nullable<Text>,
        severity -> Nullable<BigInt>,
        tlp -> Nullable<Text>,
        ground -> Nullable<Text>,
        duplicate_of -> Nullable<Text>,
        decided_by -> Text,
        decided_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    incident_decisions (incident_id, number) {
        incident_id -> Text,
        number -> BigInt,
        cause -> Text,
        decision -> Text,
        reason -> Text,
        decided_by -> Text,
        decided_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    handovers (incident_id, number) {
        incident_id -> Text,
        number -> BigInt,
        from_party -> Text,
        to_party -> Text,
        reason -> Text,
        proposed_by -> Text,
        proposed_at -> UtcInstant,
        answer -> Nullable<Text>,
        answer_reason -> Text,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<UtcInstant>,
    }
}
