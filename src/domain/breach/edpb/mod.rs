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

mod required;

use serde_json::{Map, Value};

use super::notice::{Notice, NoticeKind};
use super::record::lists::{ReporterFunction, YesNo};
use super::record::{Answer, Choice, Field, Record};
use super::risk::Risk;
use crate::domain::instants;
use required::{Filling, REQUIRED};

/// Text of what this breach does not call for, in a field that the schema requires.
const NOT_APPLICABLE: &str = "Sans objet";
/// Letter of « Autre » in field 125: our attachments are named, not sorted.
const OTHER_ATTACHMENT: &str = "j";

/// Letter of a risk that is still assessed: the template letters two answers `c`, and this is the other one.
const RISK_PENDING: &str = "c";
/// What tells it apart.
const RISK_PENDING_WORDS: &str = "Des informations supplémentaires sont nécessaires pour évaluer le risque.";

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
        let key = notice.risk.map_or(RISK_PENDING, Risk::edpb_key);
        self.set(89, key);
        if notice.risk.is_none() {
            self.set(90, RISK_PENDING_WORDS);
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
mod tests;
