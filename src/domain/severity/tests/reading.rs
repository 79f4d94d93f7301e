//! Answers as they come from outside.

use serde_json::{Map, Value, json};

use super::*;

fn object(value: Value) -> Map<String, Value> {
    serde_json::from_value(value).unwrap()
}

fn answers() -> Map<String, Value> {
    object(json!({
        "contexts": [{"category": "simple", "adjustment": 0}],
        "identification": "maximum", "confidentiality": "none_or_exposed", "integrity": "none_or_unused",
        "availability": "none_or_easy", "malicious_intent": false,
    }))
}

fn with(name: &str, value: Value) -> Result<Inputs, Vec<(String, String)>> {
    let mut answers = answers();
    answers.insert(name.to_owned(), value);
    let pairs = |problems: Vec<crate::domain::incident::Problem>| {
        problems.into_iter().map(|p| (p.field, p.message)).collect()
    };
    Inputs::read(&answers).map_err(pairs)
}

fn told_of(name: &str, value: Value) -> Vec<String> {
    let told = with(name, value).unwrap_err();
    told.into_iter().map(|(field, _)| field).collect()
}

#[test]
fn persons_and_encryption_may_be_left_out() {
    assert_eq!(Inputs::read(&answers()).unwrap(), legal());
    let null = with("persons", Value::Null).unwrap();
    assert_eq!(null, legal());
    let given = with("persons", json!(3)).unwrap();
    assert_eq!(given.persons, Some(3));
}

#[test]
fn every_question_that_is_left_out_is_told() {
    let problems = Inputs::read(&Map::new()).unwrap_err();
    let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    let required = [
        "contexts",
        "identification",
        "confidentiality",
        "integrity",
        "availability",
        "malicious_intent",
    ];
    assert_eq!(fields, required);
}

#[test]
fn every_problem_is_told_at_once_beside_its_field() {
    let wrong = object(json!({
        "contexts": [
            {"category": "simple", "adjustment": -1, "odd": 1}, {"category": "secret", "adjustment": 9}, 3,
            {"category": "financial"},
        ],
        "identification": "MAXIMUM", "confidentiality": 1, "integrity": "recoverable", "availability": "full",
        "malicious_intent": "yes", "persons": -1, "unintelligible": 0, "score": 6,
    }));
    let problems = Inputs::read(&wrong).unwrap_err();
    let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    let expected = [
        "contexts[0].adjustment",
        "contexts[0].odd",
        "contexts[1].category",
        "contexts[2]",
        "contexts[3].adjustment",
        "identification",
        "confidentiality",
        "malicious_intent",
        "persons",
        "unintelligible",
        "score",
    ];
    assert_eq!(fields, expected);
}

#[test]
fn a_refused_adjustment_is_answered_with_those_of_its_category() {
    let told = with("contexts", json!([{"category": "behavioural", "adjustment": 3}]));
    let expected = (
        "contexts[0].adjustment".to_owned(),
        "Valeurs admises\u{a0}: -1, 0, 1, 2.".to_owned(),
    );
    assert_eq!(told, Err(vec![expected]));
    for adjustment in [json!(1.5), json!("0"), json!(true), json!(4_294_967_296_u64)] {
        let context = json!([{"category": "simple", "adjustment": adjustment}]);
        assert_eq!(told_of("contexts", context), ["contexts[0].adjustment"]);
    }
}

#[test]
fn a_breach_touches_at_least_one_category_and_each_once() {
    assert_eq!(told_of("contexts", json!([])), ["contexts"]);
    assert_eq!(told_of("contexts", json!({})), ["contexts"]);
    let context = |adjustment: i8| json!({"category": "simple", "adjustment": adjustment});
    assert_eq!(
        told_of("contexts", json!([context(0), context(1)])),
        ["contexts[1].category"]
    );
    let many: Vec<Value> = (0..5).map(|_| context(0)).collect();
    assert_eq!(told_of("contexts", json!(many)), ["contexts"]);
}

#[test]
fn what_the_store_kept_is_read_by_the_same_rules() {
    let refused = serde_json::from_value::<Inputs>(json!({"contexts": [], "odd": 1})).unwrap_err();
    let refused = refused.to_string();
    assert!(
        refused.starts_with("contexts\u{a0}: Indiquez au moins"),
        "{refused}"
    );
    assert!(refused.contains("odd\u{a0}: Ce champ n’existe pas."), "{refused}");
}

#[test]
fn every_choice_of_the_questionnaire_is_an_answer() {
    let typed = |value: &str| serde_json::from_str(value).unwrap_or_else(|_| json!(value));
    let mut fields = Vec::new();
    for question in questionnaire() {
        let values: Vec<Value> = match question.answer {
            Answer::Contexts(categories) => categories.iter().flat_map(every_context).collect(),
            Answer::OneOf(choices) | Answer::YesOrNo(choices) => {
                choices.iter().map(|choice| typed(&choice.value)).collect()
            }
            Answer::Count => vec![json!(12)],
        };
        for value in values {
            assert!(with(question.field, value.clone()).is_ok(), "{value}");
        }
        assert_eq!(
            with(question.field, Value::Null).is_err(),
            question.required,
            "{}",
            question.field
        );
        fields.push(question.field);
    }
    fields.sort_unstable();
    let kept = object(serde_json::to_value(legal()).unwrap());
    let mut names: Vec<&str> = kept.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(fields, names);
}

fn every_context(category: &CategoryChoices) -> Vec<Value> {
    let of = |choice: &Choice| {
        let adjustment: i8 = choice.value.parse().unwrap();
        json!([{"category": category.category, "adjustment": adjustment}])
    };
    category.choices.iter().map(of).collect()
}
