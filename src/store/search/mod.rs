//! One document for each dossier, in prepared words: what a search looks in, with the same results on both engines.
//!
//! An act that changes what is found calls [`reindex`] in its transaction, once its rows are written. Whoever sees a
//! dossier sees all of its document: what is told to fewer people must never be a source of it.

mod engine;
mod sources;

pub(super) use engine::{Matching, matching};

use diesel::dsl::{exists, not};
use diesel::helper_types::Like;
use diesel::prelude::*;

use super::schema::{component_labels, incident_search, incidents};
use super::{Db, StoreError};
use crate::domain::text::document;

/// Writes the document of a dossier anew.
///
/// # Errors
/// The store's own failures.
pub fn reindex(db: &mut Db, incident_id: &str) -> Result<(), StoreError> {
    let texts = sources::of(db, incident_id)?;
    let document = document(texts.iter().map(String::as_str));
    engine::write(db, incident_id, &format!(" {document}"))
}

/// Up to `limit` dossiers that have no document yet: those recorded before there was any.
///
/// # Errors
/// The store's own failures.
pub fn without_document(db: &mut Db, limit: i64) -> Result<Vec<String>, StoreError> {
    let document = incident_search::table.filter(incident_search::incident_id.eq(incidents::id));
    Ok(incidents::table
        .filter(not(exists(document)))
        .select(incidents::id)
        .limit(limit)
        .load(db)?)
}

/// Records what a pack calls a component; a label known already is left as it is.
///
/// # Errors
/// The store's own failures.
pub fn record_label(db: &mut Db, component: &str, label: &str) -> Result<(), StoreError> {
    let values = (
        component_labels::component.eq(component),
        component_labels::label.eq(label),
    );
    let unless_known = diesel::insert_into(component_labels::table)
        .values(values)
        .on_conflict((component_labels::component, component_labels::label))
        .do_nothing();
    match db {
        Db::Sqlite(c) => unless_known.execute(c),
        Db::Pg(c) => unless_known.execute(c),
    }?;
    Ok(())
}

/// A document with a word that begins so, looked at document by document: for lists that are short or come first.
pub(super) fn holds(beginning: &str) -> Like<incident_search::document, String> {
    incident_search::document.like(pattern(beginning))
}

/// A prepared word holds no sign that has a meaning in a pattern.
pub(super) fn pattern(beginning: &str) -> String {
    format!("% {beginning}%")
}
