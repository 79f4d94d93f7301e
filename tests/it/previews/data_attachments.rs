//! Files of a dossier, and none.

use tocsin::domain::attachment::FileKind;
use tocsin::domain::attachment::size_in_words;
use tocsin::web::pages::incidents::attachments::{Attachments, FileLine, HoldLine, UploadForm};

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
        purged: None,
    }
}

/// A file whose time is over.
fn purged() -> FileLine {
    FileLine {
        purged: Some((
            moment("2027-11-23T06:00:00+01:00"),
            "Durée de conservation écoulée\u{a0}: 365 jours après le dernier acte du dossier.".to_owned(),
        )),
        ..file("courriel-recu.eml", FileKind::Text, false)
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
            purged(),
        ],
        form: Some(UploadForm {
            action: "/dossiers/SSI-2026-0042/pieces".to_owned(),
            largest: size_in_words(100_000_000),
        }),
        fault: String::new(),
        hold: Some(HoldLine {
            reason: "Une plainte est déposée.".to_owned(),
            since: moment("2026-11-23T09:00:00+01:00"),
        }),
        hold_action: "/dossiers/SSI-2026-0042/pieces/gel#pieces".to_owned(),
        hold_reason: String::new(),
        hold_fault: String::new(),
    }
}

/// No file, and a form that was sent without one.
pub(super) fn without_file() -> Attachments {
    Attachments {
        files: Vec::new(),
        fault: "Choisissez un fichier.".to_owned(),
        hold: None,
        hold_fault: "Dites pourquoi ces pièces doivent rester.".to_owned(),
        ..attachments()
    }
}
