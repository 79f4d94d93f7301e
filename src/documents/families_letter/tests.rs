//! Each block of the law is there in both forms, and what nobody wrote is asked for.

use super::*;

fn written() -> FamiliesLetter {
    FamiliesLetter {
        reference: "VIO-2026-0001".to_owned(),
        sender: "Collège Les Ormeaux\n1 rue des Écoles, 35000 Rennes".to_owned(),
        addressees: "Aux familles et aux personnels du collège Les Ormeaux".to_owned(),
        place_and_date: "Rennes, le 3 mars 2026".to_owned(),
        what_happened: "Le 1er mars 2026, une liste d’élèves a été envoyée par erreur.".to_owned(),
        contact: "Le délégué à la protection des données\u{a0}: dpd@example.fr".to_owned(),
        consequences: "Vous pourriez recevoir des messages trompeurs.".to_owned(),
        measures: "Le message a été rappelé.".to_owned(),
        advice: vec!["Changez votre mot de passe.".to_owned(), " ".to_owned()],
        signatory: "La principale".to_owned(),
        ..FamiliesLetter::default()
    }
}

#[test]
fn the_text_says_all_that_was_written() {
    let text = written().text();
    for said in [
        "Collège Les Ormeaux\n1 rue des Écoles",
        "CE QUI S’EST PASSÉ\n\nLe 1er mars 2026, une liste",
        "QUI CONTACTER\n\nLe délégué à la protection des données",
        "Vous pourriez recevoir",
        "Le message a été rappelé.\n\nCe que vous pouvez faire\u{a0}:\n– Changez votre mot de passe.\n\n",
        "La principale\n",
    ] {
        assert!(text.contains(said), "{said}\n---\n{text}");
    }
    assert!(written().to_complete().is_empty());
    assert!(!text.contains("MODÈLE") && !text.contains("EXERCICE"));
}

#[test]
fn no_block_is_ever_empty() {
    let bare = FamiliesLetter::default();
    let asked = bare.to_complete();
    assert_eq!(asked.len(), 9, "{asked:?}");
    assert!(asked.iter().all(|passage| bare.text().contains(passage)));
    assert!(
        bare.text()
            .starts_with("MODÈLE\u{a0}: 9\u{a0}passages restent à compléter")
    );
}

#[test]
fn a_passage_written_into_a_text_is_to_be_completed_too() {
    let mut letter = written();
    letter.measures = "Le serveur a été arrêté à [À compléter\u{a0}: heure].".to_owned();
    assert_eq!(letter.to_complete(), ["[À compléter\u{a0}: heure]"]);
    assert!(
        letter
            .text()
            .starts_with("MODÈLE\u{a0}: un passage reste à compléter")
    );
}

#[test]
fn an_exercise_says_so_first() {
    let letter = FamiliesLetter {
        exercise: true,
        ..written()
    };
    assert!(letter.text().starts_with("EXERCICE"));
}
