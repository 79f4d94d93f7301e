//! A piece attached to a dossier: what it is, told by its first bytes, and the name it may bear.
//!
//! Deliberately absent: what the sender says of the type. A name or a media type given with a file is only a claim.

use super::people::named;

named! {
    /// What a file is, by its content.
    FileKind {
        /// Picture, PNG.
        Png = "png",
        /// Picture, JPEG.
        Jpeg = "jpeg",
        /// Picture, GIF.
        Gif = "gif",
        /// Picture, WebP.
        Webp = "webp",
        /// PDF document.
        Pdf = "pdf",
        /// Office document: text, sheet or slides, of either family.
        Office = "office",
        /// ZIP archive.
        Zip = "zip",
        /// Plain text in UTF-8.
        Text = "text",
        /// Anything else.
        Unknown = "unknown",
    }
}

/// How many of the first bytes tell the kind.
pub const HEAD: usize = 8 * 1024;
/// Longest name, in characters.
pub const NAME_MAX: usize = 200;
/// The name of a file that came without a usable one.
const UNNAMED: &str = "piece-jointe";

const SIGNATURES: &[(&[u8], FileKind)] = &[
    (b"\x89PNG\r\n\x1a\n", FileKind::Png),
    (b"\xff\xd8\xff", FileKind::Jpeg),
    (b"GIF87a", FileKind::Gif),
    (b"GIF89a", FileKind::Gif),
    (b"%PDF-", FileKind::Pdf),
    // The compound file of the older office programs.
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::Office),
];

/// Where an archive names its first member, and what the archives that are office documents put there.
const FIRST_MEMBER: usize = 30;
const OFFICE_MEMBERS: &[&[u8]] = &[
    b"mimetypeapplication/vnd.oasis.opendocument.",
    b"[Content_Types].xml",
    b"_rels/",
    b"docProps/",
    b"word/",
    b"xl/",
    b"ppt/",
];

impl FileKind {
    /// The kind of a file that begins with `head`, of which the first [`HEAD`] bytes are enough.
    #[must_use]
    pub fn of(head: &[u8]) -> Self {
        let signed = SIGNATURES
            .iter()
            .find(|(signature, _)| head.starts_with(signature));
        match signed {
            Some((_, kind)) => *kind,
            None if is_webp(head) => Self::Webp,
            None if head.starts_with(b"PK\x03\x04") => of_archive(head),
            None if is_text(head) => Self::Text,
            None => Self::Unknown,
        }
    }

    /// The media type under which it leaves: never one that a browser would run.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Zip => "application/zip",
            Self::Text => "text/plain; charset=utf-8",
            Self::Office | Self::Unknown => "application/octet-stream",
        }
    }

    /// Whether a browser may show it, inside a sandbox, instead of keeping it.
    #[must_use]
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::Webp | Self::Pdf)
    }
}

fn is_webp(head: &[u8]) -> bool {
    head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP")
}

fn of_archive(head: &[u8]) -> FileKind {
    let first = head.get(FIRST_MEMBER..).unwrap_or_default();
    if OFFICE_MEMBERS.iter().any(|member| first.starts_with(member)) {
        FileKind::Office
    } else {
        FileKind::Zip
    }
}

/// UTF-8 without control characters; the head may end in the middle of a character.
fn is_text(head: &[u8]) -> bool {
    let readable = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            let whole = head.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let plain = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    !readable.is_empty() && readable.chars().all(plain)
}

/// The name that a file keeps: the last segment of what was given, without what cannot be seen, at most
/// [`NAME_MAX`] characters.
#[must_use]
pub fn clean_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|c| !is_unseen(*c)).collect();
    let cut: String = seen.trim_start().chars().take(NAME_MAX).collect();
    // Dots and spaces at the end are dropped by some systems, and `..` names no file at all.
    match cut.trim_end_matches(|c: char| c == '.' || c.is_whitespace()) {
        "" => UNNAMED.to_owned(),
        name => name.to_owned(),
    }
}

/// Control characters, and those that hide letters or turn their order: `facture\u{202e}fdp.exe` reads as a PDF.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A number of bytes in words, rounded up to a tenth so that nothing seems smaller than it is: « 1,3 Mo ».
#[must_use]
pub fn size_in_words(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0 | 1 => return format!("{bytes}\u{a0}octet"),
        2..1_000 => return format!("{bytes}\u{a0}octets"),
        1_000..1_000_000 => (1_000, "ko"),
        1_000_000..1_000_000_000 => (1_000_000, "Mo"),
        _ => (1_000_000_000, "Go"),
    };
    let tenths = bytes.div_ceil(unit / 10);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole}\u{a0}{name}"),
        (whole, tenth) => format!("{whole},{tenth}\u{a0}{name}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn archive(first_member: &str) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.resize(FIRST_MEMBER, 0);
        bytes.extend_from_slice(first_member.as_bytes());
        bytes
    }

    #[test]
    fn the_first_bytes_tell_the_kind() {
        for (head, kind) in [
            (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), FileKind::Png),
            (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), FileKind::Jpeg),
            (b"GIF89a\x01".to_vec(), FileKind::Gif),
            (b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), FileKind::Webp),
            (b"RIFF\x10\0\0\0WAVEfmt ".to_vec(), FileKind::Unknown),
            (b"%PDF-1.7\n".to_vec(), FileKind::Pdf),
            (archive("notes.txt"), FileKind::Zip),
            (archive("[Content_Types].xml"), FileKind::Office),
            (
                archive("mimetypeapplication/vnd.oasis.opendocument.text"),
                FileKind::Office,
            ),
            (archive("mimetypeapplication/epub+zip"), FileKind::Zip),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0".to_vec(), FileKind::Office),
            ("De : rançon\r\n\tà payer".as_bytes().to_vec(), FileKind::Text),
            (b"<svg onload=\"alert(1)\"/>".to_vec(), FileKind::Text),
            (b"MZ\x90\0\x03".to_vec(), FileKind::Unknown),
            (b"caf\xe9".to_vec(), FileKind::Text),
            (b"caf\xe9 noir".to_vec(), FileKind::Unknown),
            (b"PK".to_vec(), FileKind::Text),
            (Vec::new(), FileKind::Unknown),
        ] {
            assert_eq!(FileKind::of(&head), kind, "{head:?}");
        }
    }

    #[test]
    fn no_kind_leaves_under_a_type_that_browsers_run() {
        for kind in FileKind::ALL {
            let media_type = kind.media_type();
            for run in ["html", "svg", "xml", "javascript"] {
                assert!(!media_type.contains(run), "{kind}");
            }
            let shown = media_type.starts_with("image/") || media_type == "application/pdf";
            assert_eq!(kind.is_shown(), shown, "{kind}");
        }
    }

    #[test]
    fn a_name_is_its_last_visible_segment() {
        for (given, kept) in [
            ("capture.png", "capture.png"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\Anne\\journal d’accès.log", "journal d’accès.log"),
            ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
            ("facture\u{202e}fdp.exe", "facturefdp.exe"),
            ("rapport.pdf. . ", "rapport.pdf"),
            (".htaccess", ".htaccess"),
            ("..", UNNAMED),
            ("dossier/", UNNAMED),
            (" \u{200b}\0", UNNAMED),
            ("", UNNAMED),
        ] {
            assert_eq!(clean_name(given), kept, "{given:?}");
        }
    }

    proptest! {
        #[test]
        fn a_kept_name_is_short_and_harmless_and_stays_as_it_is(given in any::<String>()) {
            let kept = clean_name(&given);
            prop_assert!(!kept.is_empty() && kept.chars().count() <= NAME_MAX);
            prop_assert!(!kept.contains(['/', '\\', '\0', '\n']) && kept != "." && kept != "..");
            prop_assert_eq!(clean_name(&kept), kept);
        }
    }

    #[test]
    fn a_size_is_told_in_words() {
        for (bytes, words) in [
            (0, "0\u{a0}octet"),
            (1, "1\u{a0}octet"),
            (999, "999\u{a0}octets"),
            (1_000, "1\u{a0}ko"),
            (1_001, "1,1\u{a0}ko"),
            (1_250_000, "1,3\u{a0}Mo"),
            (100_000_000, "100\u{a0}Mo"),
            (2_000_000_001, "2,1\u{a0}Go"),
        ] {
            assert_eq!(size_in_words(bytes), words);
        }
    }
}
