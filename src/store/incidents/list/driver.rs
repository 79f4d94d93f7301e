//! What few dossiers have, by which they are found without reading the list.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::sql::Sql;
use super::{Filter, OfBreach, Sort};
use crate::domain::breach;
use crate::domain::people::Sight;
use crate::domain::text::beginnings;
use crate::domain::uai::Uai;
use crate::store::search::{Matching, matching};
use crate::store::{Db, StoreError};

/// Up to so many dossiers are found first and put in order afterwards. With more, the list is read in its order: then
/// at least one in two hundred of a million belongs to it, and a page is full before as many were looked at.
const FEW: i64 = 5_000;

/// A way to find dossiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Driver {
    /// By the words they hold.
    Words(Vec<String>),
    /// By their breach; any when `None`.
    Breaches(Option<breach::Status>),
    /// By a duty that was due before this instant (UTC).
    Overdue(DateTime<Utc>),
    /// By their school.
    Schools(Vec<Uai>),
}

#[derive(QueryableByName)]
pub(super) struct Number {
    #[diesel(sql_type = BigInt)]
    pub(super) n: i64,
}

/// Every way that a list offers, the most telling one first.
pub(super) fn ways(sight: &Sight, filter: &Filter) -> Vec<Driver> {
    let words = beginnings(&filter.q);
    let by_words = (!words.is_empty()).then_some(Driver::Words(words));
    let by_breach = filter.breach.and_then(|breach| match breach {
        OfBreach::Any => Some(Driver::Breaches(None)),
        OfBreach::Of(status) => Some(Driver::Breaches(Some(status))),
        OfBreach::None => None,
    });
    let by_duty = filter.overdue_at.map(Driver::Overdue);
    let by_school = filter.establishment.clone().map(|uai| Driver::Schools(vec![uai]));
    // Among all that is due, what is due in one school is rare.
    let sees_schools_alone = sight.all_of.is_none() && sight.shared_with.is_none();
    let own = sight.schools.iter().cloned().collect();
    let by_own = (filter.sort == Sort::Due && sees_schools_alone).then_some(Driver::Schools(own));
    [by_words, by_school, by_duty, by_breach, by_own]
        .into_iter()
        .flatten()
        .collect()
}

/// The first way that leads to few dossiers.
pub(super) fn small(db: &mut Db, sight: &Sight, filter: &Filter) -> Result<Option<Driver>, StoreError> {
    for way in ways(sight, filter) {
        if way.size(db)? <= FEW {
            return Ok(Some(way));
        }
    }
    Ok(None)
}

impl Driver {
    /// How many dossiers it leads to, seen or not, up to one more than few.
    fn size(&self, db: &mut Db) -> Result<i64, StoreError> {
        let mut sql = Sql::of(db);
        sql.add("select count(*) as n from (select 1 as one from ");
        match self {
            Self::Words(words) => {
                let Matching {
                    words,
                    condition,
                    search,
                    end,
                    ..
                } = matching(sql.engine, words);
                sql.add(words).add(" where ").add(condition);
                sql.text(search).add(end);
            }
            Self::Breaches(status) => {
                sql.add("breaches b where ");
                of_status(&mut sql, *status);
            }
            Self::Overdue(now) => {
                sql.add("obligations o where o.state = 'pending' and o.due_at < ")
                    .at(*now);
            }
            Self::Schools(schools) => {
                sql.add("incidents i where i.establishment_uai in ");
                sql.texts(schools.iter().map(Uai::as_str));
            }
        }
        sql.add(" limit ").number(FEW + 1).add(") x");
        let counted: Vec<Number> = sql.load(db)?;
        Ok(counted.first().map_or(0, |number| number.n))
    }

    /// Writes `from … where …`: its dossiers as `i`, each once.
    pub(super) fn write(&self, sql: &mut Sql) {
        let join = sql.join();
        sql.add(" from ");
        match self {
            Self::Words(words) => {
                let found = matching(sql.engine, words);
                sql.add(found.from).add(join);
                sql.add("incidents i on i.id = s.incident_id where ");
                sql.add(found.condition).text(found.search).add(found.end);
            }
            Self::Breaches(status) => {
                sql.add("breaches b").add(join);
                sql.add("incidents i on i.id = b.incident_id where ");
                of_status(sql, *status);
            }
            Self::Overdue(now) => {
                sql.add(
                    "(select distinct incident_id from obligations where state = 'pending' and due_at < ",
                );
                sql.at(*now).add(") o").add(join);
                sql.add("incidents i on i.id = o.incident_id where true");
            }
            Self::Schools(schools) => {
                sql.add("incidents i where i.establishment_uai in ");
                sql.texts(schools.iter().map(Uai::as_str));
            }
        }
    }
}

fn of_status(sql: &mut Sql, status: Option<breach::Status>) {
    match status {
        Some(status) => sql.add("b.status = ").text(status.as_str()),
        None => sql.add("true"),
    };
}
