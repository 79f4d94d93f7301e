//! Conditions on a dossier `i`: whether a sight covers it, whether the filter keeps it.

use super::driver::Driver;
use super::sql::Sql;
use super::{Filter, OfBreach};
use crate::domain::incident::Status;
use crate::domain::people::{Party, Sight};
use crate::domain::text::beginnings;
use crate::domain::uai::Uai;
use crate::store::Engine;
use crate::store::search::pattern;

/// The same as [`Sight::covers`], for rows that were found by something else.
pub(super) fn visible(sql: &mut Sql, sight: &Sight) {
    let mut or = "(";
    if let Some(convention) = &sight.all_of {
        sql.add(or);
        of_convention_or_none(sql, convention);
        or = " or ";
    }
    if let Some((convention, parties)) = &sight.shared_with {
        let convention_of = sql.by_no_index();
        sql.add(or).add("(").add(convention_of);
        sql.add("i.convention = ").text(convention).add(" and ");
        shared_with(sql, parties.iter().copied());
        sql.add(")");
        or = " or ";
    }
    if !sight.schools.is_empty() {
        sql.add(or).add("i.establishment_uai in ");
        sql.texts(sight.schools.iter().map(Uai::as_str));
    }
    sql.add(")");
}

/// As one comparison, SQLite looks for no index; as two, PostgreSQL knows how many rows to expect.
fn of_convention_or_none(sql: &mut Sql, convention: &str) {
    match sql.engine {
        Engine::Sqlite => {
            sql.add("coalesce(i.convention, ").text(convention);
            sql.add(") = ").text(convention)
        }
        Engine::Postgres => {
            sql.add("(i.convention = ").text(convention);
            sql.add(" or i.convention is null)")
        }
    };
}

/// Whether one of these parties handles, is associated or was informed.
pub(super) fn shared_with(sql: &mut Sql, parties: impl Iterator<Item = Party>) {
    sql.add("exists (select 1 from incident_parties p where p.incident_id = i.id and p.party in ");
    sql.texts(parties.map(Party::as_str)).add(")");
}

/// What the filter keeps, `driver` apart, which has seen to its own part.
pub(super) fn kept(sql: &mut Sql, filter: &Filter, driver: Option<&Driver>) {
    let [by_status, by_handler, by_severity] = asides(sql, filter);
    if let Some(status) = filter.status {
        sql.add(" and ").add(by_status);
        sql.add("i.status = ").text(status.as_str());
    }
    if let Some(handler) = filter.handler {
        sql.add(" and ").add(by_handler);
        sql.add("i.handler = ").text(handler.as_str());
    }
    if let Some(severity) = filter.severity {
        sql.add(" and ")
            .add(by_severity)
            .add("i.severity = ")
            .number(severity);
    }
    if let Some(uai) = &filter.establishment {
        sql.add(" and i.establishment_uai = ").text(uai.as_str());
    }
    if let Some(from) = filter.from {
        sql.add(" and i.reported_at >= ").at(from);
    }
    if let Some(to) = filter.to {
        sql.add(" and i.reported_at < ").at(to);
    }
    breached(sql, filter, driver);
    overdue(sql, filter, driver);
    worded(sql, filter, driver);
}

/// Of a status and a handler, the rarer one is looked for by its index: few dossiers are open at a time, and most are
/// handled by two parties. A severity that few dossiers have is a [`Driver`]; beside another one it is read aside.
fn asides(sql: &Sql, filter: &Filter) -> [&'static str; 3] {
    let aside = sql.by_no_index();
    match (filter.status, filter.handler) {
        (Some(Status::Closed | Status::Rejected), Some(_)) => [aside, "", aside],
        (Some(_), Some(_)) => ["", aside, aside],
        (Some(_), None) | (None, Some(_)) => ["", "", aside],
        (None, None) => ["", "", ""],
    }
}

fn breached(sql: &mut Sql, filter: &Filter, driver: Option<&Driver>) {
    if matches!(driver, Some(Driver::Breaches(_))) {
        return;
    }
    let attached = "exists (select 1 from breaches b where b.incident_id = i.id";
    match filter.breach {
        None => sql,
        Some(OfBreach::Any) => sql.add(" and ").add(attached).add(")"),
        Some(OfBreach::None) => sql.add(" and not ").add(attached).add(")"),
        Some(OfBreach::Of(status)) => {
            sql.add(" and ").add(attached).add(" and b.status = ");
            sql.text(status.as_str()).add(")")
        }
    };
}

fn overdue(sql: &mut Sql, filter: &Filter, driver: Option<&Driver>) {
    if matches!(driver, Some(Driver::Overdue(_))) {
        return;
    }
    if let Some(now) = filter.overdue_at {
        sql.add(
            " and exists (select 1 from obligations o where o.incident_id = i.id and o.state = 'pending'",
        );
        sql.add(" and o.due_at < ").at(now).add(")");
    }
}

fn worded(sql: &mut Sql, filter: &Filter, driver: Option<&Driver>) {
    let mut beginnings = beginnings(&filter.q);
    if let Some(Driver::Word(found)) = driver {
        beginnings.retain(|beginning| beginning != found);
        held(sql, &beginnings);
    } else if !beginnings.is_empty() {
        sql.add(" and exists (select 1 from incident_search s where s.incident_id = i.id");
        held(sql, &beginnings);
        sql.add(")");
    }
}

/// What a document `s` holds besides.
fn held(sql: &mut Sql, beginnings: &[String]) {
    for beginning in beginnings {
        sql.add(" and s.document like ").text(pattern(beginning));
    }
}
