//! The tables of breaches, of their notifications and files, and of the steps of duties.
#![allow(
    clippy::wildcard_imports,
    reason = "the tables are written as diesel’s own tool writes them"
)]

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    breaches (id) {
        id -> Text,
        incident_id -> Text,
        reference -> Text,
        status -> Text,
        status_reason -> Text,
        record -> Text,
        controllers -> Text,
        risk -> Nullable<Text>,
        risk_reasons -> Text,
        risk_decided_by -> Nullable<Text>,
        risk_decided_at -> Nullable<UtcInstant>,
        hold_reason -> Nullable<Text>,
        held_by -> Nullable<Text>,
        held_at -> Nullable<UtcInstant>,
        ministry_decided_at -> Nullable<UtcInstant>,
        ministry_due_at -> Nullable<UtcInstant>,
        opened_by -> Text,
        opened_at -> UtcInstant,
        version -> BigInt,
        settled_by -> Nullable<Text>,
        settled_at -> Nullable<UtcInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    breach_awareness (id) {
        id -> Text,
        breach_id -> Text,
        party -> Text,
        aware_at -> UtcInstant,
        how -> Text,
        reason -> Nullable<Text>,
        recorded_by -> Text,
        recorded_at -> UtcInstant,
        superseded_at -> Nullable<UtcInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    breach_assessments (id) {
        id -> Text,
        breach_id -> Text,
        inputs -> Text,
        quarters -> BigInt,
        band -> Text,
        proposed_risk -> Text,
        risk -> Nullable<Text>,
        reasons -> Text,
        assessed_by -> Text,
        assessed_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    notifications (id) {
        id -> Text,
        breach_id -> Text,
        number -> BigInt,
        duty -> Text,
        obligation_id -> Nullable<Text>,
        kind -> Text,
        automatic -> Bool,
        complete -> Bool,
        content -> Text,
        edpb -> Text,
        pdf -> Nullable<Binary>,
        sha256 -> Text,
        late_reason -> Nullable<Text>,
        filing -> Nullable<Text>,
        done_at -> UtcInstant,
        created_by -> Text,
        created_at -> UtcInstant,
        proof_id -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    notification_mails (notification_id, mail_id) {
        notification_id -> Text,
        mail_id -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    obligation_steps (obligation_id, step) {
        obligation_id -> Text,
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
    attachments (id) {
        id -> Text,
        incident_id -> Text,
        name -> Text,
        size -> BigInt,
        sha256 -> Text,
        kind -> Text,
        uploaded_by -> Text,
        uploaded_at -> UtcInstant,
        with_notification -> Bool,
        purged_at -> Nullable<UtcInstant>,
        purged_by -> Nullable<Text>,
        purge_reason -> Nullable<Text>,
    }
}
