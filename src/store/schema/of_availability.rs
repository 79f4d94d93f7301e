//! The tables of components that cannot be used, of what is done about them, and of files that must stay.
#![allow(
    clippy::wildcard_imports,
    reason = "the tables are written as diesel’s own tool writes them"
)]

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    outages (id) {
        id -> Text,
        incident_id -> Text,
        component -> Text,
        began_at -> UtcInstant,
        ended_at -> Nullable<UtcInstant>,
        spare -> Nullable<Bool>,
        under_control -> Nullable<Bool>,
        shared_data -> Bool,
        recorded_by -> Text,
        recorded_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    outage_obligations (obligation_id) {
        obligation_id -> Text,
        outage_id -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    outage_mitigations (id) {
        id -> Text,
        outage_id -> Text,
        at -> UtcInstant,
        text -> Text,
        recorded_by -> Text,
        recorded_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    handling_actions (id) {
        id -> Text,
        incident_id -> Text,
        at -> UtcInstant,
        text -> Text,
        recorded_by -> Text,
        recorded_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    legal_holds (id) {
        id -> Text,
        incident_id -> Text,
        reason -> Text,
        held_by -> Text,
        held_at -> UtcInstant,
        released_by -> Nullable<Text>,
        released_at -> Nullable<UtcInstant>,
    }
}
