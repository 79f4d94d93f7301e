//! State of outgoing mail, for those who keep the service running. It shows nothing of what dossiers contain:
//! no subject, no school, no reference.

use askama::Template;

use crate::domain::letter::{LetterKind, MailState};
use crate::web::shell::Shell;
use crate::web::view::{Moment, Slices};
use crate::web::wording::Words as _;

/// The page « Acheminement ».
#[derive(Debug, Template)]
#[template(path = "pages/deliveries/index.html")]
pub struct DeliveriesPage {
    /// Frame.
    pub shell: Shell,
    /// How many messages stand in each state.
    pub counts: Vec<(MailState, u64)>,
    /// Since when the oldest message waits, if any waits.
    pub oldest_waiting: Option<Moment>,
    /// Where messages go: « smtp.exemple.fr, connexion chiffrée », or a folder.
    pub transport: String,
    /// Messages, those in trouble first.
    pub rows: Vec<Row>,
    /// Links to the other slices.
    pub slices: Slices,
}

/// A message to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub kind: LetterKind,
    /// Role written to, in words, or empty.
    pub to: String,
    /// Address.
    pub address: String,
    /// Where it stands.
    pub state: MailState,
    /// Attempts so far.
    pub attempts: i64,
    /// When it was queued.
    pub queued: Moment,
    /// When it is tried next, while it waits.
    pub next: Option<Moment>,
    /// The mail server's last answer, or empty.
    pub answer: String,
}
