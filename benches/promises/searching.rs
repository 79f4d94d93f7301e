//! The first page of the list, narrowed and searched, and the page of a dossier, among a million dossiers and among ten
//! thousand of the same kind: through HTTP, as three readers see them, on SQLite and, when `TOCSIN_BENCH_POSTGRES_URL`
//! names an empty database, on PostgreSQL. `TOCSIN_BENCH_DOSSIERS` asks for another number than a million.
#![allow(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a bench without its dossiers has nothing to measure"
)]

use std::time::{Duration, Instant};

use tocsin::domain::people::Role;
use tocsin::store::Engine;
use tocsin::web::paths;

use crate::client::Client;
use crate::filling::fill;
use crate::house::{House, SCHOOL};
use crate::measure::{Limit, Promise, millis};
use crate::serving::serve;

const FEW: u32 = 10_000;
const MANY: u32 = 1_000_000;
/// Pages asked for, each for its own words where it is about words.
const CALLS: u32 = 100;
/// A page is ready before this, in milliseconds.
const PAGE: f64 = 50.0;
/// A dossier is.
const DOSSIER: f64 = 15.0;
/// How many times longer a page may take among a million than among ten thousand.
const LONGER: f64 = 3.0;

const READERS: [(&str, Role); 3] = [
    ("RSSI", Role::Rssi),
    ("département", Role::AgentDepartement),
    ("one school", Role::Rsn),
];

/// What is asked for, and by what parameters; the number is that of the call.
type Asking = (&'static str, fn(u32) -> String);

const ASKED: &[Asking] = &[
    ("list", |_| String::new()),
    ("sort=changed", |_| "sort=changed".to_owned()),
    ("sort=due", |_| "sort=due".to_owned()),
    ("status", |_| "status=in_progress".to_owned()),
    ("handler", |_| "handler=region".to_owned()),
    ("status and handler", |_| {
        "status=closed&handler=region".to_owned()
    }),
    ("severity", |_| "severity=4".to_owned()),
    ("severity and status", |_| {
        "severity=3&status=in_progress".to_owned()
    }),
    ("breach", |_| "breach=confirmed".to_owned()),
    ("overdue", |_| "overdue=true&sort=due".to_owned()),
    ("establishment", |_| format!("establishment={SCHOOL}")),
    ("period", |_| "from=2024-11-04&to=2024-11-10".to_owned()),
    ("one rare word", |call| format!("q=mot{}", rare(call))),
    ("rare and common words", |call| {
        format!("q=mot{}+mot1+serv", rare(call))
    }),
    ("reference", |call| format!("q=SSI-2025-{:07}", 1 + 97 * call)),
    ("rare word, status, due", |call| {
        format!("q=mot{}&status=closed&sort=due", rare(call))
    }),
];

/// One of the last words of the vocabulary, which one dossier in fifteen hundred holds.
fn rare(call: u32) -> u32 {
    19_990 - 7 * call
}

pub(crate) fn measure() -> Vec<Promise> {
    let houses = [Some(House::open()), House::on_postgres()];
    houses
        .into_iter()
        .flatten()
        .flat_map(|house| measured(&house))
        .collect()
}

fn measured(house: &House) -> Vec<Promise> {
    let many = std::env::var("TOCSIN_BENCH_DOSSIERS").ok();
    let many = many.and_then(|number| number.parse().ok()).unwrap_or(MANY);
    let engine = match house.store.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    let address = serve(house);
    let sessions = READERS.map(|(reader, role)| (reader, house.session_of(role)));
    let ask = || {
        let each = sessions.iter().map(|(reader, session)| {
            let mut client = Client::connect(address).holding(session);
            (*reader, pages(&mut client), dossier(&mut client, house))
        });
        each.collect::<Vec<_>>()
    };
    fill(house, 1, FEW);
    let few = ask();
    fill(house, FEW + 1, many);
    let mut promises = Vec::new();
    for ((reader, before, _), (_, after, dossier)) in few.into_iter().zip(ask()) {
        for ((asked, _), (before, after)) in ASKED.iter().zip(before.into_iter().zip(after)) {
            promises.push(page(format!("{engine}, {reader}: {asked}"), before, after));
        }
        promises.push(Promise {
            what: format!("{engine}, {reader}: a dossier"),
            measured: millis(dossier),
            limit: Limit::MillisecondsUnder(DOSSIER),
            detail: format!("p95, of {many}"),
        });
    }
    promises
}

/// Both promises in one line: the time, and how much longer it is than among few.
fn page(what: String, before: Duration, after: Duration) -> Promise {
    let longer = after.as_secs_f64() / before.as_secs_f64();
    let kept = if longer <= LONGER { "kept" } else { "BROKEN" };
    Promise {
        what,
        measured: millis(after),
        limit: Limit::MillisecondsUnder(PAGE),
        detail: format!(
            "p95; {longer:.1} × the {:.1} ms of {FEW}, promised ≤ {LONGER} ×: {kept}",
            millis(before)
        ),
    }
}

fn pages(client: &mut Client) -> Vec<Duration> {
    let asked = ASKED.iter().map(|(_, parameters)| {
        p95(|call| {
            let path = format!("{}?{}", paths::INCIDENTS, parameters(call));
            assert_eq!(client.get(&path).0, 200, "{path}");
        })
    });
    asked.collect()
}

/// The newest dossier that the reader sees.
fn dossier(client: &mut Client, house: &House) -> Duration {
    let question = format!(
        "select reference as t from incidents where establishment_uai = '{SCHOOL}' and handler = 'departement' \
         order by reported_at desc limit 1"
    );
    let path = paths::incident(&house.text(&question));
    p95(|_| assert_eq!(client.get(&path).0, 200, "{path}"))
}

/// The time within which ninety-five calls of a hundred are answered.
fn p95(mut call: impl FnMut(u32)) -> Duration {
    let timed = |number| {
        let start = Instant::now();
        call(number);
        start.elapsed()
    };
    let mut all: Vec<Duration> = (0..CALLS).map(timed).collect();
    all.sort_unstable();
    let rank = usize::try_from(CALLS * 95 / 100).unwrap_or_default();
    all.get(rank).copied().unwrap_or_default()
}
