//! The register, the sheet to copy and the letter to families.

use tocsin::documents::families_letter::FamiliesLetter;
use tocsin::documents::register::RegisterDocument;
use tocsin::documents::section::Section;
use tocsin::documents::sheet_to_copy::SheetToCopy;

use super::{Paper, written_at};

/// A long text in every fourth column, so that both ways of setting a fact are tried.
fn cell(breach: usize, column: usize) -> String {
    let detail = if column.is_multiple_of(4) {
        " très détaillée, et qui se poursuit".repeat(4)
    } else {
        String::new()
    };
    format!("Valeur {breach}-{column}{detail} fin")
}

fn register(breaches: usize) -> RegisterDocument {
    RegisterDocument {
        title: "Registre des violations de données à caractère personnel".to_owned(),
        filter: "Toutes les violations de l’année 2026".to_owned(),
        generated: "lun.\u{a0}2\u{a0}novembre 2026 à\u{a0}10:00 (UTC+1)".to_owned(),
        party: "Département d’Ille-et-Vilaine".to_owned(),
        columns: (0..20).map(|column| format!("Colonne {column}")).collect(),
        rows: (0..breaches)
            .map(|breach| (0..20).map(|column| cell(breach, column)).collect())
            .collect(),
    }
}

#[test]
fn the_register_shows_every_cell_of_every_breach() {
    let given = register(12);
    let paper = Paper::read(&given.pdf(written_at()).unwrap());
    paper.is_accessible();
    paper.says_all([&given.title, &given.filter, &given.generated, &given.party]);
    paper.says("12 violations.");
    for row in &given.rows {
        paper.says(&format!("{} – {}", row[0], row[1]));
        for (column, cell) in given.columns.iter().zip(row).skip(2) {
            paper.says(&format!("{column} {cell}"));
        }
    }
    assert!(
        paper.about.contains("841.89 x 595.276"),
        "landscape: {}",
        paper.about
    );
}

#[test]
fn an_empty_register_says_so() {
    Paper::read(&register(0).pdf(written_at()).unwrap())
        .says("Aucune violation ne répond à cette sélection.");
}

#[test]
fn the_sheet_to_copy_numbers_its_sections_and_shows_what_is_left_to_fill() {
    let section = |rank: usize| Section {
        title: format!("Titre {rank}"),
        rows: vec![
            (format!("Question {rank}"), format!("Réponse {rank}")),
            ("Numéro SIREN".to_owned(), String::new()),
        ],
    };
    let sheet = SheetToCopy {
        reference: "VIO-2026-0001".to_owned(),
        title: "Fiche à recopier dans le formulaire de la CNIL".to_owned(),
        exercise: true,
        controller: "Collège Les Ormeaux".to_owned(),
        due: "jeu.\u{a0}5\u{a0}mars 2026 à\u{a0}08:40 (UTC+1)".to_owned(),
        form: "https://notifications.cnil.fr/notifications/violation".to_owned(),
        generated: "mer.\u{a0}4\u{a0}mars 2026".to_owned(),
        sections: (1..=14).map(section).collect(),
    };
    let paper = Paper::read(&sheet.pdf(written_at()).unwrap());
    paper.is_accessible();
    paper.says_all([&sheet.controller, &sheet.due, &sheet.form, &sheet.generated]);
    paper.says("Ne déposez rien auprès de la CNIL.");
    for rank in 1..=14 {
        paper.says(&format!("{rank}. Titre {rank}"));
        paper.says(&format!("Question {rank} Réponse {rank}"));
    }
    paper.says("Numéro SIREN À renseigner");
}

#[test]
fn the_letter_on_paper_says_what_its_text_says() {
    let letter = FamiliesLetter {
        reference: "VIO-2026-0001".to_owned(),
        what_happened:
            "Une liste d’élèves a été envoyée par erreur.\nElle contenait les noms et les classes.".to_owned(),
        consequences: "Des messages trompeurs pourraient vous être envoyés.".to_owned(),
        advice: vec!["Changez votre mot de passe.".to_owned()],
        ..FamiliesLetter::default()
    };
    let paper = Paper::read(&letter.pdf(written_at()).unwrap());
    paper.is_accessible();
    paper.says_all([&letter.what_happened, &letter.consequences, &letter.advice[0]]);
    let asked = letter.to_complete();
    assert_eq!(asked.len(), 6, "{asked:?}");
    paper.says_all(&asked);
    paper.says("6 passages restent à compléter avant l’envoi.");
}
