//! What holds of every record, and of the coherence of its answers.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::lists::{Nature, YesNoUnknown};
use super::{
    Answer, COUNT_MAX, Choice, FIELDS, Field, Kind, LINE_MAX, Outside, Prefill, Record, Section, TEXT_MAX,
};
use crate::domain::breach::risk::Risk;
use crate::domain::instants::parse_rfc3339;

/// A record with these answers.
pub(in crate::domain::breach) fn record(answers: Value) -> Record {
    serde_json::from_value(answers).unwrap()
}

/// Any record at all.
pub(in crate::domain::breach) fn any_record() -> impl Strategy<Value = Record> {
    any_patch().prop_map(|patch| serde_json::from_value(Value::Object(patch)).unwrap())
}

fn any_patch() -> impl Strategy<Value = Map<String, Value>> {
    let fields: Vec<_> = FIELDS
        .iter()
        .map(|field| {
            proptest::option::of(any_value(field.kind))
                .prop_map(|value| Some((field.name.to_owned(), value?)))
        })
        .collect();
    fields.prop_map(|values| values.into_iter().flatten().collect())
}

fn any_value(kind: Kind) -> BoxedStrategy<Value> {
    let name = |choice: &Choice| json!(choice.name);
    match kind {
        Kind::Choice(choices) => proptest::sample::select(choices)
            .prop_map(move |choice| name(&choice))
            .boxed(),
        Kind::Choices(choices) => proptest::sample::subsequence(choices, 0..=choices.len())
            .prop_map(move |some| some.iter().map(name).collect())
            .boxed(),
        Kind::Text => "[ -~éà’]{0,40}".prop_map(Value::from).boxed(),
        Kind::LongText => "(?s).{0,60}".prop_map(Value::from).boxed(),
        Kind::Treatments => proptest::collection::vec("[a-z-]{1,12}", 0..4)
            .prop_map(|names| json!(names))
            .boxed(),
        Kind::Count => (0..=COUNT_MAX).prop_map(Value::from).boxed(),
        Kind::Instant => (0..4_000_000_000_i64)
            .prop_map(|at| json!(DateTime::<Utc>::from_timestamp(at, 0).unwrap().to_rfc3339()))
            .boxed(),
        Kind::Day => (0..40_000_i64)
            .prop_map(|day| {
                json!(
                    DateTime::<Utc>::from_timestamp(day * 86_400, 0)
                        .unwrap()
                        .date_naive()
                        .to_string()
                )
            })
            .boxed(),
        Kind::Flag => any::<bool>().prop_map(Value::from).boxed(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_record_comes_back_from_the_store_as_it_was(record in any_record()) {
        let written = serde_json::to_string(&record).unwrap();
        let read: Record = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(&read, &record);
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), written);
    }

    #[test]
    fn what_the_form_shows_can_be_sent_back_unchanged(record in any_record()) {
        let mut patch = Map::new();
        for field in FIELDS {
            let values = record.form_values(field.name);
            let many = matches!(field.kind, Kind::Choices(_) | Kind::Treatments);
            let value = if many { json!(values) } else { json!(values.first()) };
            patch.insert(field.name.to_owned(), value);
        }
        let mut sent = Record::default();
        sent.merge(&patch).unwrap();
        prop_assert_eq!(sent, record);
    }

    #[test]
    fn nothing_pending_remains_in_a_record_that_lacks_nothing(record in any_record()) {
        let outside = Outside { has_awareness: true, risk: Some(Risk::Risk) };
        let missing = record.missing_for_complete(&outside);
        for (field, answer) in record.told() {
            prop_assert_eq!(answer.is_pending() && !missing.contains(&field.name), false, "{}", field.name);
        }
        let meter = record.completeness(&outside);
        prop_assert_eq!(meter.filled + meter.missing.len(), meter.asked);
    }

    #[test]
    fn what_is_shown_is_what_is_told(record in any_record()) {
        let rows: usize = record.lines().iter().map(|section| section.rows.len()).sum();
        prop_assert_eq!(rows, record.told().count());
    }

    #[test]
    fn prefilling_changes_no_answer(record in any_record(), other in any_record()) {
        let mut filled = record.clone();
        filled.fill_gaps(&other);
        for (field, answer) in record.answers() {
            prop_assert_eq!(field.answer(&filled), answer, "{}", field.name);
        }
        prop_assert_eq!(FIELDS.iter().all(|f| f.answer(&filled).is_empty() == (f.answer(&record).is_empty() && f.answer(&other).is_empty())), true);
    }
}

#[test]
fn fields_follow_the_order_of_the_template_and_their_names_are_unique() {
    let numbers: Vec<u16> = FIELDS.iter().filter_map(|field| field.edpb).collect();
    assert!(numbers.is_sorted());
    let names: BTreeSet<&str> = FIELDS.iter().map(|field| field.name).collect();
    assert_eq!(names.len(), FIELDS.len());
    let in_sections: Vec<&str> = Section::ALL
        .iter()
        .flat_map(|s| s.fields())
        .map(|f| f.name)
        .collect();
    assert_eq!(in_sections, FIELDS.iter().map(|f| f.name).collect::<Vec<_>>());
}

#[test]
fn french_words_keep_their_signs_together() {
    let labels = FIELDS.iter().flat_map(|field| [field.label, field.hint]);
    let choices = FIELDS.iter().filter_map(|field| match field.kind {
        Kind::Choice(choices) | Kind::Choices(choices) => Some(choices),
        _ => None,
    });
    let sections = Section::ALL.iter().map(|section| section.title());
    let words = labels
        .chain(choices.flatten().map(|choice| choice.label))
        .chain(sections);
    for text in words {
        for sign in [" :", " ;", " ?", " !", "'", "« ", " »", "  "] {
            assert!(!text.contains(sign), "{text}");
        }
    }
}

#[test]
fn every_fault_of_a_patch_is_told_and_nothing_changes() {
    let mut record = record(json!({"nature": ["integrity"]}));
    let before = record.clone();
    let patch = json!({
        "nature": ["confidentiality", "espionage"],
        "siren": "123",
        "started_at": "2026-11-20T10:00",
        "told_on": "20/11/2026",
        "persons_count": -1,
        "records_count": 20_000_001,
        "persons_abroad_count": 1.5,
        "dates_estimated": "peut-être",
        "controller_name": "a".repeat(LINE_MAX + 1),
        "description": "a".repeat(TEXT_MAX + 1),
        "systems": 12,
        "cause": "internal_malicious",
    });
    let problems = record.merge(patch.as_object().unwrap()).unwrap_err();
    let faulty: BTreeSet<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    let expected = patch
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .filter(|name| *name != "cause");
    assert_eq!(faulty, expected.collect());
    assert_eq!(record, before);
    let unknown = problems.iter().find(|problem| problem.field == "siren").unwrap();
    assert_eq!(unknown.message, "Ce champ n’existe pas.");
}

#[test]
fn blank_values_clear_a_field() {
    for blank in [json!(null), json!(""), json!("  "), json!([])] {
        let mut record =
            record(json!({"nature": ["integrity"], "description": "Un poste volé.", "persons_count": 3}));
        let patch = ["nature", "description", "persons_count"].map(|name| (name.to_owned(), blank.clone()));
        record.merge(&patch.into_iter().collect()).unwrap();
        assert!(record.is_empty(), "{blank}");
    }
}

#[test]
fn values_are_read_as_people_and_programs_write_them() {
    let record = record(json!({
        "persons_count": "1\u{202f}200",
        "nature": ["availability", "confidentiality", "availability"],
        "started_at": "2026-11-20T10:00:00+01:00",
        "controller_name": " Collège\nÉmile-Zola\u{0} ",
        "description": "Un.\r\nDeux.",
    }));
    assert_eq!(record.persons_count, Some(1200));
    assert_eq!(record.nature, [Nature::Confidentiality, Nature::Availability]);
    assert_eq!(record.instant("started_at"), Some(utc("2026-11-20T09:00:00Z")));
    assert_eq!(record.controller_name, "Collège Émile-Zola");
    assert_eq!(record.description, "Un.\nDeux.");
}

fn utc(text: &str) -> DateTime<Utc> {
    parse_rfc3339(text).unwrap()
}

/// Fields in fault on 22 November 2026 at noon, when somebody became aware on the 20th at ten.
fn faults(answers: Value) -> Vec<String> {
    let aware = Some(utc("2026-11-20T10:00:00Z"));
    let problems = record(answers).check(aware, utc("2026-11-22T12:00:00Z"));
    problems.into_iter().map(|problem| problem.field).collect()
}

#[test]
fn a_period_lies_in_the_past_in_order_and_before_awareness() {
    let period = |start: &str, end: &str| {
        faults(json!({"occurrence": "period", "started_at": start, "ended_at": end}))
    };
    assert!(period("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z").is_empty());
    assert_eq!(
        period("2026-11-20T09:00:00Z", "2026-11-20T08:59:59Z"),
        ["ended_at"]
    );
    assert_eq!(
        period("2026-11-20T10:00:01Z", "2026-11-21T10:00:00Z"),
        ["started_at"]
    );
    assert_eq!(
        period("2026-11-20T09:00:00Z", "2026-11-22T12:05:01Z"),
        ["ended_at"]
    );
    assert!(period("2026-11-20T09:00:00Z", "2026-11-22T12:05:00Z").is_empty());
    let future = json!({"occurrence": "ongoing", "started_at": "2026-11-22T12:06:00Z"});
    assert_eq!(record(future).check(None, utc("2026-11-22T12:00:00Z")).len(), 1);
}

#[test]
fn instants_that_are_no_longer_asked_are_not_in_the_way() {
    let left_over = json!({"occurrence": "ongoing", "started_at": "2026-11-20T09:00:00Z", "ended_at": "2026-11-19T09:00:00Z"});
    assert!(faults(left_over).is_empty());
}

#[test]
fn a_number_goes_with_exact_and_approximate_only() {
    for (kind, with, without) in [
        ("exact", true, false),
        ("approximate", true, false),
        ("undeterminable", false, true),
        ("to_be_determined", false, true),
    ] {
        for (count, field) in [
            ("persons_count", "persons_count_kind"),
            ("records_count", "records_count_kind"),
        ] {
            assert_eq!(faults(json!({field: kind, count: 0})).is_empty(), with, "{kind}");
            assert_eq!(faults(json!({field: kind})).is_empty(), without, "{kind}");
            assert_eq!(faults(json!({count: 12})), [count]);
        }
    }
}

#[test]
fn a_pending_answer_stands_alone() {
    for field in FIELDS {
        let Kind::Choices(choices) = field.kind else {
            continue;
        };
        let Some(pending) = choices.iter().find(|choice| choice.pending) else {
            continue;
        };
        assert!(
            faults(json!({field.name: [pending.name]})).is_empty(),
            "{}",
            field.name
        );
        let known = choices.iter().find(|choice| !choice.pending).unwrap();
        assert_eq!(
            faults(json!({field.name: [known.name, pending.name]})),
            [field.name]
        );
    }
}

#[test]
fn a_day_that_has_come_is_at_most_today_in_paris() {
    let told = |day: &str| faults(json!({"discovery": "press", "told_on": day}));
    assert!(told("2026-11-22").is_empty());
    assert_eq!(told("2026-11-23"), ["told_on"]);
    let informed = |day: &str| faults(json!({"communication": "yes", "informed_on": day}));
    assert!(informed("2026-11-22").is_empty());
    assert_eq!(informed("2026-11-23"), ["informed_on"]);
    let planned =
        json!({"communication": "on_date", "planned_on": "2026-11-30", "informed_on": "2026-11-30"});
    assert!(faults(planned).is_empty());
}

#[test]
fn a_high_risk_is_not_answered_by_saying_that_it_is_unlikely() {
    let record = record(json!({"communication": "no_high_risk"}));
    let lacks = |risk| {
        let outside = Outside {
            has_awareness: true,
            risk,
        };
        record.missing_for_complete(&outside).contains(&"communication")
    };
    assert!(lacks(Some(Risk::High)));
    assert!(!lacks(Some(Risk::Risk)));
    assert!(!lacks(Some(Risk::Unlikely)));
    assert!(!lacks(None));
}

#[test]
fn awareness_and_risk_are_asked_last_and_an_identifier_never() {
    let missing = Record::default().missing_for_complete(&Outside::default());
    assert!(missing.ends_with(&["outside_eea", "awareness", "risk"]));
    assert!(!missing.contains(&"controller_identifier"));
}

#[test]
fn lines_are_written_in_french() {
    let record = record(json!({
        "dates_estimated": true,
        "nature": ["confidentiality", "availability"],
        "persons_count_kind": "approximate", "persons_count": 1_234_567,
        "records_count_kind": "exact", "records_count": 999,
        "communication": "yes", "informed_on": "2026-11-01",
        "occurrence": "ongoing", "started_at": "2026-11-20T09:00:00Z",
        "severity": "to_be_determined",
    }));
    let shown = |name: &str| record.told_in_french(Field::named(name).unwrap()).unwrap();
    assert_eq!(shown("persons_count"), "environ\u{a0}1\u{202f}234\u{202f}567");
    assert_eq!(shown("records_count"), "999");
    assert_eq!(shown("informed_on"), "dimanche 1er\u{a0}novembre 2026");
    assert_eq!(
        shown("started_at"),
        "ven.\u{a0}20\u{a0}novembre 2026 à\u{a0}10:00 (UTC+1)"
    );
    assert_eq!(shown("dates_estimated"), "Oui");
    assert_eq!(shown("severity"), "À déterminer");
    assert_eq!(shown("nature").matches("\u{a0}; ").count(), 1);
    let titles: Vec<&str> = record.lines().iter().map(|section| section.title).collect();
    let known = [
        Section::Timeline,
        Section::Nature,
        Section::Scope,
        Section::Consequences,
        Section::Communication,
    ];
    assert_eq!(titles, known.map(Section::title));
}

#[test]
fn what_the_pack_knows_fills_what_nobody_said() {
    let mut record = record(json!({"controller_name": "Collège d’exemple"}));
    record.prefill(&Prefill {
        controller_name: "Département d’exemple".to_owned(),
        controller_in_eea: true,
        dpo_name: "Déléguée d’exemple".to_owned(),
        treatments: vec!["annuaire".to_owned()],
        ..Prefill::default()
    });
    assert_eq!(record.controller_name, "Collège d’exemple");
    assert_eq!(record.dpo_name, "Déléguée d’exemple");
    assert_eq!(record.outside_eea, Some(YesNoUnknown::No));
    assert_eq!(
        Field::named("dpo_designated")
            .unwrap()
            .answer(&record)
            .form_values(),
        ["yes"]
    );
    assert_eq!(record.treatments, ["annuaire"]);
    assert!(matches!(
        Field::named("dpo_contact").unwrap().answer(&record),
        Answer::Empty
    ));
}
