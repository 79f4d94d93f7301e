//! Text prepared for search: what is typed without accents, capitals or punctuation finds what has them.
//!
//! Both sides of a search pass through [`searchable`]: the stored text once, when it is written, and the words
//! of the query. Deliberately absent: stemming, synonyms, and the query language of any store.

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
