//! What each engine does with the words of a document: FTS5 on SQLite, a vector of lexemes under GIN on PostgreSQL.
//!
//! Both are given words that are prepared already and part them at spaces only; every word of a search is quoted.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use crate::store::schema::incident_search;
use crate::store::{Db, Engine, StoreError};

/// Keeps a document, and its words where the engine keeps them apart.
pub(super) fn write(db: &mut Db, incident_id: &str, document: &str) -> Result<(), StoreError> {
    let values = (
        incident_search::incident_id.eq(incident_id),
        incident_search::document.eq(document),
    );
    let kept = diesel::insert_into(incident_search::table)
        .values(values)
        .on_conflict(incident_search::incident_id)
        .do_update()
        .set(incident_search::document.eq(document))
        .returning(incident_search::number);
    match db {
        Db::Sqlite(c) => {
            let number: i64 = kept.get_result(c)?;
            sql_query("insert or replace into incident_words (rowid, document) values (?, ?)")
                .bind::<BigInt, _>(number)
                .bind::<Text, _>(document)
                .execute(c)?;
        }
        Db::Pg(c) => {
            kept.execute(c)?;
        }
    }
    Ok(())
}

/// How an engine finds the documents that hold a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Matching {
    /// The table that holds the words.
    pub(in crate::store) words: &'static str,
    /// The tables to read from, the documents among them as `s`.
    pub(in crate::store) from: &'static str,
    /// The condition, before the search.
    pub(in crate::store) condition: &'static str,
    /// The search, a text, to be bound.
    pub(in crate::store) search: String,
    /// What follows the search.
    pub(in crate::store) end: &'static str,
    /// A search for the whole word alone, where it costs less than one for its beginning.
    pub(in crate::store) whole: Option<String>,
}

/// The matching of words that begin so.
pub(in crate::store) fn matching(engine: Engine, beginning: &str) -> Matching {
    match engine {
        Engine::Sqlite => Matching {
            words: "incident_words",
            from: "incident_words cross join incident_search s on s.number = incident_words.rowid",
            condition: "incident_words match ",
            search: format!("\"{beginning}\"*"),
            end: "",
            // The words that begin so are put together before the first of them is told.
            whole: Some(format!("\"{beginning}\"")),
        },
        Engine::Postgres => Matching {
            words: "incident_search s",
            from: "incident_search s",
            condition: "array_to_tsvector(string_to_array(substr(s.document, 2), ' ')) @@ ",
            search: format!("'{beginning}':*"),
            end: "::tsquery",
            whole: None,
        },
    }
}
