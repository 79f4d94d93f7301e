//! The taxonomy, the grid, the marks, and what is wrong with a qualification as it is given.

use std::collections::BTreeSet;

use super::super::{Ground, Typed, TypedRejection, find, reason, taxonomy};
use crate::domain::incident::{Problem, TEXT_MAX};
use crate::domain::life::{Gravity, Tlp};
use crate::domain::people::Party;

fn typed() -> Typed {
    Typed {
        category: "malicious-code".to_owned(),
        severity: Some(3),
        ..Typed::default()
    }
}

fn fields(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.field.as_str()).collect()
}

#[test]
fn the_taxonomy_is_whole_and_every_word_of_it_is_there() {
    let types: Vec<_> = taxonomy().iter().flat_map(|class| &class.types).collect();
    assert_eq!((taxonomy().len(), types.len()), (11, 39));
    let ids: BTreeSet<_> = types.iter().map(|kind| &kind.id).collect();
    let labels: BTreeSet<_> = types.iter().map(|kind| &kind.label).collect();
    assert_eq!((ids.len(), labels.len()), (types.len(), types.len()));
    for kind in types {
        assert!(
            kind.plain.ends_with('.') && !kind.plain.contains('\''),
            "{}",
            kind.id
        );
    }
}

#[test]
fn a_type_names_its_class_and_belongs_to_no_other() {
    let named = |category, kind| {
        find(category, kind).map(|(class, kind)| (class.id.as_str(), kind.map(|k| k.id.as_str())))
    };
    assert_eq!(named("fraud", ""), Some(("fraud", None)));
    assert_eq!(named("fraud", "phishing"), Some(("fraud", Some("phishing"))));
    assert_eq!(named("phishing", ""), Some(("fraud", Some("phishing"))));
    assert_eq!(named("intrusions", "phishing"), None);
    assert_eq!(named("phishing", "phishing"), None);
    assert_eq!(named("", ""), None);
}

#[test]
fn the_grid_has_four_levels() {
    for (level, gravity) in (1..).zip(Gravity::ALL) {
        assert_eq!(
            (gravity.level(), Gravity::of_level(level)),
            (level, Some(*gravity))
        );
    }
    assert_eq!((Gravity::of_level(0), Gravity::of_level(5)), (None, None));
    let grids: BTreeSet<_> = Gravity::ALL
        .iter()
        .map(|gravity| gravity.grid().continuity)
        .collect();
    assert_eq!(grids.len(), 4);
}

#[test]
fn every_mark_has_a_label_and_a_meaning_of_its_own() {
    let labels: BTreeSet<_> = Tlp::ALL.iter().map(|tlp| tlp.label()).collect();
    let meanings: BTreeSet<_> = Tlp::ALL.iter().map(|tlp| tlp.meaning()).collect();
    assert_eq!((labels.len(), meanings.len()), (5, 5));
    assert_eq!(
        Tlp::parse("amber+strict").map(Tlp::label),
        Some("TLP:AMBER+STRICT")
    );
}

#[test]
fn a_qualification_is_amber_unless_it_says_otherwise() {
    let wanted = typed().check(Party::Academie).unwrap();
    assert_eq!(
        (wanted.qualification.tlp, wanted.qualification.severity),
        (Tlp::Amber, 3)
    );
    assert_eq!((wanted.qualification.kind, wanted.handover), (None, None));
}

#[test]
fn every_problem_of_a_qualification_is_told_at_once() {
    let wrong = Typed {
        category: "sorcery".to_owned(),
        severity: Some(5),
        handler: Some(Party::Departement),
        ..Typed::default()
    };
    let told = wrong.check(Party::Academie).unwrap_err();
    assert_eq!(fields(&told), ["category", "severity", "reason"]);
    let none = Typed::default().check(Party::Academie).unwrap_err();
    assert_eq!(fields(&none), ["category", "severity"]);
    assert_ne!(told[0].message, none[0].message);
}

#[test]
fn another_handler_needs_a_reason_and_the_same_one_is_no_other() {
    let given = Typed {
        handler: Some(Party::Academie),
        ..typed()
    };
    assert_eq!(given.check(Party::Academie).unwrap().handover, None);
    let given = Typed {
        reason: " Son matériel. ".to_owned(),
        ..given
    };
    let wanted = given.check(Party::Departement).unwrap();
    assert_eq!(
        wanted.handover,
        Some((Party::Academie, "Son matériel.".to_owned()))
    );
}

#[test]
fn a_rejection_says_why_and_names_the_other_dossier_of_a_duplicate_only() {
    let of = |ground, other: &str, reason: &str| TypedRejection {
        ground,
        duplicate_of: other.to_owned(),
        reason: reason.to_owned(),
    };
    assert_eq!(of(None, "", "").ground(), Ground::FalseAlarm);
    assert_eq!(of(None, "SSI-2026-0001", "").ground(), Ground::Duplicate);
    for (given, wrong) in [
        (of(None, "", "Test."), vec![]),
        (of(None, "", " "), vec!["reason"]),
        (
            of(Some(Ground::Duplicate), "", ""),
            vec!["duplicate_of", "reason"],
        ),
        (
            of(Some(Ground::Duplicate), "SSI-2026-0009", "Même fait."),
            vec!["duplicate_of"],
        ),
        (
            of(Some(Ground::FalseAlarm), "SSI-2026-0001", "Rien."),
            vec!["duplicate_of"],
        ),
        (of(Some(Ground::Duplicate), "SSI-2026-0001", "Même fait."), vec![]),
    ] {
        assert_eq!(fields(&given.problems("SSI-2026-0009")), wrong, "{given:?}");
    }
}

#[test]
fn a_reason_is_trimmed_and_has_an_end() {
    assert_eq!(reason(" Oui. ", "Non.").unwrap(), "Oui.");
    assert_eq!(
        reason(" ", "Dites pourquoi.").unwrap_err().message,
        "Dites pourquoi."
    );
    assert!(reason(&"é".repeat(TEXT_MAX), "").is_ok());
    assert!(reason(&"é".repeat(TEXT_MAX + 1), "").is_err());
}
