//! The document of a notification says all that the record tells, in well-set French.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};
use tocsin::actions::breach::amend::{Amendment, amend};
use tocsin::actions::breach::notify::{Asked, preview};
use tocsin::domain::breach::NoticeKind;
use tocsin::domain::breach::record::{Choice, FIELDS, Field, Kind as Type, Record};
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::Role;

use crate::support::world::{World, touched};

const REFERENCE: &str = "VIO-2026-0001";

fn world_with_breach() -> World {
    let world = World::on_sqlite();
    let given = Report {
        components: vec![touched("poste-pedagogique", None)],
        personal_data: PersonalData::Yes,
        ..world.a_report()
    };
    world.reported(Role::Rsn, given);
    world
}

/// An answer to a field; `last` takes the last answers of the lists, which ask for more than the first ones.
fn answer(field: &Field, last: bool) -> Option<Value> {
    let known = |choices: &'static [Choice]| {
        let mut settled = choices.iter().filter(|choice| !choice.pending);
        let chosen = if last { settled.next_back() } else { settled.next() };
        chosen.map(|choice| choice.name)
    };
    Some(match field.kind {
        Type::Choice(choices) => json!(known(choices)?),
        Type::Choices(choices) => json!([known(choices)?]),
        Type::Text | Type::LongText => json!(format!("Dit de {}", field.name.replace('_', " "))),
        Type::Count => json!(1234),
        Type::Instant => json!("2026-03-01T10:00:00Z"),
        Type::Day => json!("2026-03-02"),
        Type::Flag => json!(true),
        Type::Treatments => return None,
    })
}

fn patch(last: bool) -> Map<String, Value> {
    // The last way of counting gives no number.
    let counted = |field: &&Field| !last || !matches!(field.name, "persons_count" | "records_count");
    let answers = FIELDS
        .iter()
        .filter(counted)
        .filter_map(|field| Some((field.name.to_owned(), answer(field, last)?)));
    answers.collect()
}

/// The record as kept, and the document as text.
fn written(last: bool) -> (Record, String) {
    let world = world_with_breach();
    let (by, now) = (world.account(Role::Dpo), world.clock.now());
    let given = Amendment {
        record: patch(last),
        ..Amendment::default()
    };
    let asked = Asked {
        duty: Kind::Breach48h,
        kind: NoticeKind::Initial,
        late_reason: String::new(),
        reference: String::new(),
        done_at: None,
        withdrawal_reasons: String::new(),
        proof: None,
    };
    let done = world.write(|db| {
        let case = amend(db, &world.instance, &by, REFERENCE, &given, now)?;
        let preview = preview(db, &world.instance, &by, REFERENCE, &asked, now)?;
        Ok::<_, tocsin::actions::breach::BreachRefused>((case.breach.record, preview.notification.pdf))
    });
    let (record, pdf) = done.unwrap_or_else(|refused| panic!("{refused:?}"));
    (record, text_of(&pdf.unwrap()))
}

fn text_of(pdf: &[u8]) -> String {
    let mut reader = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    let read = reader.wait_with_output().unwrap();
    assert!(read.status.success());
    String::from_utf8(read.stdout).unwrap()
}

/// Without the spaces and hyphens at which lines are broken.
fn unbroken(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '\u{ad}' | '\u{2010}'));
    kept.collect()
}

#[test]
fn every_answer_of_a_full_record_is_in_the_document() {
    for last in [false, true] {
        let (record, text) = written(last);
        let found = unbroken(&text);
        let mut told = 0;
        for (label, value) in record.lines().into_iter().flat_map(|section| section.rows) {
            assert!(found.contains(&unbroken(&value)), "{label}: {value}\n{text}");
            told += 1;
        }
        assert!(told > 40, "the record is full: {told}");
    }
}

/// Spaces that may not break are plain ones in the text of a PDF: what they are for is that no line breaks there.
#[test]
fn the_document_keeps_french_typography() {
    for last in [false, true] {
        let (_, text) = written(last);
        for line in text.lines().map(str::trim) {
            let torn = line.starts_with([':', ';', '!', '?', '»']) || line.ends_with('«');
            assert!(!torn && !line.contains('\''), "{line:?}");
        }
    }
}
