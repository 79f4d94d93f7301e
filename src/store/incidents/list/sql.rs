//! A question put together piece by piece, each value bound where it stands: the one place where the list knows which
//! engine it talks to.

use chrono::{DateTime, Utc};
use diesel::deserialize::QueryableByName;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::Sqlite;

use crate::store::types::UtcInstant;
use crate::store::{Db, Engine, Instant, StoreError};

/// A value in its place.
enum Bind {
    Text(String),
    At(Instant),
    Number(i64),
}

/// A question being written.
pub(super) struct Sql {
    pub(super) engine: Engine,
    text: String,
    binds: Vec<Bind>,
}

impl Sql {
    /// An empty question for the engine of this connection.
    pub(super) fn of(db: &Db) -> Self {
        let engine = match db {
            Db::Sqlite(_) => Engine::Sqlite,
            Db::Pg(_) => Engine::Postgres,
        };
        Self {
            engine,
            text: String::new(),
            binds: Vec::new(),
        }
    }

    /// Words of SQL; never anything that somebody typed.
    pub(super) fn add(&mut self, words: &str) -> &mut Self {
        self.text.push_str(words);
        self
    }

    pub(super) fn text(&mut self, value: impl Into<String>) -> &mut Self {
        self.bind(Bind::Text(value.into()))
    }

    pub(super) fn at(&mut self, value: DateTime<Utc>) -> &mut Self {
        self.bind(Bind::At(value.into()))
    }

    pub(super) fn number(&mut self, value: i64) -> &mut Self {
        self.bind(Bind::Number(value))
    }

    /// `(a, b, …)`.
    pub(super) fn texts<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) -> &mut Self {
        for (rank, value) in values.into_iter().enumerate() {
            self.add(if rank == 0 { "(" } else { ", " }).text(value);
        }
        self.add(")")
    }

    fn bind(&mut self, value: Bind) -> &mut Self {
        self.binds.push(value);
        let place = match self.engine {
            Engine::Sqlite => "?".to_owned(),
            Engine::Postgres => format!("${}", self.binds.len()),
        };
        self.add(&place)
    }

    /// A join that is made in the order written. SQLite would otherwise guess, having no figures about the tables;
    /// PostgreSQL has them.
    pub(super) fn join(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => " cross join ",
            Engine::Postgres => " join ",
        }
    }

    /// After the dossiers, when each is found by its identifier: what decides on it stands in this index. SQLite would take
    /// the one that is unique, and then read the dossier.
    pub(super) fn by_facts(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => " indexed by incidents_facts",
            Engine::Postgres => "",
        }
    }

    /// Before a column: no index is looked for by it.
    pub(super) fn by_no_index(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => "+",
            Engine::Postgres => "",
        }
    }

    /// The rows of the answer.
    pub(super) fn load<T>(self, db: &mut Db) -> Result<Vec<T>, StoreError>
    where
        T: QueryableByName<Sqlite> + QueryableByName<Pg> + 'static,
    {
        macro_rules! asked {
            ($connection:expr, $backend:ty) => {{
                let mut query = sql_query(self.text).into_boxed::<$backend>();
                for bind in self.binds {
                    query = match bind {
                        Bind::Text(value) => query.bind::<Text, _>(value),
                        Bind::At(value) => query.bind::<UtcInstant, _>(value),
                        Bind::Number(value) => query.bind::<BigInt, _>(value),
                    };
                }
                query.load($connection)?
            }};
        }
        Ok(match db {
            Db::Sqlite(c) => asked!(c, Sqlite),
            Db::Pg(c) => asked!(c, Pg),
        })
    }
}
