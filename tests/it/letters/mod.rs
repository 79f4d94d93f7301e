//! Every letter, as its reader receives it: complete, correctly typed, and silent about persons.

mod breaches;
mod following;
mod life;
mod messages;
mod samples;

use tocsin::domain::people::Party;
use tocsin::mail::letters::{DeliveryFailed, DepartementInformed, Dossier, HeadOfSchoolAlert, Trouble};

use samples::{all, delivery_failed, departement_informed, dossier, head_of_school, incident_reported};

/// The words of a page: tags taken away, entities read.
fn words(html: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => out.push(character),
            _ => {}
        }
    }
    out.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
        .replace("&#39;", "'")
}

#[test]
fn every_letter_follows_french_typography() {
    for (name, letter) in all() {
        for text in [letter.subject.clone(), letter.text.clone(), words(&letter.html)] {
            for line in text.lines().filter(|line| !line.contains("https://")) {
                for wrong in [
                    " :", " ;", " !", " ?", "« ", " »", "'", "\"", "  ", "..", " ,", " .",
                ] {
                    assert!(!line.trim().contains(wrong), "{name}: {wrong:?} in {line:?}");
                }
            }
            assert!(!text.contains("{{") && !text.contains("{%"), "{name}");
        }
    }
}

#[test]
fn every_letter_says_the_same_in_text_and_in_html() {
    for (name, letter) in all() {
        let html = words(&letter.html);
        for line in letter
            .text
            .lines()
            .filter(|line| line.contains("\u{a0}: ") && !line.starts_with('–'))
        {
            let value = line.split_once("\u{a0}: ").unwrap().1;
            assert!(html.contains(value), "{name}: {value:?}");
        }
        for link in letter.text.lines().filter(|line| line.starts_with("https://")) {
            assert!(
                letter.html.contains(&link.replace('&', "&#38;")),
                "{name}: {link}"
            );
        }
        for remote in ["src=", "url(", "<link", "<script", "<img"] {
            assert!(!letter.html.contains(remote), "{name}: {remote}");
        }
    }
}

#[test]
fn a_letter_to_the_rssi_carries_what_decides() {
    let letter = incident_reported(dossier()).letter().unwrap();
    assert_eq!(
        letter.subject,
        "[Tocsin] SSI-2026-0001 – Collège Les Fontaines (0350003N)\u{a0}: incident à qualifier"
    );
    for fact in [
        "Collège Les Fontaines, Bain-de-Bretagne (0350003N)",
        "samedi 21 novembre 2026 à 14:05 (UTC+1)",
        "Poste administratif (réseau administratif)",
        "Académie de Rennes",
        "la personne qui signale ne sait pas",
        "annexe opérationnelle, partie 5",
        "Échéance\u{a0}: sans délai. Clause\u{a0}: annexe opérationnelle, partie 5.",
        "Échéance\u{a0}: lundi 23 novembre 2026 à 14:20 (UTC+1)",
        "https://tocsin.example/accuse?jeton=a.b&c=d",
        "https://tocsin.example/dossiers/SSI-2026-0001",
        "La convention n’était plus en vigueur ce jour-là.",
    ] {
        assert!(letter.text.contains(fact), "{fact}\n{}", letter.text);
    }
    assert!(
        letter.html.contains("Pronote &#60;hébergé&#62;"),
        "what people typed is escaped"
    );
}

#[test]
fn a_drill_says_so_before_anything_else() {
    let dossier = Dossier {
        exercise: true,
        ..dossier()
    };
    for letter in [
        incident_reported(dossier.clone()).letter().unwrap(),
        HeadOfSchoolAlert {
            dossier: dossier.clone(),
            ..head_of_school(Party::Academie)
        }
        .letter()
        .unwrap(),
        DepartementInformed {
            dossier,
            ..departement_informed()
        }
        .letter()
        .unwrap(),
        DeliveryFailed {
            exercise: true,
            ..delivery_failed(Trouble::Refused)
        }
        .letter()
        .unwrap(),
    ] {
        assert!(
            letter.subject.starts_with("[EXERCICE] [Tocsin] SSI-2026-0001"),
            "{}",
            letter.subject
        );
        assert!(letter.text.starts_with("EXERCICE."), "{}", letter.text);
        assert!(letter.html.contains("<strong>EXERCICE.</strong>"));
    }
    assert!(
        all()
            .iter()
            .filter(|(name, _)| !name.ends_with("-bare") && !name.ends_with("-exercise"))
            .all(|(_, letter)| { !letter.text.contains("EXERCICE") && !letter.html.contains("EXERCICE") })
    );
}

#[test]
fn the_fallback_contact_is_not_told_the_addresses_a_server_quotes() {
    let letter = delivery_failed(Trouble::Refused).letter().unwrap();
    assert!(
        letter.text.contains("550 5.1.1 [adresse] unknown user"),
        "{}",
        letter.text
    );
    assert!(!letter.text.contains('@') && !words(&letter.html).contains('@'));
}
