//! Recording one report (decision, duties, journal, letters, durable commit) beside a bare durable commit of one
//! row in the same file. The act alone, to tell its cost from that of the request around it.
#![allow(clippy::expect_used, reason = "an act that fails measures nothing")]

use tocsin::actions::report::{ReportRefused, Reported, report};

use crate::house::{House, noon};
use crate::incident;
use crate::measure::{Promise, ratio, times_of_both};

/// Calls in each round.
const CALLS: u32 = 20;

pub(crate) fn measure() -> Vec<Promise> {
    let house = House::open();
    house.sql("create table bare (what text not null)");
    let wanted = incident::report(&house.instance.catalogue);
    let times = times_of_both(
        CALLS,
        || house.sql("insert into bare (what) values ('one row')"),
        || {
            let act: Result<Reported, ReportRefused> = house
                .store
                .write(|db| report(db, &house.instance, &house.rsn, wanted.clone(), None, noon()));
            act.expect("the report is taken");
        },
    );
    vec![ratio(
        "the act of reporting, against a bare commit".to_owned(),
        times,
        0.5,
    )]
}
