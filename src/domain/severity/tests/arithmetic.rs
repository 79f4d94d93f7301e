//! The formula, its bands and its contexts, as `tests/law/enisa*.csv` write them.

use super::*;

const FORMULA: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/law/enisa.csv"));
const CONTEXTS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/law/enisa_contexts.csv"
));

fn points(text: &str) -> Points {
    Points::try_from(text.parse::<f64>().unwrap()).unwrap()
}

#[test]
fn every_row_of_the_formula_gives_its_score_and_band() {
    let rows = rows(FORMULA);
    assert_eq!(rows.len(), 10);
    for row in &rows {
        let score = Points::severity(row[1].parse().unwrap(), points(&row[2]), points(&row[3]));
        let found = [score.to_string(), Band::of(score).to_string()];
        assert_eq!(found, [&row[4], &row[5]], "{}", &row[0]);
    }
}

#[test]
fn every_row_of_the_contexts_has_its_score_and_none_is_missing() {
    let rows = rows(CONTEXTS);
    let known = Category::ALL.iter().map(|category| category.adjustments().len());
    assert_eq!(rows.len(), known.sum::<usize>());
    for row in &rows {
        let category = Category::parse(&row[0]).unwrap();
        let context = Context::new(category, row[1].parse().unwrap());
        assert_eq!(context.unwrap().dpc().to_string(), row[2], "{}", &row[3]);
    }
}

#[test]
fn an_adjustment_of_another_category_is_no_context() {
    for (category, adjustment) in [
        (Category::Simple, -1),
        (Category::Simple, 4),
        (Category::Behavioural, -2),
        (Category::Financial, 2),
        (Category::Sensitive, 1),
        (Category::Sensitive, i8::MIN),
    ] {
        assert_eq!(Context::new(category, adjustment), None);
    }
}

#[test]
fn no_adjustment_needs_to_be_cut_to_stay_from_one_to_four() {
    for category in Category::ALL {
        for known in category.adjustments() {
            let sum = category.base().checked_add_signed(known.delta).unwrap();
            assert_eq!(context(*category, known.delta).dpc(), sum);
        }
    }
}

#[test]
fn the_answers_carry_the_points_of_the_method() {
    let quarters = |points: &[Points]| points.iter().map(|p| p.quarters()).collect::<Vec<_>>();
    let of_ease: Vec<_> = Identification::ALL.iter().map(|it| it.points()).collect();
    let of_reading: Vec<_> = Confidentiality::ALL.iter().map(|it| it.points()).collect();
    let of_altering: Vec<_> = Integrity::ALL.iter().map(|it| it.points()).collect();
    let of_losing: Vec<_> = Availability::ALL.iter().map(|it| it.points()).collect();
    assert_eq!(quarters(&of_ease), [1, 2, 3, 4]);
    for part in [of_reading, of_altering, of_losing] {
        assert_eq!(quarters(&part), [0, 1, 2]);
    }
    let deliberate = Inputs {
        malicious_intent: true,
        ..legal()
    };
    assert_eq!(deliberate.cb().to_string(), "0.50");
    assert_eq!(legal().cb().to_string(), "0.00");
}

#[test]
fn a_whole_assessment_shows_each_term_of_the_sum() {
    let inputs = Inputs {
        contexts: vec![context(Category::Simple, 0), context(Category::Financial, 0)],
        identification: Identification::Significant,
        confidentiality: Confidentiality::UnknownRecipients,
        persons: Some(101),
        ..legal()
    };
    let found = serde_json::to_value(assess(&inputs)).unwrap();
    let expected = serde_json::json!({
        "score": 2.75, "dpc": 3, "ei": 0.75, "cb": 0.5, "band": "medium", "proposed_risk": "risk",
        "doubts": ["readable_by_unknown"], "flags": ["over_100_individuals"],
    });
    assert_eq!(found, expected);
    assert_eq!(assess(&inputs).score.in_french(), "2,75");
}

#[test]
fn a_kept_assessment_is_read_back_as_it_was() {
    let assessment = assess(&legal());
    let kept = serde_json::to_string(&assessment).unwrap();
    assert_eq!(serde_json::from_str::<Assessment>(&kept).unwrap(), assessment);
    for number in ["0.3", "-0.25", "6.25", "1e300", "null"] {
        assert!(serde_json::from_str::<Points>(number).is_err(), "{number}");
    }
}

#[test]
fn a_hundred_persons_raise_no_flag_and_one_more_does() {
    let of = |persons| flags(&Inputs { persons, ..legal() });
    assert_eq!(of(None), []);
    assert_eq!(of(Some(100)), []);
    assert_eq!(of(Some(101)), [Flag::Over100Individuals]);
}
