//! The letters about what follows a dossier, in every variant that changes their words.

use tocsin::mail::letters::{ActionsDue, DueAction, Letter, Mentioned, ReviewDue};

use super::samples::links;

fn mentioned(exercise: bool) -> Letter {
    let letter = Mentioned {
        reference: "SSI-2026-0001".to_owned(),
        by: "Anne Martin".to_owned(),
        links: links(),
        exercise,
    };
    letter.letter().unwrap()
}

fn action(number: i64, overdue: bool) -> DueAction {
    DueAction {
        number,
        due: "lundi 30\u{a0}novembre 2026".to_owned(),
        overdue,
    }
}

fn actions_due(actions: Vec<DueAction>, exercise: bool) -> Letter {
    let letter = ActionsDue {
        reference: "SSI-2026-0001".to_owned(),
        actions,
        links: links(),
        exercise,
    };
    letter.letter().unwrap()
}

fn review_due(exercise: bool) -> Letter {
    let letter = ReviewDue {
        reference: "SSI-2026-0001".to_owned(),
        day: "lundi 30\u{a0}novembre 2026".to_owned(),
        links: links(),
        exercise,
    };
    letter.letter().unwrap()
}

pub(super) fn all() -> Vec<(String, Letter)> {
    let letters = [
        ("mentioned", mentioned(false)),
        ("mentioned-exercise", mentioned(true)),
        ("action_due", actions_due(vec![action(1, false)], false)),
        ("action_due-overdue", actions_due(vec![action(1, true)], false)),
        (
            "action_due-several",
            actions_due(vec![action(1, false), action(3, false)], false),
        ),
        (
            "action_due-exercise",
            actions_due(vec![action(1, true), action(2, false)], true),
        ),
        ("review_due", review_due(false)),
        ("review_due-exercise", review_due(true)),
    ];
    letters
        .into_iter()
        .map(|(name, letter)| (name.to_owned(), letter))
        .collect()
}

#[test]
fn a_letter_about_what_follows_a_dossier_says_where_to_look_and_nothing_of_it() {
    assert_eq!(
        mentioned(false).subject,
        "[Tocsin] SSI-2026-0001 – Anne Martin vous mentionne"
    );
    let late = actions_due(vec![action(2, true)], false);
    assert_eq!(late.subject, "[Tocsin] SSI-2026-0001 – une action est en retard");
    assert!(
        late.text
            .contains("En retard\u{a0}: action n°\u{a0}2, au plus tard le lundi 30\u{a0}novembre 2026"),
        "{}",
        late.text
    );
    for (name, letter) in all() {
        assert!(
            letter.text.contains(&links().dossier) && letter.text.contains(&links().acknowledgement),
            "{name}"
        );
        assert_eq!(
            letter.subject.starts_with("[EXERCICE]"),
            name.ends_with("-exercise"),
            "{name}"
        );
    }
}
