//! Broken packs: each fault is told with its line and key, and several at once.
//!
//! `tests/packs/broken.csv` says what to change in the minimal pack, and the faults that follow; `⏎` is a new line.

use proptest::prelude::*;
use tocsin::packs;

use super::MINIMAL;

/// The faults of the minimal pack after a change, as `line: key : message`.
fn faults(found: &str, replaced: &str) -> Vec<String> {
    assert!(MINIMAL.contains(found), "{found}");
    faults_of(&MINIMAL.replacen(found, replaced, 1))
}

fn faults_of(text: &str) -> Vec<String> {
    let faults = packs::read(text, "essai.toml").unwrap_err();
    let told = faults
        .iter()
        .map(|fault| fault.to_string().replace(['\u{a0}', '\u{202f}'], " "));
    told.map(|line| line.strip_prefix("essai.toml").unwrap().to_owned())
        .collect()
}

#[test]
fn the_pack_from_which_every_example_starts_is_whole() {
    let pack = packs::read(MINIMAL, "essai.toml").unwrap();
    assert_eq!((pack.components.len(), pack.obligations.len()), (2, 2));
}

#[test]
fn each_fault_is_told_with_its_line_and_key() {
    let table = include_str!("../../packs/broken.csv");
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert!(rows.len() >= 60, "{} rows", rows.len());
    for row in rows {
        let cells: Vec<String> = row.split('|').map(|cell| cell.replace('⏎', "\n")).collect();
        let told = faults(&cells[0], &cells[1]).join("\n");
        assert_eq!(told, cells[2], "{} → {}", cells[0], cells[1]);
    }
}

#[test]
fn faults_of_every_part_are_told_at_once_from_top_to_end() {
    let broken = MINIMAL
        .replace("valid_until = 2026-12-31", "valid_until = 2020-01-01")
        .replace("rssi@example.org", "rssi")
        .replace("uais = [\"0350707D\"]", "uais = [\"0350707E\"]")
        .replace("nature = \"workstation\"", "nature = \"poste\"")
        .replace("hours = 48", "hours = 0\nsoon = true")
        .replace("retention_days = 365", "retention_days = \"un an\"")
        .replace("says = \"Le partage des rôles.\"", "");
    let told = faults_of(&broken);
    let places: Vec<&str> = told.iter().filter_map(|line| line.split(" : ").next()).collect();
    assert_eq!(
        places,
        [
            ":4: valid_until",
            ":17: contacts[0].address",
            ":26: coverage.exceptions[0].uais[0]",
            ":45: components[0].nature",
            ":75: obligations[0].hours",
            ":76: obligations[0].soon",
            ":107: log_categories[0].retention_days",
            ":110: clauses.partage.says",
        ]
    );
}

#[test]
fn an_empty_text_lacks_everything_that_is_required() {
    let missing: Vec<String> = faults_of("")
        .into_iter()
        .filter(|line| line.contains("obligatoire"))
        .collect();
    assert_eq!(missing.len(), 5, "{missing:#?}");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_without_panic(text in ".{0,400}") {
        prop_assert!(packs::read(&text, "essai.toml").is_err());
    }

    #[test]
    fn a_pack_with_any_line_taken_away_is_read_or_refused_without_panic(line in 0_usize..114) {
        let kept = MINIMAL.lines().enumerate().filter(|(number, _)| *number != line);
        let text: Vec<&str> = kept.map(|(_, line)| line).collect();
        if let Err(faults) = packs::read(&text.join("\n"), "essai.toml") {
            prop_assert!(faults.iter().all(|fault| (1..=114).contains(&fault.line)));
        }
    }
}

#[test]
fn tables_within_tables_without_end_are_refused() {
    for text in [
        "a=".to_owned() + &"[".repeat(100_000),
        "a=".to_owned() + &"{a=".repeat(100_000),
    ] {
        assert!(!faults_of(&text).is_empty());
    }
}

#[test]
fn a_fault_stays_on_one_line_whatever_it_quotes() {
    let told = faults(
        "title = \"Convention d’essai\"",
        "\"ti\\ntre\" = 1\ntitle = \"a\"",
    );
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with(":2: ti tre : clé inconnue"), "{told:?}");
}
