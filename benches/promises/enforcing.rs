//! A tick of the worker over a million duties of which ten thousand are pending, on SQLite and, when
//! `TOCSIN_BENCH_POSTGRES_URL` names an empty database, on PostgreSQL.
#![allow(
    clippy::expect_used,
    reason = "a bench without its database has nothing to measure"
)]

use std::hint::black_box;
use std::sync::Arc;

use tocsin::clock::Clock;
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::{Engine, Store};
use tocsin::worker::Worker;
use tokio::sync::Notify;

use crate::house::{House, noon};
use crate::incident;
use crate::measure::{Limit, Promise, millis, time_of_one};

const DUTIES: u32 = 1_000_000;
/// One duty in this many is pending.
const PENDING_ONE_IN: u32 = 100;

pub(crate) fn measure() -> Vec<Promise> {
    let houses = [Some(House::open()), House::on_postgres()];
    houses
        .into_iter()
        .flatten()
        .map(|house| measured(&house))
        .collect()
}

fn measured(house: &House) -> Promise {
    fill(house);
    let runtime = tokio::runtime::Runtime::new().expect("the machine has threads");
    let worker = worker(house.store.clone(), house);
    let tick = || {
        let attempted = runtime.block_on(worker.tick()).expect("the worker ticks");
        assert_eq!(black_box(attempted), 0, "nothing is due at this instant");
    };
    let engine = match house.store.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    Promise {
        what: format!("tick, 10 000 of 1 000 000 duties pending, {engine}"),
        measured: millis(time_of_one(20, tick)),
        limit: Limit::MillisecondsUnder(50.0),
        detail: String::new(),
    }
}

fn worker(store: Store, house: &House) -> Worker {
    let mailer = Mailer::Memory(MemoryTransport::default());
    Worker::new(
        store,
        Arc::new(house.instance.clone()),
        Arc::new(mailer),
        Clock::standing_at(noon()),
        "bench:0".to_owned(),
        Arc::new(Notify::new()),
    )
}

/// One dossier owes everything: a tick looks at steps and letters, never at dossiers of which nothing is due. Every
/// pending duty has the six steps of 48 hours ahead, every other one those it once had.
fn fill(house: &House) {
    incident::report_it(house, incident::of_the_departement(&house.instance.catalogue));
    let dossier = house.text("select id as t from incidents");
    house.sql("update mails set state = 'sent'");
    let numbers = format!(
        "with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < {DUTIES})"
    );
    let state = format!("case when n % {PENDING_ONE_IN} = 0 then 'pending' else 'met' end");
    let (then, ahead) = match house.store.engine() {
        Engine::Sqlite => ("'2026-01-01T00:00:00.000000Z'", "'2027-01-01T00:00:00.000000Z'"),
        Engine::Postgres => (
            "timestamptz '2026-01-01 00:00Z'",
            "timestamptz '2027-01-01 00:00Z'",
        ),
    };
    house.sql(&format!(
        "insert into obligations (id, incident_id, kind, debtor, creditor, starts_at, due_at, state, met_at, clause) \
         {numbers} select 'bench-' || n, '{dossier}', 'breach_48h', 'departement', 'dpd', {then}, {ahead}, {state}, null, '' \
         from numbers"
    ));
    for step in [
        "reminder_24",
        "reminder_12",
        "reminder_6",
        "reminder_2",
        "failsafe",
        "escalation_0",
    ] {
        house.sql(&format!(
            "insert into obligation_steps (obligation_id, step, incident_id, at, state) select id, '{step}', incident_id, \
             due_at, case when state = 'pending' then 'planned' else 'dropped' end from obligations where id like 'bench-%'"
        ));
    }
    house.sql("analyze");
}
