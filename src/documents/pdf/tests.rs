//! What the engine promises of any document, tried on a small template.

use chrono::TimeZone;
use proptest::prelude::*;
use serde_json::json;

use super::*;

const SMALL: Template = Template {
    path: "documents/small.typ",
    text: "#import \"base.typ\": facts, paper, said\n#let it = json(\"data.json\")\n\
           #show: paper.with(title: it.title, reference: it.title)\n#title()\n#facts(it.rows)",
};

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 1, 11, 0, 0).unwrap()
}

fn small(value: &str) -> Result<Vec<u8>, NotLaidOut> {
    pdf(
        SMALL,
        &json!({ "title": "VIO-2026-0001", "rows": [["Récit", value]] }),
        noon(),
    )
}

#[test]
fn the_same_document_is_the_same_bytes() {
    assert_eq!(
        small("Une clé USB perdue").unwrap(),
        small("Une clé USB perdue").unwrap()
    );
    assert_ne!(
        small("Une clé USB perdue").unwrap(),
        small("Une autre clé").unwrap()
    );
}

#[test]
fn a_document_carries_the_date_it_is_given() {
    let bytes = small("a").unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("2026-03-01T11:00:00"));
    assert!(text.contains("pdfuaid:part") && text.contains("pdfaid:part"));
}

#[test]
fn data_is_never_read_as_markup() {
    for text in [
        "*gras* _italique_ `code` $x^2$",
        "#panic(\"évalué\") #read(\"/etc/passwd\")",
        "<étiquette> @renvoi [crochets] = titre\n= autre titre\n- liste\n/ terme: sens",
        "\\u{0} \\ // commentaire /* jamais fermé",
        "https://exemple.fr/#[]",
    ] {
        small(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    }
}

#[test]
fn no_character_keeps_a_document_from_leaving() {
    for text in [
        "😀 👩\u{200d}👩\u{200d}👧 🇫🇷 ⚠\u{fe0f} ❤\u{fe0f}",
        "中文 العربية עברית हिन्दी ไทย 한국어 ქართული",
        "\u{0}\u{1}\u{1b}[31m\u{feff}\u{fffe}\u{e000}\u{202e}renversé",
        "e\u{301}\u{301}\u{301} ﬁ ½ № ℃ \u{fffd} Z\u{35c}\u{321}a\u{489}lgo",
    ] {
        small(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    }
}

#[test]
fn every_character_that_the_fonts_have_can_be_printed() {
    let shown: Vec<char> = ('\u{20}'..='\u{1ffff}')
        .filter(|it| press::has_glyph(*it))
        .collect();
    for (rank, part) in shown.chunks(400).enumerate() {
        let text: String = part.iter().flat_map(|it| [*it, ' ']).collect();
        small(&text).unwrap_or_else(|fault| panic!("part {rank}: {fault}"));
    }
}

#[test]
fn a_faulty_template_is_told_and_not_survived() {
    let faulty = Template {
        path: "documents/faulty.typ",
        text: "#let it = json(\"data.json\")\n#it.absent",
    };
    let fault = pdf(faulty, &json!({}), noon()).unwrap_err();
    assert!(fault.to_string().contains("absent"), "{fault}");
}

#[test]
fn a_template_reads_nothing_but_its_data() {
    for text in [
        "#read(\"/etc/passwd\")",
        "#import \"@preview/cetz:0.4.0\"",
        "#datetime.today()",
    ] {
        let faulty = Template {
            path: "documents/curious.typ",
            text,
        };
        assert!(pdf(faulty, &json!({}), noon()).is_err(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_people_type_can_be_printed(text in any::<String>()) {
        prop_assert!(small(&text).is_ok(), "{:?}", small(&text));
    }
}
