//! The accessibility statement that French law asks for (loi no 2005-102, article 47; RGAA 4.1).
//!
//! Without an audit of conformity a service must call itself non-conforming, whatever its own tests say.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use crate::web::allowed::{Allowed, UseService};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::paths;
use crate::web::shell::Shell;

/// The page « Accessibilité ».
#[derive(Debug, Template)]
#[template(path = "pages/accessibility/show.html")]
pub struct AccessibilityPage {
    /// Frame.
    pub shell: Shell,
    /// Address to which barriers can be told; empty when none is set.
    pub contact: String,
}

/// `GET /accessibilite`, for anybody.
///
/// # Errors
/// The machine's failures.
pub async fn show(app: Data<App>, who: Option<Allowed<UseService>>) -> Result<HttpResponse, Error> {
    page(&AccessibilityPage {
        shell: Shell::of_anybody(&app, who.as_ref(), "Accessibilité", paths::ACCESSIBILITY),
        contact: String::new(),
    })
}
