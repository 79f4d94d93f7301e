//! The decision of one incident: a real collège, three components, every reason written.

use std::hint::black_box;

use tocsin::directory;
use tocsin::domain::establishment::Establishment;
use tocsin::domain::routing::decide;

use crate::house::{SCHOOL, catalogue, noon};
use crate::incident::touched;
use crate::measure::{Limit, Promise, micros, time_of_one};

const COMPONENTS: usize = 3;

pub(crate) fn measure() -> Vec<Promise> {
    let (catalogue, school) = (catalogue(), establishment());
    let touched = touched(&catalogue, COMPONENTS);
    let once = || {
        let decision = decide(&catalogue, Some(&school), black_box(&touched), true, noon());
        let decided = black_box(decision).map_or(0, |decision| decision.components.len());
        assert_eq!(decided, COMPONENTS, "the question is a legal one");
    };
    let measured = micros(time_of_one(2_000, once));
    vec![Promise {
        what: "decision of one incident, three components".to_owned(),
        measured,
        limit: Limit::MicrosecondsUnder(20.0),
        detail: String::new(),
    }]
}

#[allow(
    clippy::expect_used,
    reason = "a bench without its school has nothing to measure"
)]
fn establishment() -> Establishment {
    let reading = directory::read(directory::SAMPLE).expect("the sample is a directory");
    let mut schools = reading.schools.into_iter();
    schools
        .find(|school| school.uai.as_str() == SCHOOL)
        .expect("the school is in the sample")
}
