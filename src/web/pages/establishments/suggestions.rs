//! Schools that match some words: a fragment, put into the report page by its script.

use askama::Template;

use crate::web::view::School;

/// The fragment.
#[derive(Debug, Template)]
#[template(path = "pages/establishments/suggestions.html")]
pub struct SchoolSuggestions {
    /// Schools found, few.
    pub schools: Vec<School>,
}
