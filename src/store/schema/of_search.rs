//! What is searched, and the views that people keep.
#![allow(
    clippy::wildcard_imports,
    reason = "the tables are written as diesel’s own tool writes them"
)]

diesel::table! {
    use diesel::sql_types::*;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    incident_search (number) {
        number -> BigInt,
        incident_id -> Text,
        document -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    component_labels (component, label) {
        component -> Text,
        label -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::store::types::UtcInstant;
    #[allow(missing_docs, reason = "the columns are documented by the migrations and the row structs")]
    saved_views (id) {
        id -> Text,
        account_id -> Text,
        name -> Text,
        query -> Text,
        created_at -> UtcInstant,
    }
}
