//! A thousand failsafe notifications due at once, through a mail server that takes a tenth of a second for each answer:
//! how long until all are out, and what it costs in memory beyond what a first hundred leaves behind (fonts, caches).
#![allow(
    clippy::expect_used,
    reason = "a bench without its mail server has nothing to measure"
)]

use std::sync::Arc;
use std::time::Instant;

use chrono::TimeDelta;
use tocsin::clock::Clock;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::letter::LetterKind;
use tocsin::mail::transport::{Mailer, Patience, SmtpSettings, SmtpTransport};
use tocsin::worker::Worker;
use tokio::sync::Notify;

use crate::house::{House, noon};
use crate::incident;
use crate::measure::{Limit, Promise};
use crate::memory::own_resident_mebibytes;
use crate::slow_mail::SlowMail;

const BREACHES: usize = 1_000;
const FIRST: usize = 100;

pub(crate) fn measure() -> Vec<Promise> {
    let house = House::open();
    let runtime = tokio::runtime::Runtime::new().expect("the machine has threads");
    let server = runtime.block_on(SlowMail::start());
    let worker = worker(&house, &server);
    report_breaches(&house, FIRST);
    runtime.block_on(worker.tick()).expect("the worker ticks");
    report_breaches(&house, BREACHES);
    let already = server.accepted();
    let (before, started) = (own_resident_mebibytes(), Instant::now());
    runtime.block_on(worker.tick()).expect("the worker ticks");
    let seconds = started.elapsed().as_secs_f64();
    let grown = own_resident_mebibytes() - before;
    let sent = house.count(&format!(
        "select count(*) as n from mails where kind = '{}' and state = 'sent'",
        LetterKind::BreachNotification
    ));
    assert_eq!(sent, FIRST + BREACHES, "every notification is out");
    let detail = format!(
        "{} letters through {} ms answers",
        server.accepted() - already,
        SlowMail::ANSWER.as_millis()
    );
    vec![
        Promise {
            what: "1 000 failsafe notifications, slow mail server".to_owned(),
            measured: seconds,
            limit: Limit::SecondsUnder(300.0),
            detail,
        },
        Promise {
            what: "memory grown by sending them".to_owned(),
            measured: grown,
            limit: Limit::MebibytesUnder(100.0),
            detail: String::new(),
        },
    ]
}

/// Breaches whose notification is due at once, and whose other letters are out.
fn report_breaches(house: &House, count: usize) {
    for _ in 0..count {
        let report = Report {
            personal_data: PersonalData::Yes,
            ..incident::of_the_departement(&house.instance.catalogue)
        };
        incident::report_it(house, report);
    }
    house.sql("update mails set state = 'sent'");
}

fn worker(house: &House, server: &SlowMail) -> Worker {
    let settings = SmtpSettings::parse(&format!("smtp://{}?tls=none", server.address())).expect("an address");
    let smtp = SmtpTransport::new(settings, Patience::default(), None).expect("no certificate is asked for");
    Worker::new(
        house.store.clone(),
        Arc::new(house.instance.clone()),
        Arc::new(Mailer::Smtp(Box::new(smtp))),
        Clock::standing_at(noon() + TimeDelta::hours(46)),
        "bench:0".to_owned(),
        Arc::new(Notify::new()),
    )
}
