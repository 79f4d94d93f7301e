//! `perimeter.csv`: the matrix of the operational annex, row by row, against the convention of Ille-et-Vilaine.

use std::collections::BTreeMap;

use serde::Deserialize;
use tocsin::domain::routing::decide;

use super::examples::{catalogue, college, ille_et_vilaine, in_force, rows, touched};

#[derive(Deserialize)]
struct Row {
    id: String,
    label: String,
    section: String,
    network: String,
    critical: String,
    handler: String,
    certainty: String,
    alternative: String,
    #[serde(flatten)]
    matrix: BTreeMap<String, String>,
}

fn table() -> Vec<Row> {
    let rows: Vec<Row> = rows("perimeter.csv");
    assert_eq!(rows.len(), 45);
    rows
}

#[test]
fn the_pack_lists_the_same_components_in_the_same_order() {
    let of_table: Vec<String> = table().into_iter().map(|row| row.id).collect();
    let of_pack: Vec<&str> = ille_et_vilaine()
        .components
        .iter()
        .map(|c| c.id.as_str())
        .collect();
    assert_eq!(of_pack, of_table);
}

#[test]
fn every_row_says_what_the_pack_says() {
    for row in table() {
        let component = ille_et_vilaine().component(&row.id).unwrap();
        assert_eq!(plain(&component.label), plain(&row.label), "{}", row.id);
        assert_eq!(
            component.network.as_deref().unwrap_or(""),
            row.network,
            "{}",
            row.id
        );
        assert_eq!(component.critical, row.critical == "yes", "{}", row.id);
        let mut matrix = row.matrix;
        matrix.retain(|column, party| column != "why" && !party.is_empty());
        assert_eq!(component.matrix, matrix, "{}", row.id);
    }
}

#[test]
fn the_pack_groups_components_as_the_annex_does() {
    let mut titles = BTreeMap::new();
    for row in table() {
        let title = &ille_et_vilaine().component(&row.id).unwrap().section;
        let expected = titles.entry(row.section).or_insert_with(|| title.clone());
        assert_eq!(title, expected, "{}", row.id);
    }
}

#[test]
fn every_row_is_decided_as_the_table_says() {
    for row in table() {
        let touched = [touched(&row.id)];
        let decision = decide(catalogue(), Some(&college()), &touched, false, in_force()).unwrap();
        assert_eq!(decision.handler.as_str(), row.handler, "{}", row.id);
        assert_eq!(decision.certainty.as_str(), row.certainty, "{}", row.id);
        let alternative = decision.alternative.map_or("", |party| party.as_str());
        assert_eq!(alternative, row.alternative, "{}", row.id);
        assert!(decision.warnings.is_empty(), "{}", row.id);
    }
}

/// A label without the typography of the screen.
fn plain(text: &str) -> String {
    text.replace('’', "'").replace(['\u{a0}', '\u{202f}'], " ")
}
