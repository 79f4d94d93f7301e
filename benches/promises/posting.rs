//! Reports through the API beside a bare durable commit of one row in the same file.
//!
//! The letters are queued, in the transaction of the report; no worker delivers them meanwhile, because its own
//! commits are not part of what is promised.
#![allow(clippy::expect_used, reason = "an act that fails measures nothing")]

use std::future::pending;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, mpsc};
use std::thread;

use serde_json::{Value, json};
use tocsin::clock::Clock;
use tocsin::web::{self, App};

use crate::client::Client;
use crate::house::{EMAIL, House, PASSWORD, SCHOOL, noon};
use crate::incident;
use crate::measure::{Promise, ratio, times_of_both};

/// Calls in each round.
const CALLS: u32 = 20;

pub(crate) fn measure() -> Vec<Promise> {
    let house = House::open();
    house.sql("create table bare (what text not null)");
    let mut client = Client::connect(serve(&house));
    client.sign_in(EMAIL, PASSWORD);
    let body = body(&house);
    let times = times_of_both(
        CALLS,
        || house.sql("insert into bare (what) values ('one row')"),
        || post(&mut client, &body),
    );
    vec![ratio(
        "POST /incidents, against a bare commit".to_owned(),
        times,
        0.5,
    )]
}

fn post(client: &mut Client, body: &Value) {
    let (status, _) = client.post("/api/v1/incidents", body);
    assert_eq!(status, 201, "the report is taken");
}

/// Serves the house on a port of its own until the bench ends.
fn serve(house: &House) -> SocketAddr {
    let (store, instance) = (house.store.clone(), Arc::new(house.instance.clone()));
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        web::run(async move {
            let clock = Clock::standing_at(noon());
            let app = App::new(store, instance, clock, Arc::default(), true, Vec::new());
            let listening = web::listen(app, (Ipv4Addr::LOCALHOST, 0).into()).expect("a port is free");
            tell.send(listening.address()).expect("the bench waits");
            listening.until(pending()).await
        })
    });
    told.recv().expect("the server listens")
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
