//! `edpb_fields.csv` and `edpb_asked.csv`: every field of the EDPB template, where it is held, when it is asked.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tocsin::domain::breach::record::{FIELDS, Field, Kind, Record};

use super::examples::rows;

const SCHEMA: &str = include_str!("../../data/edpb-breach-notification.schema.json");

#[derive(Deserialize)]
struct Row {
    edpb: u16,
    template: String,
    held: String,
    name: String,
    required: String,
    answers: Option<usize>,
}

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

fn table() -> Vec<Row> {
    rows("edpb_fields.csv")
}

fn held_in_record() -> impl Iterator<Item = (Row, &'static Field)> {
    table().into_iter().filter(|row| row.held == "record").map(|row| {
        let field = Field::named(&row.name).unwrap_or_else(|| panic!("{}", row.name));
        (row, field)
    })
}

#[test]
fn all_the_fields_of_the_template_are_accounted_for() {
    let table = table();
    assert_eq!(table.len(), 100);
    let ours: BTreeSet<String> = table.iter().map(|row| format!("field_{}", row.edpb)).collect();
    let theirs = schema()["properties"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(ours, theirs);
    let told: BTreeSet<&str> = table.iter().map(|row| row.held.as_str()).collect();
    assert_eq!(told, BTreeSet::from(["notice", "nowhere", "record"]));
}

#[test]
fn the_table_says_what_the_template_requires() {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for row in table() {
        *counts.entry(row.template).or_default() += 1;
    }
    assert_eq!(json!(counts), schema()["x-mandatory-breakdown"]);
    let required = schema()["required"].as_array().unwrap().clone();
    let in_table = table().into_iter().filter(|row| row.template == "yes");
    assert_eq!(
        in_table
            .map(|row| json!(format!("field_{}", row.edpb)))
            .collect::<Vec<_>>(),
        required
    );
}

#[test]
fn the_record_holds_what_the_table_says_and_nothing_else() {
    let of_table: Vec<(Option<u16>, String)> = held_in_record()
        .map(|(row, _)| (Some(row.edpb), row.name))
        .collect();
    let of_record = FIELDS.iter().filter(|field| field.edpb.is_some());
    let of_record: Vec<_> = of_record
        .map(|field| (field.edpb, field.name.to_owned()))
        .collect();
    assert_eq!(of_record, of_table);
    let ours: Vec<&str> = FIELDS
        .iter()
        .filter(|field| field.edpb.is_none())
        .map(|field| field.name)
        .collect();
    assert_eq!(ours, ["treatments"]);
}

#[test]
fn a_field_is_required_as_the_table_says() {
    for (row, field) in held_in_record() {
        let required = field.mandatory(&Record::default());
        match row.required.as_str() {
            "yes" => assert!(required, "{}", row.name),
            "no" => assert!(!required && row.template != "yes", "{}", row.name),
            "sometimes" => assert!(examples_of(&row.name).len() > 1, "{}", row.name),
            other => panic!("{other}"),
        }
        if row.template == "yes" {
            assert_eq!(row.required, "yes", "{}", row.name);
        }
    }
}

#[test]
fn every_list_has_the_answers_of_the_template() {
    let schema = schema();
    for (row, field) in held_in_record() {
        let (Kind::Choice(choices) | Kind::Choices(choices)) = field.kind else {
            assert_eq!(row.answers, None, "{}", row.name);
            continue;
        };
        let letters: BTreeSet<&str> = choices.iter().map(|choice| choice.key).collect();
        assert_eq!(letters.len(), choices.len(), "{}: a letter twice", row.name);
        let names: BTreeSet<&str> = choices.iter().map(|choice| choice.name).collect();
        assert_eq!(names.len(), choices.len(), "{}: a name twice", row.name);
        if row.edpb == 29 {
            continue;
        }
        assert_eq!(Some(choices.len()), row.answers, "{}", row.name);
        let theirs = schema["properties"][format!("field_{}", row.edpb)]["enum"]
            .as_array()
            .unwrap();
        let theirs: BTreeSet<&str> = theirs.iter().map(|letter| letter.as_str().unwrap()).collect();
        let merged = if row.edpb == 97 {
            BTreeSet::from(["b1"])
        } else {
            BTreeSet::new()
        };
        assert_eq!(
            letters.difference(&theirs).copied().collect::<BTreeSet<_>>(),
            merged,
            "{}",
            row.name
        );
        assert!(theirs.is_subset(&letters), "{}", row.name);
    }
}

#[derive(Deserialize)]
struct Example {
    name: String,
    given: String,
    asked: String,
    required: String,
}

fn examples_of(name: &str) -> Vec<Example> {
    let rows: Vec<Example> = rows("edpb_asked.csv");
    rows.into_iter().filter(|row| row.name == name).collect()
}

/// A record with answers written as `field=answer`.
fn record(given: &str) -> Record {
    let mut record = Record::default();
    let answers = given
        .split_whitespace()
        .map(|answer| answer.split_once('=').unwrap());
    let patch: Map<String, Value> = answers
        .map(|(name, answer)| (name.to_owned(), json!(answer)))
        .collect();
    record.merge(&patch).unwrap();
    record
}

#[test]
fn a_field_is_asked_when_the_table_says_so() {
    let rows: Vec<Example> = rows("edpb_asked.csv");
    assert_eq!(rows.len(), 123);
    for row in rows {
        let (field, record) = (Field::named(&row.name).unwrap(), record(&row.given));
        let told = format!("{} given {}", row.name, row.given);
        assert_eq!(field.asked(&record), row.asked == "yes", "{told}");
        assert_eq!(field.mandatory(&record), row.required == "yes", "{told}");
    }
}

#[test]
fn every_condition_has_an_example_on_both_sides() {
    for field in FIELDS {
        let rows = examples_of(field.name);
        let sides: BTreeSet<&str> = rows.iter().map(|row| row.asked.as_str()).collect();
        let hidden_at_first = !field.asked(&Record::default());
        let conditional = hidden_at_first || sides.contains("no");
        if conditional {
            assert_eq!(sides, BTreeSet::from(["no", "yes"]), "{}", field.name);
        }
    }
}
