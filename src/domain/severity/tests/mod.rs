//! The method against the tables of `tests/law`, the EDPB's examples, and what holds of every answer.

use super::*;

mod arithmetic;
mod edpb;
mod properties;
mod reading;
mod words;

/// Simple data, names in clear, and nothing else: the tests vary one detail.
fn legal() -> Inputs {
    Inputs {
        contexts: vec![context(Category::Simple, 0)],
        identification: Identification::Maximum,
        confidentiality: Confidentiality::NoneOrExposed,
        integrity: Integrity::NoneOrUnused,
        availability: Availability::NoneOrEasy,
        malicious_intent: false,
        persons: None,
        unintelligible: false,
    }
}

fn context(category: Category, adjustment: i8) -> Context {
    Context::new(category, adjustment).unwrap()
}

/// The rows of a table that a lawyer reads, without its heading.
fn rows(table: &str) -> Vec<csv::StringRecord> {
    let reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(table.as_bytes());
    reader.into_records().map(Result::unwrap).collect()
}
