//! The accessibility statement that French law asks for (loi no 2005-102, article 47; RGAA 4.1).
//!
//! Without an audit of conformity a service must call itself non-conforming, whatever its own tests say.

use askama::Template;

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
