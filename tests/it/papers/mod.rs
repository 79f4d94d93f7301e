//! PDFs as others read them: Poppler says what a page says, and whether a screen reader finds its way.

mod notification;
mod others;

use std::fs;
use std::process::Command;

use chrono::{DateTime, TimeZone, Utc};

/// The date of every paper here.
fn written_at() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 4, 6, 40, 0).unwrap()
}

/// What Poppler finds in a PDF.
struct Paper {
    /// All its text without spaces, so that lines may end anywhere.
    text: String,
    /// What `pdfinfo` tells, its metadata included.
    about: String,
}

impl Paper {
    fn read(pdf: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("paper.pdf").display().to_string();
        fs::write(&file, pdf).unwrap();
        let text = printed("pdftotext", &["-raw", &file, "-"]);
        let about = printed("pdfinfo", &[&file]) + &printed("pdfinfo", &["-meta", &file]);
        Self {
            text: without_spaces(&text),
            about,
        }
    }

    #[track_caller]
    fn says(&self, text: &str) {
        assert!(
            self.text.contains(&without_spaces(text)),
            "« {text} » is missing:\n{}",
            self.text
        );
    }

    #[track_caller]
    fn says_all<'a>(&self, texts: impl IntoIterator<Item = &'a String>) {
        for text in texts {
            self.says(text);
        }
    }

    #[track_caller]
    fn does_not_say(&self, text: &str) {
        assert!(!self.text.contains(&without_spaces(text)), "« {text} » is there");
    }

    /// Tagged, in French, and said to be PDF/UA-1 and PDF/A-2a by a file that was checked when it was written.
    #[track_caller]
    fn is_accessible(&self) {
        let about = without_spaces(&self.about);
        for wanted in [
            "Tagged:yes",
            "Author:Tocsin",
            "<pdfuaid:part>1</pdfuaid:part>",
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language>",
        ] {
            assert!(about.contains(wanted), "{wanted} is missing:\n{}", self.about);
        }
    }
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

fn printed(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| {
            panic!("{program}: {error}; run the tests with ./scripts/test, which installs it")
        });
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
