//! Text fit for paper: what people typed or pasted, without what no font can show and no reader should meet.
//!
//! Nothing visible is dropped: a character without a glyph is named by its code. Deliberately absent: correcting
//! typography; spaces that do not break stay as they are.

use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

/// `text` as [`without_controls`], composed (NFC), without invisible joiners; each character that `has_glyph`
/// refuses is written as its code: `[U+1F600]`.
pub(super) fn legible(text: &str, has_glyph: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for character in without_controls(text).nfc().filter(|it| !is_joiner(*it)) {
        if character == '\n' || (!is_private(character) && has_glyph(character)) {
            out.push(character);
        } else {
            named(character, &mut out);
        }
    }
    out
}

/// `text` with its line ends as `\n`, tabulations as spaces, and without control characters, those that turn the
/// direction of writing among them: they can make a text say something else than what was checked.
pub(super) fn without_controls(text: &str) -> String {
    let plain = |character| match character {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        control if control.is_control() || turns_direction(control) || is_no_character(control) => None,
        other => Some(other),
    };
    text.replace("\r\n", "\n").chars().filter_map(plain).collect()
}

/// `text` as [`without_controls`], on one line.
pub(super) fn on_one_line(text: &str) -> String {
    let text = without_controls(text);
    let lines: Vec<_> = text
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join(" ")
}

fn named(character: char, out: &mut String) {
    let code = u32::from(character);
    // Writing into a String does not fail.
    write!(out, "[U+{code:04X}]").unwrap_or_default();
}

fn is_joiner(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
    )
}

fn turns_direction(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
    )
}

/// Codes that Unicode gives to no character, and that XML refuses.
fn is_no_character(character: char) -> bool {
    let code = u32::from(character);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// Codes whose meaning is agreed in private: a font may show anything there.
fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn latin(character: char) -> bool {
        character < '\u{250}' || character == '\u{202f}' || character == '’'
    }

    #[test]
    fn french_stays_as_it_was_written() {
        let text = "L’élève a-t-il ouvert\u{202f}? «\u{a0}Oui\u{a0}»\u{a0}: 12\u{202f}500 fichiers, ŒUVRE";
        assert_eq!(legible(text, latin), text);
    }

    #[test]
    fn what_has_no_glyph_is_named_and_never_lost() {
        assert_eq!(legible("Oups 😀\u{fe0f}", latin), "Oups [U+1F600]");
        assert_eq!(legible("\u{e000}", |_| true), "[U+E000]");
    }

    #[test]
    fn accents_typed_apart_are_composed() {
        assert_eq!(legible("e\u{301}cole", latin), "école");
    }

    #[test]
    fn hidden_characters_are_dropped() {
        assert_eq!(without_controls("a\u{0}b\u{7}c\u{202e}d\u{ffff}"), "abcd");
        assert_eq!(
            without_controls("un\r\ndeux\rtrois\tquatre"),
            "un\ndeux\ntrois quatre"
        );
    }

    #[test]
    fn a_name_stays_on_one_line() {
        assert_eq!(
            on_one_line(" Collège \r\n\n Émile Zola\u{0}"),
            "Collège Émile Zola"
        );
    }

    proptest! {
        #[test]
        fn what_is_left_can_be_shown(text in any::<String>()) {
            let shown = legible(&text, latin);
            prop_assert!(shown.chars().all(|it| latin(it) && (it == '\n' || !it.is_control())));
        }
    }
}
