//! Delays, as how many dossiers took each tenth of an hour: such counts add up, and their middle can be read from them.

use diesel::dsl::{count_star, exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::{Scope, number, within};
use crate::domain::committee::{Counted, Delay};
use crate::domain::incident::Status;
use crate::domain::life::Act;
use crate::domain::people::Sight;
use crate::store::incidents::{Condition, visible};
use crate::store::schema::{incident_parties, incidents, stages};
use crate::store::types::{LifeActText, PartyText, StatusText};
use crate::store::{Db, Instant, StoreError};

/// Seconds in a tenth of an hour.
const TENTH: u32 = 360;

type OfStages = diesel::dsl::InnerJoinQuerySource<stages::table, incidents::table>;

/// Every delay that is measured.
pub(super) fn all(db: &mut Db, scope: Scope<'_>, counted: &mut Counted) -> Result<(), StoreError> {
    report(db, scope, counted)?;
    for (delay, act) in [
        (Delay::TakeCharge, Act::Start),
        (Delay::Resolution, Act::Resolve),
        (Delay::Closing, Act::Close),
    ] {
        until(db, scope, delay, act, counted)?;
    }
    Ok(())
}

/// The expression of what lies between two instants, in whole tenths of an hour.
fn between(db: &Db, from: &str, to: &str) -> String {
    match db {
        Db::Sqlite(_) => format!("((unixepoch({to}) - unixepoch({from})) / {TENTH})"),
        Db::Pg(_) => {
            let seconds = |instant| format!("floor(extract(epoch from {instant}))::bigint");
            format!("(({} - {}) / {TENTH})", seconds(to), seconds(from))
        }
    }
}

fn report(db: &mut Db, scope: Scope<'_>, counted: &mut Counted) -> Result<(), StoreError> {
    let Some(condition) = within!(incidents::table, scope) else {
        return Ok(());
    };
    let tenths = between(db, "incidents.detected_at", "incidents.reported_at");
    let rows: Vec<(i64, i64)> = incidents::table
        .filter(condition)
        .filter(incidents::status.ne(StatusText(Status::Rejected)))
        .group_by(sql::<BigInt>(&tenths))
        .select((sql::<BigInt>(&tenths), count_star()))
        .load(db)?;
    for (tenths, count) in rows {
        counted.add_delay(Delay::Report, tenths, number(count));
    }
    Ok(())
}

/// From report to the stage that an act led to for good: one that was taken back is none, and a resolution that only
/// adds to another one is not the first.
fn until(
    db: &mut Db,
    scope: Scope<'_>,
    delay: Delay,
    act: Act,
    counted: &mut Counted,
) -> Result<(), StoreError> {
    let Some(condition) = within!(OfStages, scope) else {
        return Ok(());
    };
    let other = diesel::alias!(stages as other_stages);
    let of_dossier = || other.filter(other.field(stages::incident_id).eq(stages::incident_id));
    let taken_back = of_dossier()
        .filter(other.field(stages::number).gt(stages::number))
        .filter(other.field(stages::act).eq(LifeActText(Act::Reopen)));
    let led_there = of_dossier()
        .filter(other.field(stages::number).eq(stages::number - 1))
        .filter(other.field(stages::status).eq(StatusText(Status::InProgress)));
    let such: Condition<OfStages> = match act {
        Act::Close => Box::new(not(exists(taken_back)).nullable()),
        Act::Resolve => Box::new(not(exists(taken_back)).and(exists(led_there)).nullable()),
        _ => Box::new(stages::number.ge(1).nullable()),
    };
    let tenths = between(db, "incidents.reported_at", "stages.decided_at");
    let rows: Vec<(i64, i64)> = stages::table
        .inner_join(incidents::table)
        .filter(condition)
        .filter(such)
        .filter(stages::act.eq(LifeActText(act)))
        .filter(incidents::status.ne(StatusText(Status::Rejected)))
        .group_by(sql::<BigInt>(&tenths))
        .select((sql::<BigInt>(&tenths), count_star()))
        .load(db)?;
    for (tenths, count) in rows {
        counted.add_delay(delay, tenths, number(count));
    }
    Ok(())
}
