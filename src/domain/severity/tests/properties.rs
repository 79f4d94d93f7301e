//! What holds of every set of answers.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;

fn category_touched(category: Category) -> impl Strategy<Value = Context> {
    select(category.adjustments()).prop_map(move |known| context(category, known.delta))
}

fn contexts() -> impl Strategy<Value = Vec<Context>> {
    subsequence(Category::ALL, 1..=Category::ALL.len())
        .prop_flat_map(|categories| categories.into_iter().map(category_touched).collect::<Vec<_>>())
        .prop_shuffle()
}

prop_compose! {
    fn inputs()(
        contexts in contexts(),
        identification in select(Identification::ALL),
        confidentiality in select(Confidentiality::ALL),
        integrity in select(Integrity::ALL),
        availability in select(Availability::ALL),
        malicious_intent: bool,
        persons: Option<u64>,
        unintelligible: bool,
    ) -> Inputs {
        Inputs {
            contexts, identification, confidentiality, integrity, availability, malicious_intent, persons,
            unintelligible,
        }
    }
}

/// One value for each of an enum, the others as they are: the scores from the lightest answer to the gravest.
fn ladder<T: Copy>(all: &[T], with: impl Fn(T) -> Inputs) -> Vec<Points> {
    all.iter().map(|value| assess(&with(*value)).score).collect()
}

/// Each rung is the same number of quarters above the one before.
fn climbs_by(ladder: &[Points], quarters: u8) -> bool {
    ladder
        .windows(2)
        .all(|pair| pair[1].quarters() == pair[0].quarters() + quarters)
}

proptest! {
    #[test]
    fn a_score_stays_from_a_quarter_to_six(inputs in inputs()) {
        let assessment = assess(&inputs);
        prop_assert!((1..=24).contains(&assessment.score.quarters()));
        prop_assert!((1..=4).contains(&assessment.dpc));
        prop_assert!(assessment.cb.quarters() <= 8);
    }

    #[test]
    fn a_graver_circumstance_adds_exactly_its_points(inputs in inputs()) {
        let by_reading = ladder(Confidentiality::ALL, |confidentiality| Inputs { confidentiality, ..inputs.clone() });
        let by_altering = ladder(Integrity::ALL, |integrity| Inputs { integrity, ..inputs.clone() });
        let by_losing = ladder(Availability::ALL, |availability| Inputs { availability, ..inputs.clone() });
        for ladder in [by_reading, by_altering, by_losing] {
            prop_assert!(climbs_by(&ladder, 1), "{:?}", ladder);
        }
        let by_intent = ladder(&[false, true], |malicious_intent| Inputs { malicious_intent, ..inputs.clone() });
        prop_assert!(climbs_by(&by_intent, 2), "{:?}", by_intent);
    }

    #[test]
    fn easier_identification_weighs_as_much_as_the_context(inputs in inputs()) {
        let by_ease = ladder(Identification::ALL, |identification| Inputs { identification, ..inputs.clone() });
        prop_assert!(climbs_by(&by_ease, inputs.dpc()), "{:?}", by_ease);
    }

    #[test]
    fn only_the_highest_context_counts(inputs in inputs()) {
        let alone = |context: &Context| assess(&Inputs { contexts: vec![*context], ..inputs.clone() }).score;
        let highest = inputs.contexts.iter().map(alone).max();
        prop_assert_eq!(Some(assess(&inputs).score), highest);
    }

    #[test]
    fn flags_never_change_the_score(inputs in inputs(), persons: Option<u64>, unintelligible: bool) {
        let other = assess(&Inputs { persons, unintelligible, ..inputs.clone() });
        let assessment = assess(&inputs);
        prop_assert_eq!((other.score, other.band), (assessment.score, assessment.band));
    }

    #[test]
    fn the_number_of_persons_never_changes_the_proposal(inputs in inputs(), persons: Option<u64>) {
        let other = assess(&Inputs { persons, ..inputs.clone() });
        prop_assert_eq!(other.proposed_risk, assess(&inputs).proposed_risk);
    }

    #[test]
    fn unlikely_is_proposed_for_a_low_score_without_doubt_and_for_nothing_else(inputs in inputs()) {
        let assessment = assess(&inputs);
        let clear = assessment.score < Points::from_quarters(8) && assessment.doubts.is_empty();
        prop_assert_eq!(assessment.proposed_risk == Risk::Unlikely, clear);
        let high = assessment.score >= Points::from_quarters(12);
        prop_assert_eq!(assessment.proposed_risk == Risk::High, high);
    }

    #[test]
    fn answers_are_kept_and_read_back_unchanged(inputs in inputs()) {
        let kept = serde_json::to_string(&inputs).unwrap();
        prop_assert_eq!(serde_json::from_str::<Inputs>(&kept).unwrap(), inputs);
    }
}

#[test]
fn a_doubt_raises_a_low_score_to_a_risk_and_each_has_its_cause() {
    let lost = Inputs {
        availability: Availability::Full,
        unintelligible: true,
        ..legal()
    };
    let altered = Inputs {
        integrity: Integrity::Unrecoverable,
        ..legal()
    };
    let deliberate = Inputs {
        malicious_intent: true,
        ..legal()
    };
    let published = Inputs {
        confidentiality: Confidentiality::UnknownRecipients,
        ..legal()
    };
    for (inputs, doubt) in [
        (lost, Doubt::LostForGood),
        (altered, Doubt::LostForGood),
        (deliberate, Doubt::ReadableAndDeliberate),
        (published, Doubt::ReadableByUnknown),
    ] {
        let assessment = assess(&inputs);
        assert_eq!(assessment.doubts, [doubt]);
        assert_eq!(assessment.band, Band::Low);
        assert_eq!(assessment.proposed_risk, Risk::Risk);
    }
    let encrypted = Inputs {
        identification: Identification::Limited,
        malicious_intent: true,
        confidentiality: Confidentiality::UnknownRecipients,
        unintelligible: true,
        ..legal()
    };
    assert_eq!(assess(&encrypted).doubts, []);
    assert_eq!(assess(&encrypted).proposed_risk, Risk::Unlikely);
}
