//! Both engines hold the same tables: same columns, same kinds of value, same columns that may stay empty.

use diesel::RunQueryDsl;
use diesel::sql_types::Text;
use tocsin::store::{Db, Store, StoreError};

use crate::support::engines::engines;

/// The words of the search stand in tables of SQLite's own; PostgreSQL keeps them in an index.
const OF_SQLITE: &str = "SELECT t.name || '.' || c.name || ' ' || lower(c.type) \
    || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN '' ELSE ' or nothing' END AS said \
    FROM sqlite_master t, pragma_table_info(t.name) c \
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\' \
    AND t.name NOT LIKE 'incident\\_words%' ESCAPE '\\'";

/// An instant and a JSON value are text in SQLite, a truth value is 0 or 1.
const OF_POSTGRES: &str = "SELECT table_name || '.' || column_name || ' ' || CASE data_type \
    WHEN 'timestamp with time zone' THEN 'text' WHEN 'jsonb' THEN 'text' WHEN 'boolean' THEN 'integer' \
    WHEN 'bigint' THEN 'integer' WHEN 'bytea' THEN 'blob' ELSE data_type END \
    || CASE is_nullable WHEN 'NO' THEN '' ELSE ' or nothing' END AS said \
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'";

#[derive(diesel::QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    said: String,
}

fn columns(store: &Store) -> Vec<String> {
    let rows: Result<Vec<Column>, StoreError> = store.read(|db| match db {
        Db::Sqlite(connection) => Ok(diesel::sql_query(OF_SQLITE).load(connection)?),
        Db::Pg(connection) => Ok(diesel::sql_query(OF_POSTGRES).load(connection)?),
    });
    let mut said: Vec<String> = rows.unwrap().into_iter().map(|column| column.said).collect();
    said.sort_unstable();
    said
}

#[test]
fn both_engines_have_the_same_tables_and_columns() {
    let [sqlite, postgres] = engines();
    let columns_of_sqlite = columns(&sqlite.store);
    assert!(
        columns_of_sqlite.contains(&"journal.hash text".to_owned()),
        "{columns_of_sqlite:#?}"
    );
    assert_eq!(columns_of_sqlite, columns(&postgres.store));
}
