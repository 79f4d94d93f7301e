//! The packs that ship with the product.

use std::collections::BTreeSet;

use tocsin::domain::convention::{Certainty, ComponentNature, Pack, Scope};
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::{Party, Role};
use tocsin::packs;

use super::MINIMAL;

fn read(text: &str) -> Pack {
    packs::read(text, "essai.toml").unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn builtin(id: &str) -> Pack {
    let named = |(name, _): &&(&str, &str)| *name == format!("{id}.toml");
    read(packs::builtin().iter().find(named).unwrap().1)
}

#[test]
fn each_one_is_read_without_fault_under_the_name_of_its_file() {
    let ids: Vec<String> = packs::builtin().iter().map(|(_, text)| read(text).id).collect();
    let files: Vec<&str> = packs::builtin()
        .iter()
        .map(|(name, _)| name.trim_end_matches(".toml"))
        .collect();
    assert_eq!(ids, files);
    assert_eq!(ids.len(), 4);
}

#[test]
fn every_clause_described_is_used_and_every_sentence_ends() {
    for (name, text) in packs::builtin() {
        let pack = read(text);
        for clause in pack.clauses.keys() {
            assert!(
                text.contains(&format!("clause = \"{clause}\"")),
                "{name}: {clause}"
            );
        }
        let rules = pack
            .components
            .iter()
            .flat_map(|c| std::iter::once(&c.rule).chain(c.on_network.values()));
        for rule in rules {
            assert!(rule.reason.ends_with('.'), "{name}: {}", rule.reason);
        }
    }
}

#[test]
fn french_typography_is_respected() {
    for (name, text) in packs::builtin() {
        let shown = text.lines().filter(|line| !line.starts_with('#'));
        for (number, line) in shown.enumerate() {
            for wrong in ["'", " ;", " :", " !", " ?", "« ", " »", "n° "] {
                assert!(!line.contains(wrong), "{name}, {number}: {line}");
            }
        }
    }
}

#[test]
fn one_changed_byte_is_another_version() {
    let pack = read(MINIMAL);
    assert_eq!(pack.hash.len(), 64);
    assert_eq!(pack.hash, read(MINIMAL).hash);
    let changed = MINIMAL.replace("d’essai", "d’Essai");
    assert_ne!(pack.hash, read(&changed).hash);
    assert_ne!(pack.hash, read(&format!("{MINIMAL}\n")).hash);
}

#[test]
fn the_hash_is_the_sha_256_of_the_text() {
    // Computed with sha256sum.
    let text = MINIMAL.replace('\r', "");
    assert_eq!(
        read(&text).hash,
        include_str!("../../packs/minimal.sha256").trim()
    );
}

#[test]
fn ille_et_vilaine_keeps_the_48_hours_of_its_data_annex() {
    let pack = builtin("ille-et-vilaine-2025");
    let rule = pack.obligation(Kind::Breach48h).unwrap();
    assert_eq!(
        (rule.hours, rule.auto_send_before, rule.escalate_every),
        (Some(48), Some(2), Some(12))
    );
    assert_eq!(rule.reminders, [24, 12, 6, 2]);
    assert_eq!(
        pack.clause_reference(&rule.clause),
        "Annexe sur la protection des données, partie 6"
    );
    assert_eq!(
        pack.contact(Party::Academie, Role::Dpd).unwrap().address,
        "dpd@ac-rennes.fr"
    );
    assert_eq!(
        pack.contact(Party::Departement, Role::Dpo).unwrap().address,
        "dpo@ille-et-vilaine.fr"
    );
    let off = [
        Kind::Nis2EarlyWarning,
        Kind::Nis2Notification,
        Kind::Nis2FinalReport,
    ];
    for kind in Kind::ALL {
        assert_eq!(pack.obligation(*kind).is_none(), off.contains(kind), "{kind}");
    }
}

#[test]
fn the_other_packs_have_only_the_legal_clocks() {
    for id in [
        "modele-national-2025",
        "rodez-ent-ecole-2024",
        "grand-est-mbn-2019",
    ] {
        let pack = builtin(id);
        let timed: Vec<Kind> = pack
            .obligations
            .iter()
            .filter(|o| o.hours.is_some())
            .map(|o| o.kind)
            .collect();
        assert_eq!(timed, [Kind::AssessPersonalData, Kind::Cnil72h], "{id}");
        assert!(pack.obligation(Kind::PersonsArt34).is_some(), "{id}");
    }
}

#[test]
fn rodez_covers_exactly_the_ten_schools_of_its_article_9() {
    let Scope::List(schools) = builtin("rodez-ent-ecole-2024").coverage.scope else {
        panic!("a list is expected");
    };
    assert_eq!(schools.iter().collect::<BTreeSet<_>>().len(), 10);
}

#[test]
fn the_model_and_the_reference_cover_nobody() {
    for id in ["modele-national-2025", "grand-est-mbn-2019"] {
        assert_eq!(builtin(id).coverage.scope, Scope::Nobody, "{id}");
    }
}

#[test]
fn grand_est_marks_every_decision_contested() {
    let pack = builtin("grand-est-mbn-2019");
    let decided = pack
        .components
        .iter()
        .filter(|component| component.id != "inconnu");
    assert!(
        decided
            .map(|c| c.rule.certainty)
            .all(|certainty| certainty == Certainty::Contested)
    );
    assert!(pack.notes.contains("aucune clause sur les incidents"));
}

#[test]
fn the_guide_names_every_value_that_a_pack_may_use() {
    let guide = include_str!("../../../docs/conventions.md");
    let kinds = Kind::ALL.iter().map(ToString::to_string);
    let parties = Party::ALL.iter().map(ToString::to_string);
    let certainties = Certainty::ALL.iter().map(ToString::to_string);
    let natures = ComponentNature::ALL.iter().map(ToString::to_string);
    for value in kinds.chain(parties).chain(certainties).chain(natures) {
        assert!(guide.contains(&format!("`{value}`")), "{value}");
    }
}
