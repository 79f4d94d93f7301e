//! The rate at which the API takes reports, from sixteen connections that are kept open and post one after the other,
//! beside the rate of bare durable commits of one row in the same file, one after the other: SQLite has one writer, so
//! that asking for them from sixteen threads would not make them faster. As many of the one as of the other, in rounds
//! that alternate. The detail also tells how long one report takes when nobody else asks for anything.
//!
//! The letters are queued, in the transaction of the report; no worker delivers them meanwhile, because its own
//! commits are not part of what is promised.

use std::thread;

use serde_json::{Value, json};

use crate::client::Client;
use crate::house::{EMAIL, House, PASSWORD, SCHOOL};
use crate::incident;
use crate::measure::{Promise, micros, ratio, time_of_one, times_of_both};
use crate::serving::serve;

/// Connections that post at the same time.
const CLIENTS: u32 = 16;
/// Reports of each connection in each round.
const EACH: u32 = 20;
/// Reports, and bare commits, of each round.
const ALL: u32 = CLIENTS * EACH;

pub(crate) fn measure() -> Vec<Promise> {
    let house = House::open();
    house.sql("create table bare (what text not null)");
    let mut first = Client::connect(serve(&house));
    first.sign_in(EMAIL, PASSWORD);
    let body = body(&house).to_string();
    let mut clients: Vec<Client> = (0..CLIENTS).map(|_| first.beside()).collect();
    let bare_commit = || house.sql("insert into bare (what) values ('one row')");
    let (bare, together) = times_of_both(
        1,
        || (0..ALL).for_each(|_| bare_commit()),
        || post_all(&mut clients, &body),
    );
    drop(clients);
    // The server closes a connection that says nothing for a while, as the first one did meanwhile.
    let mut lone = first.beside();
    let alone = time_of_one(EACH, || post(&mut lone, &body));
    let what = "POST /incidents, against a bare commit".to_owned();
    let promise = ratio(what, (bare / ALL, together / ALL), 0.5);
    let detail = format!("{}, {:.0} µs alone", promise.detail, micros(alone));
    vec![Promise { detail, ..promise }]
}

fn post_all(clients: &mut [Client], body: &str) {
    thread::scope(|scope| {
        for client in clients {
            scope.spawn(|| (0..EACH).for_each(|_| post(client, body)));
        }
    });
}

fn post(client: &mut Client, body: &str) {
    let (status, _) = client.post("/api/v1/incidents", body);
    assert_eq!(status, 201, "the report is taken");
}

fn body(house: &House) -> Value {
    let report = incident::report(&house.instance.catalogue);
    json!({
        "establishment_uai": SCHOOL,
        "title": report.title,
        "description": report.description,
        "components": report.components,
        "detected_at": report.detected_at.to_rfc3339(),
        "personal_data": report.personal_data,
        "departement_impact_possible": report.departement_impact_possible,
        "measures_taken": report.measures_taken,
    })
}
