//! Files of a dossier, and none.

use tocsin::domain::attachment::FileKind;
use tocsin::domain::attachment::size_in_words;
use tocsin::web::pages::incidents::attachments::{Attachments, FileLine, UploadForm};

use super::data::moment;

fn file(name: &str, kind: FileKind, with_notification: bool) -> FileLine {
    FileLine {
        path: "/pieces/01936f1e".to_owned(),
        mark_path: "/pieces/01936f1e/marque".to_owned(),
        name: name.to_owned(),
        kind,
        size: size_in_words(1_250_000),
        by: "Maëlle Le Goff".to_owned(),
        at: moment("2026-11-22T10:12:00+01:00"),
        sha256: "9f86d081884c".to_owned(),
        with_notification,
    }
}

/// A picture that the notification carries, a log with a long name, a file that is not what it says.
pub(super) fn attachments() -> Attachments {
    Attachments {
        files: vec![
            file("Écran du serveur Horus.png", FileKind::Png, true),
            file(
                "journal-du-pare-feu-du-college-bertrand-du-guesclin-2026-11-21-au-2026-11-22.log",
                FileKind::Text,
                false,
            ),
            file("facture.pdf", FileKind::Unknown, false),
        ],
        form: Some(UploadForm {
            action: "/dossiers/SSI-2026-0042/pieces".to_owned(),
            largest: size_in_words(100_000_000),
        }),
        fault: String::new(),
    }
}

/// No file, and a form that was sent without one.
pub(super) fn without_file() -> Attachments {
    Attachments {
        files: Vec::new(),
        fault: "Choisissez un fichier.".to_owned(),
        ..attachments()
    }
}
