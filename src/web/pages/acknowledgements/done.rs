//! The thanks: the acknowledgement is recorded, now or earlier.

use askama::Template;

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
