//! French typography of the templates, held by tests.

use std::fs;
use std::path::{Path, PathBuf};

fn templates(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(templates(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Every line of every template, with where it stands.
fn lines() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut lines = Vec::new();
    for path in templates(&root) {
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            lines.push((format!("{}:{}", path.display(), number + 1), line.to_owned()));
        }
    }
    assert!(lines.len() > 100, "the templates are there");
    lines
}

#[test]
fn a_plain_space_never_stands_before_a_double_sign() {
    for (place, line) in lines() {
        for sign in [" ;", " ?", " :", " »", "« "] {
            assert!(
                !line.contains(sign),
                "{place}: « {sign} » wants a non-breaking space"
            );
        }
        let exclaimed = line.match_indices(" !").any(|(at, _)| {
            let next = line
                .get(at + 2..)
                .and_then(|rest| rest.chars().next())
                .unwrap_or(' ');
            !(next == '=' || next == '(' || next.is_alphanumeric())
        });
        assert!(!exclaimed, "{place}: « ! » wants a non-breaking space");
    }
}

#[test]
fn the_apostrophe_is_typographic() {
    for (place, line) in lines() {
        let letters: Vec<char> = line.chars().collect();
        let straight = letters
            .windows(3)
            .any(|three| three[1] == '\'' && three[0].is_alphabetic() && three[2].is_alphabetic());
        assert!(!straight, "{place}: the apostrophe is ’");
    }
}

#[test]
fn every_asset_a_template_names_exists() {
    for (place, line) in lines() {
        for rest in line.split("assets::url(\"").skip(1) {
            let name = rest.split('"').next().unwrap();
            assert!(!crate::web::assets::url(name).is_empty(), "{place}: {name}");
        }
    }
}
