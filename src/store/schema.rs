//! The tables, as both engines have them; a test compares them with the migrated databases.
#![allow(
    clippy::wildcard_imports,
    reason = "the tables are written as diesel’s own tool writes them"
)]

mod of_availability;
mod of_breaches;
mod of_entries;
mod of_life;
mod of_machines;
mod of_people;
mod of_search;

pub use of_availability::{handling_actions, legal_holds, outage_mitigations, outage_obligations, outages};
pub use of_breaches::{
    attachments, breach_assessments, breach_awareness, breaches, notification_mails, notifications,
    obligation_steps,
};
pub use of_entries::{entries, remediation_actions, remediation_changes, remediation_steps, reviews};
pub use of_life::{handovers, incident_decisions, stages};
pub use of_machines::{
    api_token_scopes, api_tokens, supervision_alerts, webhook_deliveries, webhook_events, webhooks,
};
pub use of_people::{assignments, mail_defaults, mail_preferences, team_members, teams, watchers};
pub use of_search::{component_labels, incident_search, saved_views};

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    establishments (uai) {
        uai -> Text,
        name -> Text,
        kind -> Text,
        public -> Bool,
        town -> Text,
        postcode -> Text,
        departement_code -> Text,
        mailbox -> Text,
        open -> Bool,
        search -> Text,
        imported_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    accounts (id) {
        id -> Text,
        email -> Text,
        name -> Text,
        convention -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        created_at -> UtcInstant,
        disabled_at -> Nullable<UtcInstant>,
        may_export -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    account_roles (account_id, role) {
        account_id -> Text,
        role -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    account_schools (account_id, uai) {
        account_id -> Text,
        uai -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    password_links (secret_hash) {
        secret_hash -> Text,
        account_id -> Text,
        created_at -> UtcInstant,
        expires_at -> UtcInstant,
        used_at -> Nullable<UtcInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    sessions (secret_hash) {
        secret_hash -> Text,
        account_id -> Text,
        created_at -> UtcInstant,
        seen_at -> UtcInstant,
        expires_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    convention_versions (hash) {
        hash -> Text,
        id -> Text,
        title -> Text,
        origin -> Text,
        source -> Text,
        recorded_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    incidents (id) {
        id -> Text,
        reference -> Text,
        status -> Text,
        title -> Text,
        description -> Text,
        establishment_uai -> Nullable<Text>,
        establishment_name -> Text,
        convention -> Nullable<Text>,
        convention_hash -> Nullable<Text>,
        handler -> Text,
        certainty -> Text,
        decision -> Text,
        detected_at -> UtcInstant,
        occurred_from -> Nullable<UtcInstant>,
        personal_data -> Text,
        departement_impact_possible -> Bool,
        measures_taken -> Text,
        external_refs -> Text,
        exercise -> Bool,
        reported_by -> Text,
        reported_at -> UtcInstant,
        version -> BigInt,
        category -> Nullable<Text>,
        kind -> Nullable<Text>,
        severity -> Nullable<BigInt>,
        tlp -> Nullable<Text>,
        changed_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    incident_components (incident_id, position) {
        incident_id -> Text,
        position -> BigInt,
        component -> Text,
        network -> Nullable<Text>,
        unavailable -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    incident_parties (incident_id, party) {
        incident_id -> Text,
        party -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    reference_counters (series, year) {
        series -> Text,
        year -> BigInt,
        last -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    idempotency_keys (account_id, key) {
        account_id -> Text,
        key -> Text,
        request_hash -> Text,
        reference -> Text,
        created_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    obligations (id) {
        id -> Text,
        incident_id -> Text,
        kind -> Text,
        debtor -> Text,
        creditor -> Text,
        starts_at -> UtcInstant,
        due_at -> Nullable<UtcInstant>,
        state -> Text,
        met_at -> Nullable<UtcInstant>,
        late_reason -> Nullable<Text>,
        clause -> Text,
        convention_hash -> Nullable<Text>,
        reason -> Nullable<Text>,
        settled_by -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    mails (id) {
        id -> Text,
        incident_id -> Nullable<Text>,
        kind -> Text,
        party -> Nullable<Text>,
        role -> Nullable<Text>,
        address -> Text,
        message_id -> Text,
        subject -> Text,
        message -> Binary,
        sha256 -> Text,
        state -> Text,
        attempts -> BigInt,
        queued_at -> UtcInstant,
        next_attempt_at -> UtcInstant,
        lease_owner -> Nullable<Text>,
        lease_until -> Nullable<UtcInstant>,
        first_attempt_at -> Nullable<UtcInstant>,
        last_answer -> Text,
        settled_at -> Nullable<UtcInstant>,
        acknowledged_at -> Nullable<UtcInstant>,
        repeated -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    mail_obligations (mail_id, obligation_id) {
        mail_id -> Text,
        obligation_id -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    mail_attempts (mail_id, number) {
        mail_id -> Text,
        number -> BigInt,
        worker -> Text,
        started_at -> UtcInstant,
        ended_at -> Nullable<UtcInstant>,
        outcome -> Nullable<Text>,
        answer -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    alarms (id) {
        id -> Text,
        incident_id -> Nullable<Text>,
        mail_id -> Nullable<Text>,
        kind -> Text,
        message -> Text,
        raised_at -> UtcInstant,
        cleared_at -> Nullable<UtcInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    journal (seq) {
        seq -> BigInt,
        at -> UtcInstant,
        actor -> Text,
        act -> Text,
        dossier -> Nullable<Text>,
        body -> Text,
        prev -> Text,
        hash -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    workers (name) {
        name -> Text,
        beat_at -> UtcInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    second_factors (account_id) {
        account_id -> Text,
        secret -> Text,
        confirmed_at -> Nullable<UtcInstant>,
        last_step -> BigInt,
    }
}

diesel::joinable!(obligations -> incidents (incident_id));
diesel::joinable!(breaches -> incidents (incident_id));
diesel::joinable!(attachments -> incidents (incident_id));
diesel::joinable!(remediation_actions -> incidents (incident_id));
diesel::joinable!(reviews -> incidents (incident_id));
diesel::joinable!(incident_components -> incidents (incident_id));
diesel::joinable!(stages -> incidents (incident_id));

diesel::allow_tables_to_appear_in_same_query!(
    establishments,
    accounts,
    account_roles,
    account_schools,
    password_links,
    sessions,
    convention_versions,
    incidents,
    incident_components,
    incident_parties,
    reference_counters,
    idempotency_keys,
    obligations,
    mails,
    mail_obligations,
    mail_attempts,
    alarms,
    journal,
    workers,
    second_factors,
    breaches,
    breach_awareness,
    breach_assessments,
    notifications,
    notification_mails,
    obligation_steps,
    attachments,
    outages,
    outage_obligations,
    outage_mitigations,
    handling_actions,
    legal_holds,
    entries,
    remediation_actions,
    remediation_changes,
    remediation_steps,
    reviews,
    stages,
    incident_decisions,
    handovers,
    incident_search,
    component_labels,
    saved_views,
    api_tokens,
    api_token_scopes,
    supervision_alerts,
    webhooks,
    webhook_events,
    webhook_deliveries,
    teams,
    team_members,
    assignments,
    watchers,
    mail_preferences,
    mail_defaults,
);
