//! The page of 25 out of 100 000 dossiers, asked for with the session of a reader and narrowed to what that reader may
//! see, beside the same page with the newest 25 rows, asked for by nobody and narrowed by nothing. Both go through HTTP,
//! the same middleware and the same template.
#![allow(clippy::expect_used, reason = "a list that fails measures nothing")]

use std::collections::BTreeSet;

use tocsin::actions::report::{ReportRefused, Reported, report};
use tocsin::domain::people::{Party, Role, Sight};
use tocsin::store::StoreError;
use tocsin::store::incidents::{Incident, find, insert};
use tocsin::web::pages::incidents::index::SLICE;
use tocsin::web::paths;

use crate::client::Client;
use crate::house::{House, noon, school};
use crate::incident;
use crate::measure::{Promise, ratio, times_of_both};
use crate::serving::{serve, serve_without_rights};

const DOSSIERS: u32 = 100_000;
/// Calls in each round.
const CALLS: u32 = 20;
/// Who asks, by what they see: everything, what is shared with them, one school.
const READERS: [(&str, Role); 3] = [
    ("RSSI", Role::Rssi),
    ("département", Role::Dpo),
    ("one school", Role::Rsn),
];

pub(crate) fn measure() -> Vec<Promise> {
    let house = House::open();
    fill(&house);
    let (real, bare) = (serve(&house), serve_without_rights(&house));
    let asked_by = |(reader, role): (&str, Role)| {
        let mut reading = Client::connect(real).holding(&house.session_of(role));
        let mut nobody = Client::connect(bare);
        let times = times_of_both(CALLS, || show(&mut nobody), || show(&mut reading));
        ratio(format!("page of 25 of 100 000, {reader}"), times, 0.6)
    };
    READERS.into_iter().map(asked_by).collect()
}

/// Asks for the page and makes sure that it is the one meant.
fn show(client: &mut Client) {
    let (status, page) = client.get(paths::INCIDENTS);
    let page = String::from_utf8_lossy(&page);
    assert_eq!(status, 200, "the page is shown");
    assert_eq!(
        page.matches("class=\"title\"").count(),
        SLICE,
        "it shows a whole slice"
    );
}

/// One dossier is reported, and the others are its likes: one in a hundred of the school measured, the others of
/// none; every other one shared with the département.
fn fill(house: &House) {
    let wanted = incident::report(&house.instance.catalogue);
    let first: Result<Reported, ReportRefused> = house
        .store
        .write(|db| report(db, &house.instance, &house.rsn, wanted, None, noon()));
    let reference = first.expect("the report is taken").reference;
    let mine = Sight {
        schools: BTreeSet::from([school()]),
        ..Sight::default()
    };
    let filled: Result<(), StoreError> = house.store.write(|db| {
        let model = find(db, &reference, &mine)?.expect("the reporter sees the dossier");
        (1..DOSSIERS).try_for_each(|rank| insert(db, &like(&model, rank)))
    });
    filled.expect("the dossiers are recorded");
}

fn like(model: &Incident, rank: u32) -> Incident {
    let mut other = model.clone();
    other.id = format!("ffffffff-{rank:08}");
    other.reference = format!("SSI-2025-{rank:06}");
    if !rank.is_multiple_of(100) {
        other.establishment_uai = None;
    }
    if rank.is_multiple_of(2) {
        other.parties = vec![Party::Academie, Party::Departement];
    } else {
        other.parties = vec![Party::Academie];
    }
    other
}
