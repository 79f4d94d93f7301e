//! A page of 25 out of 100 000 dossiers, through the rights of the reader, beside the same 25 rows asked without any
//! right. What both then render is the same, so that the pages' ratio is nearer to one than this.
#![allow(clippy::expect_used, reason = "a list that fails measures nothing")]

use std::collections::BTreeSet;
use std::hint::black_box;

use diesel::prelude::*;
use tocsin::actions::report::{ReportRefused, Reported, report};
use tocsin::domain::people::{Party, Sight};
use tocsin::store::incidents::{Filter, Incident, find, insert, list};
use tocsin::store::schema::incidents;
use tocsin::store::{Instant, StoreError};

use crate::house::{HOME, House, noon, school};
use crate::incident;
use crate::measure::{Promise, ratio, times_of_both};

const DOSSIERS: u32 = 100_000;
const PAGE: i64 = 25;
/// Calls in each round.
const CALLS: u32 = 20;

pub(crate) fn measure() -> Vec<Promise> {
    let house = House::open();
    fill(&house);
    let seen_by = |(reader, sight): (&str, Sight)| {
        let bare = || assert_eq!(black_box(bare_page(&house)), PAGE);
        let times = times_of_both(CALLS, bare, || assert_eq!(black_box(page(&house, &sight)), PAGE));
        ratio(format!("list of 25 of 100 000, {reader}"), times, 0.6)
    };
    sights().into_iter().map(seen_by).collect()
}

fn sights() -> [(&'static str, Sight); 3] {
    let everything = Sight {
        all_of: Some(HOME.to_owned()),
        ..Sight::default()
    };
    let shared_with = Some((HOME.to_owned(), BTreeSet::from([Party::Departement])));
    let shared = Sight {
        shared_with,
        ..Sight::default()
    };
    let one_school = Sight {
        schools: BTreeSet::from([school()]),
        ..Sight::default()
    };
    [
        ("RSSI", everything),
        ("département", shared),
        ("one school", one_school),
    ]
}

fn page(house: &House, sight: &Sight) -> i64 {
    let rows = house
        .store
        .read(|db| list(db, sight, &Filter::default(), None, PAGE));
    rows.map_or(0, |rows| i64::try_from(rows.len()).unwrap_or_default())
}

type Row = (
    String,
    String,
    String,
    String,
    Option<String>,
    String,
    String,
    String,
    String,
    bool,
    Instant,
    Instant,
);

fn bare_page(house: &House) -> i64 {
    let rows: Result<Vec<Row>, StoreError> = house.store.read(|db| {
        let columns = (
            incidents::id,
            incidents::reference,
            incidents::status,
            incidents::title,
            incidents::establishment_uai,
            incidents::establishment_name,
            incidents::handler,
            incidents::certainty,
            incidents::personal_data,
            incidents::exercise,
            incidents::detected_at,
            incidents::reported_at,
        );
        Ok(incidents::table
            .select(columns)
            .order(incidents::id.desc())
            .limit(PAGE)
            .load(db)?)
    });
    rows.map_or(0, |rows| i64::try_from(rows.len()).unwrap_or_default())
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
