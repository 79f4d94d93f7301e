//! The letters about what follows a dossier, in every variant that changes their words.

use tocsin::domain::watching::News;
use tocsin::mail::letters::{
    ActionsDue, Assigned, Dossier, DossierNews, DueAction, Letter, Mentioned, ReviewDue,
};

use super::samples::{dossier, links};

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

fn assigned(team: Option<&str>, deadlines: &[&str], exercise: bool) -> Letter {
    let letter = Assigned {
        dossier: Dossier {
            exercise,
            ..dossier()
        },
        by: "Anne Martin".to_owned(),
        team: team.map(ToOwned::to_owned),
        deadlines: deadlines.iter().map(|line| (*line).to_owned()).collect(),
        links: links(),
    };
    letter.letter().unwrap()
}

fn news(news: News, exercise: bool) -> Letter {
    let letter = DossierNews {
        reference: "SSI-2026-0001".to_owned(),
        news,
        by: "Anne Martin".to_owned(),
        at: "lundi 23 novembre 2026 à 14:20 (UTC+1)".to_owned(),
        links: links(),
        exercise,
    };
    letter.letter().unwrap()
}

pub(super) fn all() -> Vec<(String, Letter)> {
    let due = "Le Département notifie la violation de données à l’académie. Au plus tard\u{a0}: lundi 23 novembre 2026 à 14:20 (UTC+1).";
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
        ("assigned", assigned(None, &[due], false)),
        ("assigned-team", assigned(Some("Postes et réseaux"), &[], false)),
        ("assigned-exercise", assigned(None, &[], true)),
        ("dossier_news-exercise", news(News::EntryWritten, true)),
    ];
    let told = News::ALL
        .iter()
        .map(|it| (format!("dossier_news-{it}"), news(*it, false)));
    letters
        .into_iter()
        .map(|(name, letter)| (name.to_owned(), letter))
        .chain(told)
        .collect()
}

#[test]
fn the_end_of_a_dossier_is_told_as_the_last_news_of_it() {
    for it in News::ALL {
        let last = news(*it, false)
            .text
            .contains("Vous ne recevrez plus de nouvelles");
        assert_eq!(last, it.ends(), "{it}");
    }
    let subjects: std::collections::BTreeSet<String> =
        News::ALL.iter().map(|it| news(*it, false).subject).collect();
    assert_eq!(subjects.len(), News::ALL.len());
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
