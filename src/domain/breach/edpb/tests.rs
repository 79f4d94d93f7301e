//! The payload against the public schema of the draft, whatever is known.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;

use super::required::Filling::{Forced, Pending, Words, Zero};
use super::required::TO_BE_DETERMINED;
use super::*;
use crate::domain::breach::record::tests::{any_record, record};
use crate::domain::breach::record::{FIELDS, Kind};
use crate::domain::breach::risk::Risk;
use crate::domain::instants::parse_rfc3339;

const SCHEMA: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/data/edpb-breach-notification.schema.json"
));

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

fn faults(payload: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    validator
        .iter_errors(payload)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect()
}

fn any_notice() -> impl Strategy<Value = Notice<'static>> {
    let risk = proptest::option::of(proptest::sample::select(Risk::ALL));
    (
        proptest::sample::select(NoticeKind::ALL),
        any::<bool>(),
        risk,
        any::<bool>(),
    )
        .prop_map(|(kind, complete, risk, told)| Notice {
            kind,
            complete,
            risk,
            aware_at: told.then(|| parse_rfc3339("2026-11-20T10:00:00Z").unwrap()),
            late_reason: if told {
                "Le prestataire a prévenu tard."
            } else {
                ""
            },
            withdrawal_reasons: "Doublon.",
            previous_id: if told { "CNIL-1" } else { "" },
            attachments: if told {
                vec!["rapport.pdf".to_owned()]
            } else {
                Vec::new()
            },
            ..Notice::initial()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_known_the_payload_is_valid(record in any_record(), notice in any_notice()) {
        let payload = payload(&notice, &record);
        prop_assert_eq!(faults(&payload), Vec::<String>::new());
    }

    #[test]
    fn several_answers_are_all_told(record in any_record()) {
        let payload = payload(&Notice::initial(), &record).to_string();
        for (field, answer) in record.told() {
            let Answer::Many(choices) = answer else { continue };
            for choice in choices.iter().skip(1) {
                prop_assert!(payload.contains(choice.label), "{}: {}", field.name, choice.name);
            }
        }
    }
}

#[test]
fn nothing_known_is_told_as_such() {
    let payload = payload(&Notice::initial(), &Record::default());
    assert_eq!(faults(&payload), Vec::<String>::new());
    for (field, value) in [
        ("field_4", "b"),
        ("field_44", "e"),
        ("field_62", TO_BE_DETERMINED),
        ("field_97", "c"),
    ] {
        assert_eq!(payload[field], value, "{field}");
    }
    assert_eq!(payload["field_73"], 0);
    let told = payload["field_53"].as_str().unwrap();
    assert!(
        told.ends_with("exige\u{a0}: 23, 38, 50, 55, 75, 94, 120."),
        "{told}"
    );
}

#[test]
fn the_required_fields_are_those_of_the_schema() {
    let schema = schema();
    let required = schema["required"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().to_owned());
    let ours = REQUIRED
        .iter()
        .map(|(number, _)| *number)
        .chain([3, 4, 89])
        .map(id);
    assert_eq!(ours.collect::<BTreeSet<_>>(), required.collect());
}

#[test]
fn a_forced_letter_stands_only_where_the_list_has_no_pending_one() {
    for (number, filling) in REQUIRED {
        let field = FIELDS.iter().find(|field| field.edpb == Some(*number));
        let Some(Kind::Choice(choices) | Kind::Choices(choices)) = field.map(|field| field.kind) else {
            continue;
        };
        let pending = choices
            .iter()
            .find(|choice| choice.pending || choice.name == "unknown");
        match filling {
            Pending(letter) => assert_eq!(pending.map(|choice| choice.key), Some(*letter), "{number}"),
            Forced(_) => assert!(pending.is_none() || *number == 120, "{number}"),
            Words | Zero => assert_eq!(*number, 29),
        }
    }
}

#[test]
fn answers_are_told_with_the_letters_of_the_template() {
    let record = record(json!({
        "reporter_function": "dpo", "reporter_name": "Déléguée d’exemple", "reporter_contact": "dpd@example.org",
        "other_parties_involved": "no",
        "occurrence": "ongoing", "started_at": "2026-11-20T10:00:00+01:00", "dates_estimated": true,
        "nature": ["confidentiality", "availability"], "description": "Un poste chiffré.",
        "incident_kind": "ransomware",
        "communication": "date_to_be_set",
        "cross_border": "yes", "authorities_notified": "APD (Belgique)",
    }));
    let notice = Notice {
        risk: Some(Risk::High),
        risk_reasons: "Données de santé.",
        ..Notice::initial()
    };
    let payload = payload(&notice, &record);
    for (field, value) in [
        ("field_29", json!("Oui")),
        ("field_30", json!("Déléguée d’exemple")),
        ("field_40", json!("Sans objet")),
        ("field_45", json!(true)),
        ("field_46", json!("2026-11-20T09:00:00.000000Z")),
        ("field_55", json!("a")),
        ("field_60", json!("b")),
        ("field_89", json!("a")),
        ("field_90", json!("Données de santé.")),
        ("field_97", json!("b")),
    ] {
        assert_eq!(payload[field], value, "{field}");
    }
    let described = payload["field_62"].as_str().unwrap();
    assert!(
        described.starts_with("Également\u{a0}: Perte de disponibilité")
            && described.ends_with("Un poste chiffré.")
    );
    assert!(payload["field_53"].as_str().unwrap().contains("APD (Belgique)"));
    assert!(payload.get("field_99").is_none() && payload.get("field_118").is_none());
}

#[test]
fn a_chain_is_told_by_its_links() {
    let link = |kind, complete| {
        let notice = Notice {
            kind,
            complete,
            previous_id: "CNIL-1",
            late_reason: "Retard.",
            ..Notice::initial()
        };
        let payload = payload(&notice, &Record::default());
        let of = |field: &str| {
            payload
                .get(field)
                .and_then(Value::as_str)
                .unwrap_or("-")
                .to_owned()
        };
        [of("field_3"), of("field_4"), of("field_6"), of("field_49")]
    };
    assert_eq!(link(NoticeKind::Initial, false), ["a", "b", "-", "Retard."]);
    assert_eq!(link(NoticeKind::Initial, true), ["a", "a", "-", "Retard."]);
    assert_eq!(link(NoticeKind::FollowUp, false), ["b", "b", "CNIL-1", "-"]);
    assert_eq!(link(NoticeKind::FollowUp, true), ["b", "a", "CNIL-1", "-"]);
    assert_eq!(link(NoticeKind::Withdrawal, true), ["b", "c", "CNIL-1", "-"]);
}
