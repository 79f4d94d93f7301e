//! The tables of teams, assignments, watchers and of who wants which letter.
#![allow(
    clippy::wildcard_imports,
    reason = "the tables are written as diesel’s own tool writes them"
)]

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    teams (id) {
        id -> Text,
        convention -> Text,
        party -> Text,
        name -> Text,
        created_at -> UtcInstant,
        closed_at -> Nullable<UtcInstant>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    team_members (team_id, account_id) {
        team_id -> Text,
        account_id -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    assignments (incident_id) {
        incident_id -> Text,
        account_id -> Nullable<Text>,
        team_id -> Nullable<Text>,
        assigned_by -> Text,
        assigned_at -> UtcInstant,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    watchers (incident_id, account_id) {
        incident_id -> Text,
        account_id -> Text,
        since -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    mail_preferences (account_id, kind) {
        account_id -> Text,
        kind -> Text,
        wanted -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    mail_defaults (kind, role) {
        kind -> Text,
        role -> Text,
        wanted -> Bool,
        set_by -> Text,
        set_at -> UtcInstant,
    }
}
