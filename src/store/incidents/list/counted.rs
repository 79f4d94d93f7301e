//! How many dossiers a list has: exactly up to a bound, then only that there are more.

use super::branches::branches;
use super::driver::{self, Driver, Number};
use super::sql::Sql;
use super::{Filter, conditions};
use crate::domain::people::Sight;
use crate::store::{Db, StoreError};

/// Dossiers counted one by one; nobody reads further.
const COUNTED: i64 = 1_000;

/// How many dossiers a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Dossiers counted.
    pub number: i64,
    /// Whether there are more than that.
    pub more: bool,
}

/// Counts the dossiers of a list; its order does not matter.
///
/// # Errors
/// The store's own failures.
pub fn count(db: &mut Db, sight: &Sight, filter: &Filter) -> Result<Count, StoreError> {
    let mut counted = 0;
    if !sight.is_empty() {
        let few = driver::small(db, sight, filter)?;
        let way = few.or_else(|| driver::ways(sight, filter).into_iter().next());
        let mut sql = Sql::of(db);
        match way {
            Some(way) => by_driver(&mut sql, &way, sight, filter),
            None => by_branches(&mut sql, sight, filter),
        }
        let numbers: Vec<Number> = sql.load(db)?;
        counted = numbers.first().map_or(0, |number| number.n);
    }
    Ok(Count {
        number: counted.min(COUNTED),
        more: counted > COUNTED,
    })
}

fn by_driver(sql: &mut Sql, driver: &Driver, sight: &Sight, filter: &Filter) {
    sql.add("select count(*) as n from (select 1 as one");
    driver.write(sql);
    sql.add(" and ");
    conditions::visible(sql, sight);
    conditions::kept(sql, filter, Some(driver));
    sql.add(" limit ").number(COUNTED + 1).add(") x");
}

fn by_branches(sql: &mut Sql, sight: &Sight, filter: &Filter) {
    sql.add("select count(*) as n from (");
    for (rank, branch) in branches(sight).iter().enumerate() {
        sql.add(if rank == 0 { "" } else { " union " });
        sql.add("select * from (select i.id as id from incidents i where ");
        branch.write(sql);
        conditions::kept(sql, filter, None);
        sql.add(" limit ").number(COUNTED + 1).add(&format!(") b{rank}"));
    }
    sql.add(") x");
}
