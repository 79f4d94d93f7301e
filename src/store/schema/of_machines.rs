//! The tables of machines: their tokens, what they reported, who is told of events.
#![allow(
    clippy::wildcard_imports,
    reason = "the tables are written as diesel’s own tool writes them"
)]

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    api_tokens (account_id) {
        account_id -> Text,
        prefix -> Text,
        token_hash -> Text,
        created_by -> Text,
        created_at -> UtcInstant,
        expires_at -> UtcInstant,
        last_used_at -> Nullable<UtcInstant>,
        revoked_at -> Nullable<UtcInstant>,
        revoked_by -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    api_token_scopes (account_id, scope) {
        account_id -> Text,
        scope -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    supervision_alerts (incident_id) {
        incident_id -> Text,
        account_id -> Text,
        key -> Text,
        state -> Text,
        noted_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    webhooks (id) {
        id -> Text,
        name -> Text,
        url -> Text,
        convention -> Text,
        party -> Text,
        created_by -> Text,
        created_at -> UtcInstant,
        removed_at -> Nullable<UtcInstant>,
        removed_by -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    webhook_events (webhook_id, event) {
        webhook_id -> Text,
        event -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    webhook_deliveries (id) {
        id -> Text,
        webhook_id -> Text,
        event -> Text,
        seq -> BigInt,
        dossier -> Text,
        at -> UtcInstant,
        exercise -> Bool,
        state -> Text,
        attempts -> BigInt,
        queued_at -> UtcInstant,
        next_attempt_at -> UtcInstant,
        lease_owner -> Nullable<Text>,
        lease_until -> Nullable<UtcInstant>,
        first_attempt_at -> Nullable<UtcInstant>,
        last_answer -> Text,
        settled_at -> Nullable<UtcInstant>,
    }
}
