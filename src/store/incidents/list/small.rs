//! A page of few dossiers: all of them are found by a [`Driver`], then put in order.

use super::driver::Driver;
use super::sql::Sql;
use super::{Filter, Key, Place, Sort, conditions};
use crate::domain::people::Sight;
use crate::store::{Db, StoreError};

/// The first thing that is due in a dossier `i`.
const DUE: &str = "(select min(coalesce(o.due_at, o.starts_at)) from obligations o \
                   where o.incident_id = i.id and o.state = 'pending')";

/// The places of a page.
pub(super) fn page(
    db: &mut Db,
    driver: &Driver,
    sight: &Sight,
    filter: &Filter,
    place: Option<&Place>,
    limit: i64,
) -> Result<Vec<Key>, StoreError> {
    let mut sql = Sql::of(db);
    let (at, due) = match filter.sort {
        Sort::Reported => ("i.reported_at", "cast(null as timestamptz)"),
        Sort::Changed => ("i.changed_at", "cast(null as timestamptz)"),
        Sort::Due => ("i.reported_at", DUE),
    };
    sql.add("with found as materialized (select i.id as id, ").add(at);
    sql.add(" as at, ").add(due).add(" as due");
    driver.write(&mut sql);
    sql.add(" and ");
    conditions::visible(&mut sql, sight);
    conditions::kept(&mut sql, filter, Some(driver));
    sql.add(") select id, at, due from found");
    after(&mut sql, filter.sort, place);
    sql.add(match filter.sort {
        Sort::Reported | Sort::Changed => " order by at desc, id desc",
        Sort::Due => " order by (due is null), due, case when due is not null then id end, at desc, id desc",
    });
    sql.add(" limit ").number(limit);
    sql.load(db)
}

fn after(sql: &mut Sql, sort: Sort, place: Option<&Place>) {
    let Some(Place { due, at, id }) = place else {
        return;
    };
    match (sort, due) {
        (Sort::Due, Some(due)) => {
            sql.add(" where (due is null or due > ").at(*due);
            sql.add(" or (due = ")
                .at(*due)
                .add(" and id > ")
                .text(id)
                .add("))")
        }
        (Sort::Due, None) => sql
            .add(" where due is null and (at, id) < (")
            .at(*at)
            .add(", ")
            .text(id)
            .add(")"),
        (Sort::Reported | Sort::Changed, _) => {
            sql.add(" where (at, id) < (").at(*at).add(", ").text(id).add(")")
        }
    };
}
