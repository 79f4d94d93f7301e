//! The decision of one incident: a real collège, three components, every reason written.

use std::hint::black_box;

use chrono::{DateTime, Utc};
use tocsin::directory;
use tocsin::domain::convention::Catalogue;
use tocsin::domain::establishment::Establishment;
use tocsin::domain::routing::{Touched, decide};
use tocsin::packs;

use crate::measure::{Limit, Promise, micros, time_of_one};

const HOME: &str = "ille-et-vilaine-2025";
const SCHOOL: &str = "0350003N";
const COMPONENTS: usize = 3;

pub(crate) fn measure() -> Promise {
    let catalogue = catalogue();
    let school = school();
    let touched = touched(&catalogue);
    let at = DateTime::<Utc>::UNIX_EPOCH + chrono::TimeDelta::days(20_600);
    let once = || {
        let decision = decide(&catalogue, Some(&school), black_box(&touched), true, at);
        let decided = black_box(decision).map_or(0, |decision| decision.components.len());
        assert_eq!(decided, COMPONENTS, "the question is a legal one");
    };
    Promise {
        what: "decision of one incident, three components",
        unit: "µs",
        measured: micros(time_of_one(2_000, once)),
        limit: Limit::Under(20.0),
    }
}

#[allow(
    clippy::expect_used,
    reason = "a bench without its packs has nothing to measure"
)]
fn catalogue() -> Catalogue {
    packs::catalogue(None, Vec::new(), HOME).expect("the packs of the product are whole")
}

#[allow(
    clippy::expect_used,
    reason = "a bench without its school has nothing to measure"
)]
fn school() -> Establishment {
    let reading = directory::read(directory::SAMPLE).expect("the sample is a directory");
    let mut schools = reading.schools.into_iter();
    schools
        .find(|school| school.uai.as_str() == SCHOOL)
        .expect("the school is in the sample")
}

/// The first components of the pack, without overriding their networks.
fn touched(catalogue: &Catalogue) -> Vec<Touched> {
    let components = catalogue.home().into_iter().flat_map(|pack| &pack.components);
    components
        .take(3)
        .map(|component| Touched {
            component: component.id.clone(),
            network: None,
        })
        .collect()
}
