//! Recording one report (decision, duties, journal, letters, durable commit) beside a bare durable commit of one
//! row in the same file. The page and the API add only the reading of the form to what is measured here.
#![allow(clippy::expect_used, reason = "an act that fails measures nothing")]

use diesel::RunQueryDsl;
use tocsin::actions::report::{ReportRefused, Reported, report};
use tocsin::store::StoreError;

use crate::house::{House, noon};
use crate::incident;
use crate::measure::{Promise, ratio, times_of_both};

/// Calls in each round.
const CALLS: u32 = 20;

pub(crate) fn measure() -> Vec<Promise> {
    let house = House::open();
    sql(&house, "create table bare (what text not null)");
    let wanted = incident::report(&house.instance.catalogue);
    let times = times_of_both(
        CALLS,
        || sql(&house, "insert into bare (what) values ('one row')"),
        || {
            let act: Result<Reported, ReportRefused> = house
                .store
                .write(|db| report(db, &house.instance, &house.rsn, wanted.clone(), None, noon()));
            act.expect("the report is taken");
        },
    );
    vec![ratio(
        "reporting, against a bare durable commit".to_owned(),
        times,
        0.5,
    )]
}

fn sql(house: &House, statement: &str) {
    let done: Result<usize, StoreError> = house
        .store
        .write(|db| Ok(diesel::sql_query(statement).execute(db)?));
    done.expect("the statement is right");
}
