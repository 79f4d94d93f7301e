//! The figures of a period in which a hundred thousand dossiers were reported, as two readers ask for the page, on SQLite
//! and, when `TOCSIN_BENCH_POSTGRES_URL` names an empty database, on PostgreSQL.

use tocsin::domain::people::Role;
use tocsin::store::Engine;
use tocsin::web::paths;

use crate::client::Client;
use crate::filling::fill;
use crate::house::House;
use crate::measure::{Limit, Promise, time_of_one};
use crate::serving::serve;

const DOSSIERS: u32 = 100_000;
/// The page is ready before this, in seconds.
const PAGE: f64 = 5.0;
/// All of them were reported in these four months, one a minute.
const PERIOD: &str = "from=2023-09-01&to=2023-12-31";
const READERS: [(&str, Role); 2] = [("RSSI", Role::Rssi), ("département", Role::AgentDepartement)];

pub(crate) fn measure() -> Vec<Promise> {
    let houses = [Some(House::open()), House::on_postgres()];
    houses
        .into_iter()
        .flatten()
        .flat_map(|house| measured(&house))
        .collect()
}

fn measured(house: &House) -> Vec<Promise> {
    let engine = match house.store.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    fill(house, 1, DOSSIERS);
    let address = serve(house);
    let page = |(reader, role): (&str, Role)| {
        let mut client = Client::connect(address).holding(&house.session_of(role));
        let path = format!("{}?{PERIOD}", paths::COMMITTEES);
        let time = time_of_one(1, || assert_eq!(client.get(&path).0, 200, "{path}"));
        Promise {
            what: format!("{engine}, {reader}: figures of a period"),
            measured: time.as_secs_f64(),
            limit: Limit::SecondsUnder(PAGE),
            detail: format!("median, of {DOSSIERS} reported in it"),
        }
    };
    READERS.map(page).into()
}
