//! The letters of the life of a dossier.

use std::collections::BTreeMap;

use tocsin::domain::life::{Answer, Ground, Tlp};
use tocsin::mail::letters::{Dossier, Letter, Life, LifeNews, Qualified, Rejected};

use super::samples::{dossier, links};

fn letter(news: LifeNews) -> Letter {
    let life = Life {
        dossier: dossier(),
        news,
        links: links(),
    };
    life.letter().unwrap()
}

fn qualified() -> LifeNews {
    LifeNews::Qualified(Qualified {
        category: "Hameçonnage".to_owned(),
        severity: 2,
        tlp: Tlp::Amber,
        handler: "Académie de Rennes".to_owned(),
    })
}

fn rejected(ground: Ground) -> LifeNews {
    let other = (ground == Ground::Duplicate).then(|| "SSI-2026-0002".to_owned());
    LifeNews::Rejected(Rejected {
        ground,
        duplicate_of: other,
    })
}

fn follow_up() -> LifeNews {
    LifeNews::FollowUp("Le poste a été réinstallé.\n\nLes mots de passe ont été changés.".to_owned())
}

/// Every letter of the life of a dossier.
pub(super) fn all() -> BTreeMap<String, Letter> {
    let mut letters = BTreeMap::from([
        ("incident_qualified".to_owned(), letter(qualified())),
        ("handover_proposed".to_owned(), letter(LifeNews::HandoverProposed)),
        ("associate_added".to_owned(), letter(LifeNews::AssociateAdded)),
        ("follow_up".to_owned(), letter(follow_up())),
    ]);
    for ground in Ground::ALL {
        letters.insert(format!("incident_rejected-{ground}"), letter(rejected(*ground)));
    }
    for answer in Answer::ALL {
        letters.insert(
            format!("handover_answered-{answer}"),
            letter(LifeNews::HandoverAnswered(*answer)),
        );
    }
    letters
}

#[test]
fn a_qualification_says_what_it_is_and_how_grave() {
    let letter = letter(qualified());
    for fact in ["Hameçonnage", "2 sur 4", "TLP:AMBER", "Académie de Rennes"] {
        assert!(letter.text.contains(fact), "{fact}\n{}", letter.text);
    }
    assert!(
        letter.subject.ends_with("incident qualifié"),
        "{}",
        letter.subject
    );
}

#[test]
fn a_rejected_duplicate_names_the_other_dossier_and_asks_nothing() {
    let letter = letter(rejected(Ground::Duplicate));
    assert!(letter.text.contains("SSI-2026-0002"), "{}", letter.text);
    assert!(!letter.text.contains("ATTENDU DE VOUS"), "{}", letter.text);
}

#[test]
fn the_follow_up_travels_line_by_line_and_escaped() {
    let letter = letter(LifeNews::FollowUp("Poste <A> réinstallé.\n\nClos.".to_owned()));
    assert!(
        letter.text.contains("Poste <A> réinstallé.\nClos."),
        "{}",
        letter.text
    );
    assert!(
        letter.html.contains("Poste &#60;A&#62; réinstallé."),
        "{}",
        letter.html
    );
}

#[test]
fn a_drill_is_marked_first() {
    let drill = Life {
        dossier: Dossier {
            exercise: true,
            ..dossier()
        },
        news: LifeNews::HandoverProposed,
        links: links(),
    };
    let letter = drill.letter().unwrap();
    assert!(letter.subject.starts_with("[EXERCICE]"), "{}", letter.subject);
    assert!(letter.text.starts_with("EXERCICE."), "{}", letter.text);
}
