//! The payload of the EDPB common template (draft v1.0): `field_3`, `field_4`… with the letters of its answers.
//!
//! It keeps to the public JSON Schema of that draft, whatever the record holds, so that any program that reads the
//! schema reads the payload. Where the schema is narrower than the template, nothing is lost, and nothing is said
//! that nobody knows:
//!
//! - One letter only fits where the template takes several (55, 65, 70, 75, 79, 81, 83, 85, 94): the first one stands
//!   there, the others are named in the description that goes with the field.
//! - Two answers that the schema merges share one letter: 97 `b1` is written `b`, and the day of field 99 tells them
//!   apart; a risk not yet assessed is written `c` in 89, and 90 begins by saying so.
//! - 118 and 123 list all authorities under one letter, which says nothing: those told are named in 53.
//! - What is required and not yet known is « À déterminer » in texts (48 included), the pending letter in lists, and
//!   0 in 73 (72 says that the number is not known). The lists that have no pending letter (23, 38, 50, 55, 75, 94,
//!   120) get one all the same, and 53 names these fields as filled for the form's sake.
//! - 39 to 41 are « Sans objet » when no other party is involved, 30 and 31 when no officer is designated.
//! - 95 is a text, as in the template; the schema announces a day there, as a format only.

use serde_json::{Map, Value, json};

use super::super::instants;
use super::notice::{Notice, NoticeKind};
use super::record::lists::{ReporterFunction, YesNo};
use super::record::{Answer, Choice, Field, Record};

/// Text of what is not known yet.
const TO_BE_DETERMINED: &str = "À déterminer";
/// Text of what this breach does not call for, in a field that the schema requires.
const NOT_APPLICABLE: &str = "Sans objet";
/// Letter of « Autre » in field 125: our attachments are named, not sorted.
const OTHER_ATTACHMENT: &str = "j";

/// The payload of a notification, valid against the schema of the draft.
#[must_use]
pub fn payload(notice: &Notice<'_>, record: &Record) -> Value {
    let mut payload = Payload::default();
    for (field, answer) in record.told() {
        payload.tell(field, &answer);
    }
    payload.tell_chain(notice);
    payload.tell_verdict(notice);
    payload.tell_officer(record);
    payload.tell_no_other_party(record);
    payload.fill_required();
    Value::Object(payload.fields)
}

#[derive(Default)]
struct Payload {
    fields: Map<String, Value>,
}

impl Payload {
    fn has(&self, number: u16) -> bool {
        self.fields.contains_key(&id(number))
    }

    fn set(&mut self, number: u16, value: impl Into<Value>) {
        self.fields.insert(id(number), value.into());
    }

    /// Sets a text that may be empty, which then says nothing.
    fn set_text(&mut self, number: u16, text: &str) {
        if !text.is_empty() {
            self.set(number, text);
        }
    }

    /// Adds a paragraph to a text.
    fn add(&mut self, number: u16, paragraph: &str) {
        let text = match self.fields.get(&id(number)).and_then(Value::as_str) {
            Some(before) => format!("{before}\n\n{paragraph}"),
            None => paragraph.to_owned(),
        };
        self.set(number, text);
    }

    fn tell(&mut self, field: &Field, answer: &Answer<'_>) {
        let Some(number) = field.edpb else { return };
        match answer {
            Answer::Empty | Answer::Names(_) => {}
            Answer::One(choice) if number == 29 => self.set(number, choice.label),
            Answer::One(choice) => self.set(number, letter(choice)),
            Answer::Many(choices) => self.tell_several(number, choices),
            Answer::Text(text) if matches!(number, 118 | 123) => {
                self.add(53, &format!("{}\u{a0}: {text}", field.label));
            }
            Answer::Text(text) => self.add(number, text),
            Answer::Count(count) => self.set(number, *count),
            Answer::Instant(at) => self.set(number, instants::rfc3339(*at)),
            Answer::Day(day) => self.set(number, day.to_string()),
            Answer::Flag(flag) if number == 26 => self.set(number, if *flag { "Oui" } else { "Non" }),
            Answer::Flag(flag) => self.set(number, *flag),
        }
    }

    /// The first letter; the other answers in words, in the description that follows.
    fn tell_several(&mut self, number: u16, choices: &[&'static Choice]) {
        let Some((first, others)) = choices.split_first() else {
            return;
        };
        self.set(number, letter(first));
        if !others.is_empty() {
            let labels: Vec<&str> = others.iter().map(|choice| choice.label).collect();
            self.add(
                description_of(number),
                &format!("Également\u{a0}: {}.", labels.join("\u{a0}; ")),
            );
        }
    }

    fn tell_chain(&mut self, notice: &Notice<'_>) {
        let withdrawal = notice.kind == NoticeKind::Withdrawal;
        let initial = notice.kind == NoticeKind::Initial;
        self.set(3, if initial { "a" } else { "b" });
        self.set(
            4,
            match (withdrawal, notice.complete) {
                (true, _) => "c",
                (false, true) => "a",
                (false, false) => "b",
            },
        );
        if withdrawal {
            self.set_text(5, notice.withdrawal_reasons);
        }
        if initial {
            self.set_text(49, notice.late_reason);
        } else {
            self.set_text(6, notice.previous_id);
        }
        self.set_text(7, notice.reference);
        if let Some(at) = notice.aware_at {
            self.set(48, instants::rfc3339(at));
        }
        if !notice.attachments.is_empty() {
            self.set(125, OTHER_ATTACHMENT);
            self.set(126, notice.attachments.join("\u{a0}; "));
        }
    }

    fn tell_verdict(&mut self, notice: &Notice<'_>) {
        match notice.risk {
            Some(risk) => self.set(89, risk.edpb_key()),
            None => {
                self.set(89, "c");
                self.set(
                    90,
                    "Des informations supplémentaires sont nécessaires pour évaluer le risque.",
                );
            }
        }
        if !notice.risk_reasons.is_empty() {
            self.add(90, notice.risk_reasons);
        }
    }

    /// The template does not ask again for an officer who reports in person; the schema does.
    fn tell_officer(&mut self, record: &Record) {
        if record.reporter_function == Some(ReporterFunction::Dpo) {
            self.set(29, "Oui");
            self.set_text(30, &record.reporter_name);
            self.set_text(31, &record.reporter_contact);
        } else if record.dpo_designated == Some(YesNo::No) {
            self.set(30, NOT_APPLICABLE);
            self.set(31, NOT_APPLICABLE);
        }
    }

    fn tell_no_other_party(&mut self, record: &Record) {
        if record.other_parties_involved == Some(YesNo::No) {
            for number in 39..=41 {
                self.set(number, NOT_APPLICABLE);
            }
        }
    }

    fn fill_required(&mut self) {
        let lacking: Vec<&(u16, Filling)> =
            REQUIRED.iter().filter(|(number, _)| !self.has(*number)).collect();
        let mut for_the_form = Vec::new();
        for (number, filling) in lacking {
            self.set(*number, filling.value());
            if matches!(filling, Filling::Forced(_)) {
                for_the_form.push(number.to_string());
            }
        }
        if !for_the_form.is_empty() {
            let told = "Rubriques encore sans réponse, remplies d’office parce que le modèle les exige";
            self.add(53, &format!("{told}\u{a0}: {}.", for_the_form.join(", ")));
        }
    }
}

/// What stands in a required field as long as nobody knows.
enum Filling {
    /// « À déterminer ».
    Words,
    /// The letter that says that the answer is still to come.
    Pending(&'static str),
    /// A letter that says more than is known, since the list has no other: the payload tells so.
    Forced(&'static str),
    /// No number.
    Zero,
}

impl Filling {
    fn value(&self) -> Value {
        match self {
            Self::Words => json!(TO_BE_DETERMINED),
            Self::Pending(letter) | Self::Forced(letter) => json!(letter),
            Self::Zero => json!(0),
        }
    }
}

use Filling::{Forced, Pending, Words, Zero};

/// The fields that the schema requires; 3, 4 and 89 always have a value.
const REQUIRED: &[(u16, Filling)] = &[
    (12, Words),
    (13, Words),
    (21, Words),
    (22, Words),
    (23, Forced("c")),
    (29, Words),
    (30, Words),
    (31, Words),
    (38, Forced("b")),
    (39, Words),
    (40, Words),
    (41, Words),
    (44, Pending("e")),
    (48, Words),
    (50, Forced("f")),
    (51, Words),
    (55, Forced("a")),
    (60, Pending("x")),
    (61, Pending("e")),
    (62, Words),
    (63, Words),
    (65, Pending("k")),
    (66, Words),
    (67, Pending("d")),
    (70, Pending("t")),
    (71, Words),
    (72, Pending("d")),
    (73, Zero),
    (75, Forced("l")),
    (76, Words),
    (85, Pending("o")),
    (87, Pending("d")),
    (90, Words),
    (92, Words),
    (94, Forced("o")),
    (95, Words),
    (97, Pending("c")),
    (113, Pending("c")),
    (120, Forced("b")),
];

fn id(number: u16) -> String {
    format!("field_{number}")
}

/// The letter that the schema knows: it merges 97 `b1` into `b`.
fn letter(choice: &Choice) -> &'static str {
    if choice.key == "b1" { "b" } else { choice.key }
}

/// The text that goes with a list of several answers: the nature of the breach is described with the incident, the
/// others in the field that follows them.
fn description_of(number: u16) -> u16 {
    if number == 55 { 62 } else { number + 1 }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::domain::breach::record::tests::{any_record, record};
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
        use crate::domain::breach::record::{FIELDS, Kind};
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
}
