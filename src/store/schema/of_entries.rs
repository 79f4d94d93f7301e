//! The tables of entries, of the remediation plan and of review days.
#![allow(
    clippy::wildcard_imports,
    reason = "the tables are written as diesel’s own tool writes them"
)]

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    entries (id) {
        id -> Text,
        incident_id -> Text,
        number -> BigInt,
        kind -> Text,
        text -> Text,
        at -> Nullable<UtcInstant>,
        corrects -> Nullable<BigInt>,
        written_by -> Text,
        written_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    remediation_actions (id) {
        id -> Text,
        incident_id -> Text,
        number -> BigInt,
        title -> Text,
        owner_account -> Nullable<Text>,
        owner_party -> Nullable<Text>,
        due_on -> Text,
        state -> Text,
        reason -> Text,
        evidence -> Text,
        attachment_id -> Nullable<Text>,
        planned_by -> Text,
        planned_at -> UtcInstant,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    remediation_changes (action_id, version) {
        action_id -> Text,
        version -> BigInt,
        changed_by -> Text,
        changed_at -> UtcInstant,
        fields -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    remediation_steps (action_id, due_on, step) {
        action_id -> Text,
        due_on -> Text,
        step -> Text,
        incident_id -> Text,
        at -> UtcInstant,
        state -> Text,
        done_at -> Nullable<UtcInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    reviews (incident_id, party) {
        incident_id -> Text,
        party -> Text,
        due_on -> Text,
        at -> UtcInstant,
        reason -> Text,
        set_by -> Text,
        set_at -> UtcInstant,
        told_at -> Nullable<UtcInstant>,
    }
}
