//! Quoted-printable (RFC 2045 §6.7): a text as lines of 76 ASCII characters at most, in one pass.
//!
//! The library that builds messages can do it too, in several passes over copies; every report writes letters, and
//! this took a seventh of the time of a report.
//!
//! Deliberately absent: decoding, and bytes that are not text.

/// Most characters of a line before the sign of a soft break, which is the seventy-sixth.
const LONGEST: usize = 75;
const HEX: [u8; 16] = *b"0123456789ABCDEF";

/// `text` in quoted-printable; every line ends with CRLF, the last one too.
#[must_use]
pub(super) fn quoted_printable(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 4);
    for line in text.lines() {
        write_line(line.as_bytes(), &mut out);
        out.extend_from_slice(b"\r\n");
    }
    out
}

fn write_line(mut line: &[u8], out: &mut Vec<u8>) {
    let mut width = 0;
    loop {
        let (plain, rest) = line.split_at(plain_run(line, LONGEST - width));
        out.extend_from_slice(plain);
        width += plain.len();
        let Some((byte, after)) = rest.split_first() else {
            return;
        };
        if width + 3 > LONGEST {
            out.extend_from_slice(b"=\r\n");
            (line, width) = (rest, 0);
        } else {
            out.extend_from_slice(&quoted(*byte));
            (line, width) = (after, width + 3);
        }
    }
}

/// How many bytes may be written as they stand; a space or tab that ends the line may not.
fn plain_run(line: &[u8], room: usize) -> usize {
    let run = line.iter().take(room).take_while(|byte| is_plain(**byte)).count();
    let ends_blank = run == line.len() && line.last().is_some_and(|last| !last.is_ascii_graphic());
    run - usize::from(ends_blank)
}

/// Printable ASCII, spaces and tabs, but not the sign itself.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'<' | b'>'..=b'~' | b'\t')
}

fn quoted(byte: u8) -> [u8; 3] {
    let digit = |of: u8| HEX.get(usize::from(of)).copied().unwrap_or_default();
    [b'=', digit(byte >> 4), digit(byte & 15)]
}

#[cfg(test)]
mod tests {
    use mail_parser::decoders::quoted_printable::quoted_printable_decode;
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> String {
        String::from_utf8(quoted_printable(text)).unwrap()
    }

    #[test]
    fn accents_signs_and_spaces_at_the_end_are_quoted() {
        assert_eq!(
            written("é = è \n\tfin\t\n"),
            "=C3=A9 =3D =C3=A8=20\r\n\tfin=09\r\n"
        );
    }

    #[test]
    fn a_line_of_75_characters_is_left_whole_and_a_longer_one_is_broken_softly() {
        assert_eq!(written(&"a".repeat(75)), format!("{}\r\n", "a".repeat(75)));
        assert_eq!(written(&"a".repeat(76)), format!("{}=\r\na\r\n", "a".repeat(75)));
    }

    proptest! {
        #[test]
        fn a_reader_finds_the_text_again_in_short_ascii_lines(lines in prop::collection::vec("[^\r\n]{0,120}", 0..6)) {
            let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
            let out = written(&text);
            prop_assert!(out.is_ascii());
            prop_assert!(out.split("\r\n").all(|line| line.len() <= 76 && !line.ends_with([' ', '\t'])));
            let read = quoted_printable_decode(out.as_bytes()).unwrap();
            prop_assert_eq!(String::from_utf8(read).unwrap().replace("\r\n", "\n"), text);
        }
    }
}
