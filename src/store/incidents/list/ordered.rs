//! A page read in the order of the list, from an index, until it is full.

use super::branches::branches;
use super::sql::Sql;
use super::{Filter, Key, Place, Sort, conditions};
use crate::domain::people::Sight;
use crate::store::{Db, StoreError};

/// Nothing is due in a dossier `i`.
const NOTHING_DUE: &str =
    " and not exists (select 1 from obligations n where n.incident_id = i.id and n.state = 'pending')";

/// The places of a page.
pub(super) fn page(
    db: &mut Db,
    sight: &Sight,
    filter: &Filter,
    place: Option<&Place>,
    limit: i64,
) -> Result<Vec<Key>, StoreError> {
    match filter.sort {
        Sort::Reported => by(db, "i.reported_at", "", (sight, filter), place, limit),
        Sort::Changed => by(db, "i.changed_at", "", (sight, filter), place, limit),
        Sort::Due => by_due(db, sight, filter, place, limit),
    }
}

/// What is due comes first, by the duties; then the dossiers in which nothing is due, the newest report first.
fn by_due(
    db: &mut Db,
    sight: &Sight,
    filter: &Filter,
    place: Option<&Place>,
    limit: i64,
) -> Result<Vec<Key>, StoreError> {
    let is_over = place.is_some_and(|place| place.due.is_none());
    let mut keys = if is_over {
        Vec::new()
    } else {
        due(db, sight, filter, place, limit)?
    };
    let left = limit - i64::try_from(keys.len()).unwrap_or(limit);
    if left > 0 {
        let place = place.filter(|_| is_over);
        keys.extend(by(
            db,
            "i.reported_at",
            NOTHING_DUE,
            (sight, filter),
            place,
            left,
        )?);
    }
    Ok(keys)
}

/// By a column that only grows older: the first of each branch, then the first of all.
fn by(
    db: &mut Db,
    column: &str,
    more: &str,
    (sight, filter): (&Sight, &Filter),
    place: Option<&Place>,
    limit: i64,
) -> Result<Vec<Key>, StoreError> {
    let mut sql = Sql::of(db);
    sql.add("select id, at, due from (");
    for (rank, branch) in branches(sight).iter().enumerate() {
        sql.add(if rank == 0 { "" } else { " union " });
        sql.add("select * from (select i.id as id, ").add(column);
        sql.add(" as at, cast(null as timestamptz) as due from incidents i where ");
        branch.write(&mut sql);
        conditions::kept(&mut sql, filter, None);
        sql.add(more);
        if let Some(Place { at, id, .. }) = place {
            sql.add(" and (").add(column).add(", i.id) < (");
            sql.at(*at).add(", ").text(id).add(")");
        }
        sql.add(" order by ").add(branch.first_column());
        sql.add(column).add(" desc, i.id desc limit ");
        sql.number(limit).add(&format!(") b{rank}"));
    }
    sql.add(") x order by at desc, id desc limit ").number(limit);
    sql.load(db)
}

/// The dossiers in which something is due, each where its first duty stands among all that are pending.
fn due(
    db: &mut Db,
    sight: &Sight,
    filter: &Filter,
    place: Option<&Place>,
    limit: i64,
) -> Result<Vec<Key>, StoreError> {
    let mut sql = Sql::of(db);
    let join = sql.join();
    sql.add(
        "select i.id as id, i.reported_at as at, coalesce(d.due_at, d.starts_at) as due from obligations d",
    );
    sql.add(join)
        .add("incidents i on i.id = d.incident_id where d.state = 'pending' and ");
    conditions::visible(&mut sql, sight);
    conditions::kept(&mut sql, filter, None);
    sql.add(
        " and not exists (select 1 from obligations e where e.incident_id = d.incident_id and e.state = 'pending' \
         and (coalesce(e.due_at, e.starts_at), e.id) < (coalesce(d.due_at, d.starts_at), d.id))",
    );
    if let Some(Place {
        due: Some(due), id, ..
    }) = place
    {
        sql.add(" and coalesce(d.due_at, d.starts_at) >= ").at(*due);
        sql.add(" and (coalesce(d.due_at, d.starts_at), d.incident_id) > (");
        sql.at(*due).add(", ").text(id).add(")");
    }
    sql.add(" order by coalesce(d.due_at, d.starts_at), d.incident_id limit ")
        .number(limit);
    sql.load(db)
}
