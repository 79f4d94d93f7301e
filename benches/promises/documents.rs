//! A notification laid out as a PDF: fourteen sections, a hundred rows, all its notices. Each one differs from the one
//! before, so that nothing of it is ready beforehand.
#![allow(
    clippy::expect_used,
    reason = "a notification that is not laid out measures nothing"
)]

use std::cell::Cell;
use std::hint::black_box;

use tocsin::documents::notification::{Attachment, Correspondent, NotificationDocument};
use tocsin::documents::section::Section;

use crate::house::noon;
use crate::measure::{Limit, Promise, millis, time_of_one};

const SECTIONS: usize = 14;
const ROWS: usize = 7;
const CALLS: u32 = 2;

pub(crate) fn measure() -> Vec<Promise> {
    let rank = Cell::new(0);
    let once = || {
        rank.set(rank.get() + 1);
        let pdf = notification(rank.get()).pdf(noon()).expect("it is laid out");
        assert!(black_box(pdf).starts_with(b"%PDF"));
    };
    once();
    vec![Promise {
        what: "notification as PDF, one hundred rows".to_owned(),
        measured: millis(time_of_one(CALLS, once)),
        limit: Limit::MillisecondsUnder(100.0),
        detail: String::new(),
    }]
}

fn notification(rank: usize) -> NotificationDocument {
    let text = |words: &str| format!("{words} (dossier {rank})");
    NotificationDocument {
        reference: format!("VIO-2026-{rank:04}"),
        dossier: format!("SSI-2026-{rank:04}"),
        title: "Notification d’une violation de données à caractère personnel".to_owned(),
        kind: "Notification initiale, incomplète".to_owned(),
        automatic: true,
        exercise: true,
        from: party("Département d’Ille-et-Vilaine"),
        to: party("Académie de Rennes"),
        school: Some("Collège Les Ormeaux, Rennes".to_owned()),
        aware: "lun.\u{a0}2\u{a0}mars 2026 à\u{a0}08:40 (UTC+1)".to_owned(),
        due: "mer.\u{a0}4\u{a0}mars 2026 à\u{a0}08:40 (UTC+1)".to_owned(),
        sent: "mer.\u{a0}4\u{a0}mars 2026 à\u{a0}09:12 (UTC+1)".to_owned(),
        late: Some(text(
            "De 32\u{a0}min. Motif\u{a0}: serveur de messagerie indisponible",
        )),
        risk: None,
        summary: vec![(
            "Ce qui s’est passé".to_owned(),
            text("Chiffrement du serveur pédagogique"),
        )],
        sections: (1..=SECTIONS).map(|section| section_of(section, rank)).collect(),
        missing: vec![
            text("Nombre exact de personnes concernées"),
            text("Cause de l’intrusion"),
        ],
        attachments: vec![Attachment {
            name: text("Note de rançon"),
            size: "212\u{a0}ko".to_owned(),
            sha256: format!("{rank:064x}"),
        }],
        legal: vec![
            text("Convention, annexe opérationnelle, article 5"),
            text("RGPD, article 33"),
        ],
        chain: Vec::new(),
    }
}

fn party(name: &str) -> Correspondent {
    Correspondent {
        name: name.to_owned(),
        address: Some("Délégué à la protection des données\ndpd@example.fr".to_owned()),
    }
}

/// One row in three is a long sentence.
fn section_of(section: usize, rank: usize) -> Section {
    let value = |row: usize| match row % 3 {
        0 => format!(
            "Non connu à ce jour\u{a0}; sera précisé dans une notification complémentaire, après l’analyse des journaux du \
             serveur et l’entretien avec les personnels concernés ({rank}-{section}-{row})."
        ),
        _ => format!("Environ {rank}{section}{row}\u{a0}élèves"),
    };
    Section {
        title: format!("Partie {section}\u{a0}: données et personnes"),
        rows: (0..ROWS)
            .map(|row| (format!("Rubrique {section}.{row}"), value(row)))
            .collect(),
    }
}
