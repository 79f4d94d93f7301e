//! The real directory of Ille-et-Vilaine is taken whole in every form; what is broken is told, never lost.

mod faults;
mod forms;
mod properties;
mod real;

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::*;

const HEADING: &str = "identifiant_de_l_etablissement;nom_etablissement;type_etablissement;statut_public_prive;\
                       nom_commune;code_postal;code_departement;mail;etat";
const ROW: &str =
    "0350003N;Collège de la Mer;Collège;Public;Cancale;35260;035;ce.0350003N@ac-rennes.fr;OUVERT";

fn sample() -> Reading {
    read(SAMPLE).unwrap()
}

fn file(rows: &[&str]) -> String {
    [&[HEADING], rows].concat().join("\n")
}

fn school(uai: &str) -> Establishment {
    sample()
        .schools
        .into_iter()
        .find(|school| school.uai.as_str() == uai)
        .unwrap()
}

fn by_uai(schools: &[Establishment]) -> HashMap<Uai, Establishment> {
    schools
        .iter()
        .map(|school| (school.uai.clone(), school.clone()))
        .collect()
}

fn sample_as_objects() -> Vec<Value> {
    let text = std::str::from_utf8(SAMPLE)
        .unwrap()
        .trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let object = |row: csv::StringRecord| {
        let cell = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
        let fields: Map<_, _> = headings
            .iter()
            .zip(&row)
            .map(|(key, text)| (key.to_lowercase(), cell(text)))
            .collect();
        Value::Object(fields)
    };
    reader.records().map(|row| object(row.unwrap())).collect()
}

fn reasons(reading: &Reading) -> Vec<(u64, &str, &str)> {
    reading
        .rejected
        .iter()
        .map(|r| (r.line, r.uai.as_str(), r.reason.as_str()))
        .collect()
}
