//! The question: « avez-vous bien reçu ce message ? ». Nothing of the dossier but its reference is shown, since
//! whoever holds the link sees this page.

use askama::Template;

use crate::web::shell::Shell;
use crate::web::view::Moment;

/// The page behind the link of a mail.
#[derive(Debug, Template)]
#[template(path = "pages/acknowledgements/new.html")]
pub struct AcknowledgePage {
    /// Frame.
    pub shell: Shell,
    /// Where the button leads: the signed link itself.
    pub action: String,
    /// Reference of the dossier.
    pub reference: String,
    /// When the message was written.
    pub sent: Moment,
}
