//! The letters about breaches, in every variant that changes their words.

use tocsin::mail::letters::{
    BreachNotification, Deadlines, Due, ExportReported, Letter, Occasion, PersonalDataQuestion, Row,
};

use super::samples::{dossier, links};

fn notification() -> BreachNotification {
    BreachNotification {
        reference: "VIO-2026-0001".to_owned(),
        dossier: "SSI-2026-0001".to_owned(),
        kind: "Notification initiale, incomplète".to_owned(),
        school: "Collège Les Fontaines (0350003N)".to_owned(),
        from: "Département d’Ille-et-Vilaine".to_owned(),
        aware: "sam. 21 novembre 2026 à 14:20 (UTC+1)".to_owned(),
        due: "lun. 23 novembre 2026 à 14:20 (UTC+1)".to_owned(),
        late: None,
        automatic: false,
        withdraws: false,
        known: vec![Row::new("Nature de la violation", "Perte de confidentialité")],
        missing: vec!["Nombre de personnes concernées".to_owned()],
        attachments: vec![
            "VIO-2026-0001-1.pdf".to_owned(),
            "VIO-2026-0001-1.json".to_owned(),
        ],
        clause: "Convention, article 7".to_owned(),
        links: links(),
        exercise: false,
    }
}

fn notifications() -> Vec<(&'static str, BreachNotification)> {
    let of_kind = |kind: &str| BreachNotification {
        kind: kind.to_owned(),
        missing: Vec::new(),
        ..notification()
    };
    vec![
        ("breach_notification-initial", notification()),
        (
            "breach_notification-late",
            BreachNotification {
                late: Some("Le service informatique était fermé pendant le week-end.".to_owned()),
                ..notification()
            },
        ),
        (
            "breach_notification-automatic",
            BreachNotification {
                automatic: true,
                school: String::new(),
                ..notification()
            },
        ),
        (
            "breach_notification-complete",
            of_kind("Notification initiale, complète"),
        ),
        (
            "breach_notification-follow_up",
            of_kind("Notification complémentaire, complète"),
        ),
        (
            "breach_notification-withdrawal",
            BreachNotification {
                withdraws: true,
                missing: notification().missing,
                ..of_kind("Retrait d’une notification")
            },
        ),
        (
            "breach_notification-exercise",
            BreachNotification {
                exercise: true,
                ..notification()
            },
        ),
    ]
}

fn due(what: &str, left: &str) -> Due {
    Due {
        what: what.to_owned(),
        due: Some("lun. 23 novembre 2026 à 14:20 (UTC+1)".to_owned()),
        left: left.to_owned(),
        standing: "à faire (Département d’Ille-et-Vilaine)".to_owned(),
        clause: "Convention, article 7".to_owned(),
    }
}

fn deadlines(occasion: Occasion, left: &str, notes: &[&str]) -> Deadlines {
    Deadlines {
        occasion,
        reference: "VIO-2026-0001".to_owned(),
        dossier: "SSI-2026-0001".to_owned(),
        school: "Collège Les Fontaines (0350003N)".to_owned(),
        duties: vec![due(
            "Le Département notifie la violation de données à l’académie",
            left,
        )],
        notes: notes.iter().map(|note| (*note).to_owned()).collect(),
        links: links(),
        exercise: false,
    }
}

/// A service level of a dossier.
fn level(occasion: Occasion, left: &str) -> Deadlines {
    let what = "L’académie prend en charge l’indisponibilité d’un élément critique";
    Deadlines {
        reference: "SSI-2026-0001".to_owned(),
        duties: vec![Due {
            standing: "à faire par\u{a0}: Académie de Rennes".to_owned(),
            clause: "Annexe opérationnelle, partie 4".to_owned(),
            ..due(what, left)
        }],
        ..deadlines(occasion, left, &[])
    }
}

fn about_deadlines() -> Vec<(&'static str, Deadlines)> {
    let opened = deadlines(Occasion::Opened, "il reste 46\u{a0}h\u{a0}12\u{a0}min", &[]);
    let without_delay = Due {
        due: None,
        left: String::new(),
        clause: String::new(),
        ..due(
            "Le responsable de traitement informe les personnes concernées",
            "",
        )
    };
    vec![
        (
            "deadlines-opened",
            Deadlines {
                duties: [opened.duties.clone(), vec![without_delay]].concat(),
                ..opened.clone()
            },
        ),
        (
            "deadlines-reminder-automatic",
            deadlines(
                Occasion::Reminder,
                "il reste 6\u{a0}h",
                &["Sans intervention, Tocsin enverra lui-même la notification, avec ce qui est connu."],
            ),
        ),
        (
            "deadlines-reminder-held",
            deadlines(
                Occasion::Reminder,
                "il reste 2\u{a0}h",
                &["L’envoi automatique est retenu\u{a0}: rien ne partira sans vous."],
            ),
        ),
        (
            "deadlines-overdue-merged",
            deadlines(
                Occasion::Overdue,
                "dépassée de 3\u{a0}h",
                &["Des rappels prévus n’ont pas pu partir à leur heure\u{a0}: ce message les remplace."],
            ),
        ),
        (
            "deadlines-level-halfway",
            level(Occasion::LevelReminder, "reste 2\u{a0}h de temps ouvré"),
        ),
        (
            "deadlines-level-overdue",
            level(Occasion::LevelOverdue, "dépassé de 30\u{a0}min de temps ouvré"),
        ),
        (
            "deadlines-exercise",
            Deadlines {
                exercise: true,
                ..opened
            },
        ),
    ]
}

/// Every letter about breaches.
pub(super) fn all() -> Vec<(String, Letter)> {
    let named = |(name, letter): (&str, Letter)| (name.to_owned(), letter);
    let question = PersonalDataQuestion {
        dossier: dossier(),
        due: "lun. 23 novembre 2026 à 14:20 (UTC+1)".to_owned(),
        links: links(),
    };
    let export = ExportReported {
        by: "Gwenola Riou (dpo@departement.example)".to_owned(),
        what: "registre des violations, tableur".to_owned(),
        filter: "tout ce que voit ce compte".to_owned(),
        lines: 42,
        at: "lun. 23 novembre 2026 à 14:20 (UTC+1)".to_owned(),
    };
    let notifications = notifications()
        .into_iter()
        .map(|(name, it)| (name, it.letter().unwrap()));
    let deadlines = about_deadlines()
        .into_iter()
        .map(|(name, it)| (name, it.letter().unwrap()));
    let others = [
        ("personal_data_question", question.letter().unwrap()),
        ("export_reported", export.letter().unwrap()),
    ];
    notifications.chain(deadlines).chain(others).map(named).collect()
}

#[test]
fn a_withdrawal_announces_nothing_more() {
    let letters = all();
    let of = |name: &str| &letters.iter().find(|(known, _)| known == name).unwrap().1;
    let taken_back = of("breach_notification-withdrawal");
    assert!(taken_back.text.contains("est retirée par"), "{}", taken_back.text);
    for announced in ["CE QUI SUIVRA", "Un complément", "est complète"] {
        assert!(
            !taken_back.text.contains(announced),
            "{announced}: {}",
            taken_back.text
        );
    }
    assert!(of("breach_notification-initial").text.contains("CE QUI SUIVRA"));
}

#[test]
fn a_late_or_automatic_notification_says_so_at_once() {
    let letters = all();
    let of = |name: &str| &letters.iter().find(|(known, _)| known == name).unwrap().1;
    let late = of("breach_notification-late");
    assert!(late.subject.ends_with("(tardive)"), "{}", late.subject);
    assert!(late.text.contains("Motif du retard"), "{}", late.text);
    assert!(
        of("breach_notification-automatic")
            .text
            .contains("parti automatiquement")
    );
}

#[test]
fn a_service_level_is_never_told_in_the_words_of_a_legal_clock() {
    let letters = all();
    for name in ["deadlines-level-halfway", "deadlines-level-overdue"] {
        let letter = &letters.iter().find(|(known, _)| known == name).unwrap().1;
        assert!(letter.subject.contains("niveau de service"), "{}", letter.subject);
        for words in [&letter.text, &letter.html] {
            assert!(
                words.contains("À tenir au plus tard") && words.contains("temps ouvré"),
                "{words}"
            );
            for legal in ["Échéance", "échéance", "délai", "48", "72"] {
                assert!(!words.contains(legal), "{legal}: {words}");
            }
        }
    }
}
