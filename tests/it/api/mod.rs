//! The JSON API, called as programs call it, on both engines.

mod bad_input;
mod breaches;
mod journal;
mod operation;
mod reading;
mod reporting;
mod tokens;

use serde_json::{Value, json};

use crate::support::world::CASSIN;

/// A body that is taken.
fn a_report() -> Value {
    json!({
        "establishment_uai": CASSIN,
        "title": "Message étrange sur le poste du secrétariat",
        "description": "Une fenêtre demande d’appeler un numéro.",
        "components": [{"component": "poste-administratif"}],
        "detected_at": "2026-03-02T08:15:00+01:00",
        "personal_data": "unknown",
    })
}

/// The same with one detail changed; `null` takes it away.
fn with(field: &str, value: Value) -> Value {
    let mut body = a_report();
    let fields = body.as_object_mut().unwrap();
    fields.insert(field.to_owned(), value);
    body
}

/// The same without a field.
fn without(field: &str) -> Value {
    let mut body = a_report();
    body.as_object_mut().unwrap().remove(field);
    body
}
