//! The files of a dossier, as its page lists them, and the form to send one more.

use crate::domain::attachment::{FileKind, size_in_words};
use crate::store::attachments::Attachment;
use crate::store::legal_holds::LegalHold;
use crate::web::paths;
use crate::web::view::Moment;

/// Digits of the SHA-256 that are shown: enough to compare two files read out on the telephone.
const SHOWN_DIGITS: usize = 12;

/// The section « Pièces jointes ».
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachments {
    /// Files, oldest first.
    pub files: Vec<FileLine>,
    /// The form to send one more, for those who may.
    pub form: Option<UploadForm>,
    /// What is wrong with the file that was just sent, or empty.
    pub fault: String,
    /// Why the files must stay, if they must.
    pub hold: Option<HoldLine>,
    /// Where they are held or let go, for those who may; empty otherwise.
    pub hold_action: String,
    /// The reason as typed.
    pub hold_reason: String,
    /// What is wrong with it, or empty.
    pub hold_fault: String,
}

/// A hold that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldLine {
    /// Why.
    pub reason: String,
    /// Since when.
    pub since: Moment,
}

impl From<LegalHold> for HoldLine {
    fn from(hold: LegalHold) -> Self {
        Self {
            reason: hold.reason,
            since: Moment::of(hold.held_at),
        }
    }
}

/// The form to send a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UploadForm {
    /// Where it is sent.
    pub action: String,
    /// Size of the largest file, in words.
    pub largest: String,
}

impl UploadForm {
    /// What helps to choose a file.
    #[must_use]
    pub fn hint(&self) -> String {
        format!(
            "Une capture d’écran, un message, un journal\u{a0}; {} au plus.",
            self.largest
        )
    }
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// Address of the content.
    pub path: String,
    /// Where the mark is changed.
    pub mark_path: String,
    /// Name.
    pub name: String,
    /// What it is, by its content.
    pub kind: FileKind,
    /// Size in words.
    pub size: String,
    /// Who sent it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// First digits of the SHA-256.
    pub sha256: String,
    /// Whether the notification carries it.
    pub with_notification: bool,
    /// When and why its content was destroyed, if it was.
    pub purged: Option<(Moment, String)>,
}

impl FileLine {
    /// A file sent by a person of this name.
    #[must_use]
    pub fn of(attachment: &Attachment, by: &str) -> Self {
        Self {
            path: paths::attachment(&attachment.id),
            mark_path: paths::attachment_mark(&attachment.id),
            name: attachment.name.clone(),
            kind: attachment.kind,
            size: size_in_words(attachment.size.unsigned_abs()),
            by: by.to_owned(),
            at: Moment::of(attachment.uploaded_at),
            sha256: attachment.sha256.chars().take(SHOWN_DIGITS).collect(),
            with_notification: attachment.with_notification,
            purged: attachment
                .purged
                .as_ref()
                .map(|purged| (Moment::of(purged.at), purged.reason.clone())),
        }
    }
}
