//! The notification of a breach, as one party sends it to another (GDPR art. 33, and the clause of the convention).
//!
//! Its first page says who notifies what to whom, under which clause, since when it is known, by when it was due, and
//! what is still to come; the sections follow as tables.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::pdf::{NotLaidOut, Template, pdf};
use super::section::{Row, Section};

const TEMPLATE: Template = Template {
    path: "documents/notification.typ",
    text: include_str!("../../templates/documents/notification.typ"),
};

/// A notification as it is sent; each text is ready to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NotificationDocument {
    /// The breach: `VIO-2026-0001`.
    pub reference: String,
    /// The incident it belongs to: `SSI-2026-0001`.
    pub dossier: String,
    /// What it is called; stands at the head of the first page.
    pub title: String,
    /// « Notification initiale, incomplète ».
    pub kind: String,
    /// Sent by the system itself, because nobody had sent it as its due instant came near.
    pub automatic: bool,
    /// Belongs to an exercise.
    pub exercise: bool,
    /// Who notifies.
    pub from: Correspondent,
    /// Who is notified.
    pub to: Correspondent,
    /// The school concerned.
    pub school: Option<String>,
    /// Since when the notifying party knows.
    pub aware: String,
    /// By when it had to notify.
    pub due: String,
    /// When it was sent.
    pub sent: String,
    /// By how much it is late, and why.
    pub late: Option<String>,
    /// The level of risk that was decided; undecided when absent.
    pub risk: Option<String>,
    /// What there is to know at once.
    pub summary: Vec<Row>,
    /// All that is known.
    pub sections: Vec<Section>,
    /// What is not known yet and will follow.
    pub missing: Vec<String>,
    /// The files that go with it.
    pub attachments: Vec<Attachment>,
    /// The clauses under which it is sent.
    pub legal: Vec<String>,
    /// The notifications of the same breach that were sent before.
    pub chain: Vec<String>,
}

/// One end of a notification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Correspondent {
    /// The party or the office.
    pub name: String,
    /// Where it is written to.
    pub address: Option<String>,
}

/// A file that goes with a notification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its size, in words.
    pub size: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

impl NotificationDocument {
    /// The notification as a tagged PDF; `written_at` is its date.
    ///
    /// # Errors
    ///
    /// When it could not be laid out.
    pub fn pdf(&self, written_at: DateTime<Utc>) -> Result<Vec<u8>, NotLaidOut> {
        pdf(TEMPLATE, self, written_at)
    }
}
