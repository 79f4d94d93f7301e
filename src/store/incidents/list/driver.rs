//! What few dossiers have, by which they are found without reading the list.

use std::cmp::Reverse;

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
/// at least one in three hundred of a million belongs to it, and a page is full before ten thousand were looked at.
const FEW: i64 = 3_000;

/// A way to find dossiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Driver {
    /// By a word they hold that begins so.
    Word(String),
    /// By their breach; any when `None`.
    Breaches(Option<breach::Status>),
    /// By a duty that was due before this instant (UTC).
    Overdue(DateTime<Utc>),
    /// By their school.
    Schools(Vec<Uai>),
    /// By their severity.
    Severity(i64),
}

#[derive(QueryableByName)]
pub(super) struct Number {
    #[diesel(sql_type = BigInt)]
    pub(super) n: i64,
}

/// Every way that a list offers, the most telling one first.
pub(super) fn ways(sight: &Sight, filter: &Filter) -> Vec<Driver> {
    let mut words = beginnings(&filter.q);
    // Long words are rare, as a rule.
    words.sort_by_key(|word| Reverse(word.len()));
    let by_word = words.into_iter().map(Driver::Word);
    let by_breach = filter.breach.and_then(|breach| match breach {
        OfBreach::Any => Some(Driver::Breaches(None)),
        OfBreach::Of(status) => Some(Driver::Breaches(Some(status))),
        OfBreach::None => None,
    });
    let by_duty = filter.overdue_at.map(Driver::Overdue);
    let by_school = filter.establishment.clone().map(|uai| Driver::Schools(vec![uai]));
    let by_severity = filter.severity.map(Driver::Severity);
    // Among all that is due, what is due in one school is rare.
    let sees_schools_alone = sight.all_of.is_none() && sight.shared_with.is_none();
    let own = sight.schools.iter().cloned().collect();
    let by_own = (filter.sort == Sort::Due && sees_schools_alone).then_some(Driver::Schools(own));
    let others = [by_school, by_duty, by_breach, by_severity, by_own];
    by_word.chain(others.into_iter().flatten()).collect()
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
            Self::Word(word) => return of_word(db, &matching(sql.engine, word)),
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
            Self::Severity(severity) => {
                sql.add("incidents i where i.severity = ").number(*severity);
            }
        }
        sql.add(" limit ").number(FEW + 1).add(") x");
        let counted: Vec<Number> = sql.load(db)?;
        Ok(counted.first().map_or(0, |number| number.n))
    }

    /// Writes `from … where …`: its dossiers as `i`, each once.
    pub(super) fn write(&self, sql: &mut Sql) {
        let (join, facts) = (sql.join(), sql.by_facts());
        sql.add(" from ");
        match self {
            Self::Word(word) => {
                let found = matching(sql.engine, word);
                sql.add(found.from).add(join).add("incidents i").add(facts);
                sql.add(" on i.id = s.incident_id where ").add(found.condition);
                sql.text(found.search).add(found.end);
            }
            Self::Breaches(status) => {
                sql.add("breaches b").add(join).add("incidents i").add(facts);
                sql.add(" on i.id = b.incident_id where ");
                of_status(sql, *status);
            }
            Self::Overdue(now) => {
                // As an expression, so that SQLite does not read every duty in order to find each dossier once.
                sql.add("(select distinct coalesce(incident_id, '') as incident_id from obligations");
                sql.add(" where state = 'pending' and due_at < ").at(*now);
                sql.add(") o").add(join).add("incidents i").add(facts);
                sql.add(" on i.id = o.incident_id where true");
            }
            Self::Schools(schools) => {
                sql.add("incidents i where i.establishment_uai in ");
                sql.texts(schools.iter().map(Uai::as_str));
            }
            Self::Severity(severity) => {
                sql.add("incidents i where i.severity = ").number(*severity);
            }
        }
    }
}

/// How many documents hold a word that begins so; a whole word that many hold is enough to know.
fn of_word(db: &mut Db, matching: &Matching) -> Result<i64, StoreError> {
    let mut counted = 0;
    for search in matching.whole.iter().chain([&matching.search]) {
        let mut sql = Sql::of(db);
        sql.add("select count(*) as n from (select 1 as one from ");
        sql.add(matching.words).add(" where ").add(matching.condition);
        sql.text(search).add(matching.end);
        sql.add(" limit ").number(FEW + 1).add(") x");
        let numbers: Vec<Number> = sql.load(db)?;
        counted = numbers.first().map_or(0, |number| number.n);
        if counted > FEW {
            break;
        }
    }
    Ok(counted)
}

fn of_status(sql: &mut Sql, status: Option<breach::Status>) {
    match status {
        Some(status) => sql.add("b.status = ").text(status.as_str()),
        None => sql.add("true"),
    };
}
