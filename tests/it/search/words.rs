//! What is found, and by whom: whatever is written and whatever is typed, both engines answer what plain words say.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::people::Role;
use tocsin::domain::text::{beginnings, document, finds};
use tocsin::domain::uai::Uai;
use tocsin::store::{establishments, incidents};

use super::{found, words};
use crate::support::world::{CASSIN, World, touched};

/// Words that people write, in some of the ways in which they write them.
const WRITTEN: &[&str] = &[
    "Rançongiciel",
    "rancongiciels",
    "SERVEUR",
    "serveur-horus",
    "l’élève",
    "L'ÉLÈVE",
    "œil",
    "Straße",
    "n°12",
    "C++",
    "e-mail",
    "élève’s",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "\"guillemets\"",
    "50%",
    "a_b",
    "*",
    "d\\e",
    "'s",
    "日本語",
    "Ⓐ🅐",
    "ﬁchier",
    "x",
    "0350003N",
    "2026-0001",
    "NOE\u{308}L",
    "İstanbul",
    ":*",
    "(mot",
    "mot)",
    "titre:mot",
    "-absent",
];

/// A few of them, or anything at all.
fn text() -> impl Strategy<Value = String> {
    let of_words = proptest::collection::vec(proptest::sample::select(WRITTEN), 1..8);
    prop_oneof![
        4 => of_words.prop_map(|words| words.join(" ")),
        1 => "[^\\x00]{1,40}",
    ]
}

/// Beginnings of what people write, or anything at all.
fn query() -> impl Strategy<Value = String> {
    let beginning = (proptest::sample::select(WRITTEN), 1..9_usize)
        .prop_map(|(word, most)| word.chars().take(most).collect::<String>());
    prop_oneof![
        4 => proptest::collection::vec(beginning, 1..4).prop_map(|words| words.join(" ")),
        1 => "[^\\x00]{0,20}",
    ]
}

fn some<S: Strategy>(strategy: &S, number: usize) -> Vec<S::Value> {
    let mut runner = TestRunner::deterministic();
    (0..number)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect()
}

#[test]
fn both_engines_find_what_plain_words_say() {
    let (texts, queries) = (some(&text(), 60), some(&query(), 250));
    for world in World::on_each_engine() {
        let mut documents = BTreeMap::new();
        for text in &texts {
            let report = Report {
                title: "Sans mot".to_owned(),
                description: format!("{text}."),
                ..world.a_report()
            };
            let reference = world.reported(Role::Rsn, report).reference;
            let common = of_every_dossier(&world);
            let of_it = [reference.as_str(), "Sans mot", text.as_str(), common.as_str()];
            documents.insert(reference.clone(), document(of_it));
        }
        let mut told_apart = 0;
        for query in &queries {
            let beginnings = beginnings(query);
            let expected: Vec<&String> = documents
                .iter()
                .rev()
                .filter(|(_, document)| finds(&beginnings, document))
                .map(|(reference, _)| reference)
                .collect();
            told_apart += usize::from((1..documents.len()).contains(&expected.len()));
            let got = found(&world, Role::Rssi, &words(query));
            assert_eq!(got.iter().collect::<Vec<_>>(), expected, "{query:?}");
        }
        assert!(
            told_apart > 50,
            "only {told_apart} queries told one dossier from another"
        );
    }
}

/// The school, and what packs call the component touched.
fn of_every_dossier(world: &World) -> String {
    let school = world.read(|db| establishments::find(db, &Uai::parse(CASSIN).unwrap()));
    let school = school.unwrap();
    let packs = world.instance.catalogue.packs();
    let components = packs.iter().flat_map(|pack| &pack.components);
    let touched = components.filter(|component| component.id == "poste-administratif");
    let labels: Vec<&str> = touched.map(|component| component.label.as_str()).collect();
    format!("{} {} {CASSIN} {}", school.name, school.town, labels.join(" "))
}

#[test]
fn a_dossier_is_found_by_everything_that_its_readers_see() {
    for world in World::on_each_engine() {
        let report = Report {
            title: "Écran bleu".to_owned(),
            description: "Le poste s’arrête sans prévenir".to_owned(),
            measures_taken: "Câble débranché".to_owned(),
            external_refs: vec!["AMIGO-778".to_owned()],
            personal_data: PersonalData::Yes,
            components: vec![touched("poste-administratif", None)],
            ..world.a_report()
        };
        let reference = world.reported(Role::Rsn, report).reference;
        world.attached(Role::Rsn, &reference);
        world.reported(Role::Rsn, world.a_report());
        let incident = world.read(|db| incidents::by_reference(db, &reference)).unwrap();
        let label = {
            let packs = world.instance.catalogue.packs();
            let mut components = packs.iter().flat_map(|pack| &pack.components);
            components
                .find(|it| it.id == "poste-administratif")
                .unwrap()
                .label
                .clone()
        };
        for typed in [
            "ecran BLEU",
            "prévenir arrête",
            "cable",
            "amigo 778",
            "pare-feu.log",
            "vio-2026-0001",
            &reference,
        ] {
            assert_eq!(
                found(&world, Role::Rsn, &words(typed)),
                std::slice::from_ref(&reference),
                "{typed}"
            );
        }
        for of_both in ["0350003n", incident.establishment_name.as_str(), label.as_str()] {
            assert_eq!(found(&world, Role::Rssi, &words(of_both)).len(), 2, "{of_both}");
        }
        assert!(
            found(&world, Role::Rsn, &words("cran")).is_empty(),
            "only beginnings are found"
        );
        assert!(
            found(&world, Role::Dpo, &words("ecran")).is_empty(),
            "nobody finds what they do not see"
        );
        assert!(found(&world, Role::Observer, &words("ecran")).is_empty());
    }
}
