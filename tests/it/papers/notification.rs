//! The notification says everything it was given, to whoever reads it and to whoever listens to it.

use tocsin::documents::notification::{Attachment, Correspondent, NotificationDocument};
use tocsin::documents::section::{Row, Section};

use super::{Paper, written_at};

const SHA256: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

fn row(label: &str, value: &str) -> Row {
    (label.to_owned(), value.to_owned())
}

fn all(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn correspondent(name: &str, address: &str) -> Correspondent {
    Correspondent {
        name: name.to_owned(),
        address: Some(address.to_owned()),
    }
}

fn section(rank: usize) -> Section {
    let rows = (0..7).map(|at| {
        row(
            &format!("Rubrique {rank}.{at}"),
            &format!("Réponse {rank}.{at}\u{a0}: «\u{a0}environ {at}\u{202f}{rank}00 élèves\u{a0}»"),
        )
    });
    Section {
        title: format!("Partie n°\u{a0}{rank}\u{a0}: œuvres, élèves et garçons"),
        rows: rows.collect(),
    }
}

fn notification() -> NotificationDocument {
    NotificationDocument {
        reference: "VIO-2026-0001".to_owned(),
        dossier: "SSI-2026-0007".to_owned(),
        title: "Notification d’une violation de données à caractère personnel".to_owned(),
        kind: "Notification initiale, incomplète".to_owned(),
        automatic: false,
        exercise: false,
        from: correspondent("Département d’Ille-et-Vilaine", "dpo@departement.example"),
        to: correspondent(
            "Académie de Rennes",
            "Délégué à la protection des données\ndpd@academie.example",
        ),
        school: Some("Collège Les Ormeaux, Rennes".to_owned()),
        aware: "lun.\u{a0}2\u{a0}mars 2026 à\u{a0}08:40 (UTC+1)".to_owned(),
        due: "mer.\u{a0}4\u{a0}mars 2026 à\u{a0}08:40 (UTC+1)".to_owned(),
        sent: "mer.\u{a0}4\u{a0}mars 2026 à\u{a0}07:40 (UTC+1)".to_owned(),
        late: None,
        risk: None,
        summary: vec![row("Ce qui s’est passé", "Chiffrement du serveur pédagogique.")],
        sections: (1..=14).map(section).collect(),
        missing: all(&["Nombre exact de personnes", "Cause de l’intrusion"]),
        attachments: vec![Attachment {
            name: "Note de rançon.png".to_owned(),
            size: "212\u{a0}ko".to_owned(),
            sha256: SHA256.to_owned(),
        }],
        legal: all(&[
            "Annexe opérationnelle, article 5",
            "Règlement (UE) 2016/679, article 33",
        ]),
        chain: all(&["Notification initiale du 3\u{a0}mars 2026"]),
    }
}

fn paper(notification: &NotificationDocument) -> Paper {
    Paper::read(&notification.pdf(written_at()).unwrap())
}

#[test]
fn everything_that_was_given_is_in_the_text() {
    let (given, paper) = (notification(), paper(&notification()));
    paper.says_all([&given.reference, &given.dossier, &given.title, &given.kind]);
    paper.says_all([&given.aware, &given.due, &given.sent]);
    paper.says_all([&given.from.name, &given.to.name]);
    paper.says_all(
        given
            .from
            .address
            .iter()
            .chain(&given.to.address)
            .chain(&given.school),
    );
    paper.says_all(given.missing.iter().chain(&given.legal).chain(&given.chain));
    for file in &given.attachments {
        paper.says_all([&file.name, &file.size, &file.sha256]);
    }
    for section in &given.sections {
        paper.says(&section.title);
    }
    let rows = given.sections.iter().flat_map(|section| &section.rows);
    for (label, value) in given.summary.iter().chain(rows) {
        paper.says(&format!("{label} {value}"));
    }
}

#[test]
fn a_screen_reader_finds_its_way() {
    let paper = paper(&notification());
    paper.is_accessible();
    assert!(
        paper
            .about
            .contains("VIO-2026-0001 – Notification d’une violation")
    );
}

#[test]
fn the_first_page_says_what_is_not_decided_and_how_many_pages_there_are() {
    let paper = paper(&notification());
    paper.says("Risque pour les personnes Pas encore décidé");
    paper.says("Page 1/");
    for absent in ["EXERCICE", "En retard", "Envoyée par le système"] {
        paper.does_not_say(absent);
    }
}

#[test]
fn an_exercise_a_late_or_an_automatic_notification_says_so() {
    let paper = paper(&NotificationDocument {
        exercise: true,
        automatic: true,
        late: Some("De 32\u{a0}min. Motif\u{a0}: messagerie indisponible.".to_owned()),
        risk: Some("Élevé".to_owned()),
        missing: Vec::new(),
        ..notification()
    });
    for said in [
        "EXERCICE",
        "Aucune violation réelle",
        "En retard De 32 min. Motif : messagerie indisponible.",
        "Envoyée par le système",
        "Risque pour les personnes Élevé",
        "Rien n’est annoncé comme manquant.",
    ] {
        paper.says(said);
    }
}

#[test]
fn a_long_account_is_kept_to_its_last_word() {
    let words: Vec<_> = (0..2_500).map(|rank| format!("événement{rank}")).collect();
    let mut long = notification();
    long.sections[3].rows.push(row("Récit", &words.join(" ")));
    let paper = paper(&long);
    paper.says_all(&words);
}

#[test]
fn a_word_without_end_is_broken_and_kept() {
    let word = "Donaudampfschifffahrtsgesellschaft".repeat(5);
    let mut long = notification();
    long.sections[0].rows.push(row("Nom de fichier", &word));
    paper(&long).says(&word);
}

#[test]
fn what_people_typed_is_text_and_never_markup() {
    let typed = "*gras* #[code] $x$ @renvoi <étiquette> \\ // = `a`";
    let mut marked = notification();
    marked.title = typed.to_owned();
    marked.sections[0].rows.push(row(typed, typed));
    marked.attachments[0].name = typed.to_owned();
    let paper = paper(&marked);
    paper.says(&format!("{typed}{typed}"));
    paper.says(&format!("{typed} 212 ko"));
}

#[test]
fn an_empty_answer_is_said_to_be_missing() {
    let mut bare = notification();
    bare.sections[0].rows.push(row("Sous-traitant", ""));
    paper(&bare).says("Sous-traitant Non renseigné");
}
