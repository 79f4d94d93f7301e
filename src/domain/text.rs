//! Text prepared for search: what is typed without accents, capitals or punctuation finds what has them.
//!
//! Both sides of a search pass through [`searchable`]: the stored text once, when it is written, and the words
//! of the query. Deliberately absent: stemming, synonyms, and the query language of any store.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` in lower case, without accents, its ligatures spelled out (`œ` → `oe`), and with one space in
/// place of everything that is neither letter nor digit. Doing it twice changes nothing.
#[must_use]
pub fn searchable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in plain(text) {
        if character.is_alphanumeric() {
            push_spelled_out(character, &mut out);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The words of a query, each once, in the order typed.
#[must_use]
pub fn words(query: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in searchable(query).split(' ').filter(|word| !word.is_empty()) {
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Longest word kept for a search, in characters: engines limit what a word may hold. What follows counts on neither
/// side, so that a word still finds itself.
pub const WORD_MAX: usize = 64;
/// Most bytes of one document: what comes after is not found, rather than refused by an engine.
pub const DOCUMENT_MAX: usize = 500_000;

/// The document that a search looks in: the words of these texts, each once, the first texts first, with one space
/// between them.
#[must_use]
pub fn document<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let (mut known, mut out) = (HashSet::new(), String::new());
    for text in texts {
        let text = searchable(text);
        for word in text.split(' ').map(shortened).filter(|word| !word.is_empty()) {
            if out.len() + word.len() < DOCUMENT_MAX && known.insert(word.to_owned()) {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
            }
        }
    }
    out
}

/// What a search looks for: each is the beginning of a word, and all must be found.
#[must_use]
pub fn beginnings(query: &str) -> Vec<String> {
    let mut beginnings: Vec<String> = Vec::new();
    for word in words(query) {
        let word = shortened(&word);
        if !beginnings.iter().any(|known| known == word) {
            beginnings.push(word.to_owned());
        }
    }
    beginnings
}

/// Whether a search finds a document: what both engines do, in plain words.
#[must_use]
pub fn finds(beginnings: &[String], document: &str) -> bool {
    let begins = |beginning: &String| {
        document
            .split(' ')
            .any(|word| word.starts_with(beginning.as_str()))
    };
    beginnings.iter().all(begins)
}

/// A word up to the longest kept.
fn shortened(word: &str) -> &str {
    word.char_indices()
        .nth(WORD_MAX)
        .and_then(|(end, _)| word.get(..end))
        .unwrap_or(word)
}

/// Lower case without marks. Decomposing comes first and last: a capital may hide in a compatibility
/// character, and a mark in a lower-case form.
fn plain(text: &str) -> impl Iterator<Item = char> {
    text.nfkd()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|character| !is_combining_mark(*character))
}

fn push_spelled_out(character: char, out: &mut String) {
    match character {
        'œ' => out.push_str("oe"),
        'æ' => out.push_str("ae"),
        'ß' => out.push_str("ss"),
        'ø' => out.push('o'),
        'ł' => out.push('l'),
        'ı' => out.push('i'),
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_capitals_and_punctuation_do_not_count() {
        for (text, found) in [
            ("Collège Émile-Zola", "college emile zola"),
            ("  L’Œuvre, n° 3 !  ", "l oeuvre n 3"),
            (
                "Cité scolaire d\u{2019}Ælia — Straße",
                "cite scolaire d aelia strasse",
            ),
            ("NOE\u{308}L\u{a0}Çà", "noel ca"),
            ("ﬁchier ½ İstanbul ℃", "fichier 1 2 istanbul c"),
            ("0350003N", "0350003n"),
            ("…", ""),
        ] {
            assert_eq!(searchable(text), found);
        }
    }

    #[test]
    fn a_query_is_its_words_each_once() {
        assert_eq!(
            words("Saint-Malo, saint  MALO « la Providence »"),
            ["saint", "malo", "la", "providence"]
        );
        assert!(words(" '\"*% ").is_empty());
    }

    #[test]
    fn a_document_holds_each_word_once_and_no_more_than_it_may() {
        let texts = ["Serveur Horus, salle 12", "le SERVEUR de l’école", "…"];
        assert_eq!(document(texts), "serveur horus salle 12 le de l ecole");
        let many = (0..100_000)
            .map(|rank| format!("mot{rank}"))
            .collect::<Vec<_>>()
            .join(" ");
        assert!(document([many.as_str()]).len() <= DOCUMENT_MAX);
    }

    #[test]
    fn every_word_typed_begins_a_word_found() {
        let held = document(["Rançongiciel sur le serveur Horus du collège"]);
        for (query, found) in [
            ("rancon", true),
            ("HORUS rançon", true),
            ("", true),
            ("giciel", false),
            ("horus lycée", false),
        ] {
            assert_eq!(finds(&beginnings(query), &held), found, "{query}");
        }
    }

    #[test]
    fn a_word_without_end_still_finds_itself() {
        let endless = "é".repeat(WORD_MAX + 10);
        let held = document([endless.as_str()]);
        assert_eq!(held.chars().count(), WORD_MAX);
        assert!(finds(&beginnings(&endless), &held));
        assert_eq!(beginnings(&format!("{endless} {endless}x")).len(), 1);
    }

    proptest! {
        #[test]
        fn preparing_twice_changes_nothing(text in ".*") {
            let once = searchable(&text);
            prop_assert_eq!(&searchable(&once), &once);
            prop_assert_eq!(words(&once).join(" ").is_empty(), once.is_empty());
        }

        #[test]
        fn what_is_left_is_words_between_single_spaces(text in ".*") {
            let text = searchable(&text);
            prop_assert_eq!(text.trim(), &text);
            prop_assert!(!text.contains("  "));
            prop_assert!(text.chars().all(|c| c == ' ' || c.is_alphanumeric()));
        }
    }
}
