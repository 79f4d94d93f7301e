//! The directory of Ille-et-Vilaine as published.

use super::*;

#[test]
fn all_996_lines_of_the_real_directory_are_taken() {
    let reading = sample();
    assert_eq!(reading.taken(), 996);
    assert_eq!(reading.schools.len(), 993);
    assert_eq!(reading.rejected, []);
    let merged: Vec<_> = reading.merged.iter().map(|m| m.uai.as_str()).collect();
    assert_eq!(merged, ["0352072M", "0350852L", "0350778F"]);
    assert!(
        reading
            .schools
            .iter()
            .all(|s| s.departement_code == "035" && s.postcode.len() == 5)
    );
    assert_eq!(
        reading.schools.iter().filter(|s| s.mailbox.is_empty()).count(),
        34
    );
    assert_eq!(reading.schools.iter().filter(|s| !s.open).count(), 1);
    assert_eq!(
        reading
            .schools
            .iter()
            .filter(|s| s.public && s.kind == "Collège")
            .count(),
        62
    );
}

#[test]
fn a_known_college_is_read_as_published() {
    assert_eq!(
        school("0350003N"),
        Establishment {
            uai: Uai::parse("0350003N").unwrap(),
            name: "Collège René Cassin".to_owned(),
            kind: "Collège".to_owned(),
            public: true,
            town: "Cancale".to_owned(),
            postcode: "35260".to_owned(),
            departement_code: "035".to_owned(),
            mailbox: "ce.0350003n@ac-rennes.fr".to_owned(),
            open: true,
        }
    );
}

#[test]
fn the_school_itself_is_told_rather_than_its_annex() {
    assert_eq!(school("0350852L").name, "Collège Saint-Joseph");
    assert_eq!(school("0350778F").name, "Lycée Assomption");
    assert_eq!(
        school("0352072M").name,
        "Lycée professionnel Institution Saint Malo la Providence"
    );
}

#[test]
fn a_second_reading_changes_nothing() {
    let known = by_uai(&sample().schools);
    let changes = compare(&known, &sample().schools);
    assert_eq!(
        changes,
        Changes {
            unchanged: 993,
            ..Changes::default()
        }
    );
    assert_eq!(compare(&HashMap::new(), &sample().schools).created.len(), 993);
}

#[test]
fn a_changed_mailbox_is_one_update() {
    let known = by_uai(&sample().schools);
    let text = std::str::from_utf8(SAMPLE)
        .unwrap()
        .replacen("Ce.0350003n@", "college.mer@", 1);
    let changes = compare(&known, &read(text.as_bytes()).unwrap().schools);
    assert_eq!(
        (changes.created.len(), changes.updated.len(), changes.unchanged),
        (0, 1, 992)
    );
    assert_eq!(changes.updated[0].mailbox, "college.mer@ac-rennes.fr");
}
