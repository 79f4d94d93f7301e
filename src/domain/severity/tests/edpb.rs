//! The 18 examples of the EDPB: outcomes as published, proposals as computed, differences told.

use super::*;

fn numbers(keep: impl Fn(&Case) -> bool) -> Vec<u8> {
    cases()
        .iter()
        .filter(|case| keep(case))
        .map(|case| case.number)
        .collect()
}

#[test]
fn the_table_holds_the_eighteen_cases_with_their_published_outcomes() {
    assert_eq!(numbers(|_| true), (1..=18).collect::<Vec<_>>());
    assert_eq!(
        numbers(|case| case.notify_sa),
        [2, 3, 4, 5, 7, 8, 11, 12, 14, 16, 17, 18]
    );
    assert_eq!(
        numbers(|case| case.inform_persons),
        [3, 4, 5, 7, 11, 12, 14, 17, 18]
    );
    assert_eq!(
        numbers(|case| case.inform_persons && !case.notify_sa),
        Vec::<u8>::new()
    );
}

#[test]
fn each_score_is_the_sum_of_its_answers() {
    let scores: Vec<String> = cases()
        .iter()
        .map(|case| case.assessment().score.to_string())
        .collect();
    let expected =
        "1.50 1.75 4.75 5.50 3.00 1.50 4.00 1.75 2.25 1.50 1.50 5.00 1.25 2.25 2.25 2.25 3.00 4.00";
    assert_eq!(scores.join(" "), expected);
}

#[test]
fn an_explanation_stands_exactly_where_proposal_and_outcome_differ() {
    for case in cases() {
        let explanation = case.explanation.as_deref();
        assert_eq!(explanation.is_some(), !case.agrees(), "case {}", case.number);
        assert!(
            explanation.is_none_or(|text| text.chars().count() > 80),
            "case {}",
            case.number
        );
    }
    assert_eq!(numbers(|case| !case.agrees()), [9, 11, 14, 15]);
}

#[test]
fn unlikely_is_never_proposed_where_the_authority_has_to_be_notified() {
    let unlikely = numbers(|case| case.assessment().proposed_risk == Risk::Unlikely);
    assert_eq!(unlikely, [1, 6, 10, 13]);
    assert_eq!(
        numbers(|case| case.notify_sa && unlikely.contains(&case.number)),
        Vec::<u8>::new()
    );
}

#[test]
fn neither_sensitive_data_nor_the_number_of_persons_decides() {
    let sensitive = |case: &Case| {
        let mut contexts = case.inputs.contexts.iter();
        contexts.any(|context| context.category() == Category::Sensitive)
    };
    assert_eq!(numbers(|case| sensitive(case) && !case.notify_sa), [15]);
    assert_eq!(
        numbers(|case| case.inputs.persons == Some(1) && case.notify_sa),
        [16, 17]
    );
}

#[test]
fn a_case_says_everything_that_an_exercise_needs() {
    for case in cases() {
        for text in [&case.title, &case.facts, &case.school] {
            assert!(!text.trim().is_empty(), "case {}", case.number);
        }
    }
}
