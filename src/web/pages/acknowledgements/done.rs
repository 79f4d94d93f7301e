//! The thanks: the acknowledgement is recorded, now or earlier.

use askama::Template;
use chrono::{DateTime, Utc};

use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::view::Moment;

/// The page after the button.
#[derive(Debug, Template)]
#[template(path = "pages/acknowledgements/done.html")]
pub struct AcknowledgedPage {
    /// Frame.
    pub shell: Shell,
    /// Reference of the dossier.
    pub reference: String,
    /// When it was acknowledged, the first time.
    pub at: Moment,
    /// Address of the dossier.
    pub path: String,
}

impl AcknowledgedPage {
    /// The thanks for a letter about this dossier, acknowledged at `at` (UTC).
    #[must_use]
    pub fn of(reference: String, at: DateTime<Utc>) -> Self {
        Self {
            shell: Shell::for_stranger("Merci", paths::ACKNOWLEDGEMENT),
            path: paths::incident(&reference),
            reference,
            at: Moment::of(at),
        }
    }
}
